import ArgumentParser
import CanonicalJSON
import Deployment
import Git
import PackValues
import Palette
import ProfileRepository
import Profiles
import Replay
import Reports

struct CaptureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capture",
    abstract: "Commit what the environment's live Palette holds, one commit a profile version.",
    discussion: """
      Exports every version of every profile of every scope, or those that are named, and commits what changed. What the branch \
      has and the live side no longer has is named, and removed with --prune. One export that fails never hides the others; run \
      again, and what landed is skipped.

      Palette hides only what it knows to be secret. Where the branch has a mask and an export a value, the mask stays.
      """)

  @Argument(
    help: ArgumentHelp(
      "Profiles: [SCOPE/]NAME[@VERSION]; else all of them.", valueName: "profile"))
  var profiles: [String] = []

  @Option(help: ArgumentHelp("The environment.", valueName: "env")) var env: String
  @Option(help: "One scope alone: 'tenant' or 'projects/NAME'.") var scope: Scope?
  @Flag(help: "Remove what the live side no longer has.") var prune = false
  @Option(name: .shortAndLong, help: "The message of the commits.") var message: String?
  @Option(help: "On a profile that fails: fail, abort or ignore.") var onError: OnError = .fail
  @Flag(help: "Do everything but write.") var dryRun = false
  @OptionGroup var secrets: SecretOptions
  @OptionGroup var writer: WriterOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let repository = try repository.open()
    let environment = try EnvironmentName(env)
    let palette = try LivePalette(of: environment, in: repository)
    var capture = Capture(
      of: environment, try LiveSelection(profiles, scope: scope))
    (capture.prunes, capture.gate, capture.dryRun) = (prune, secrets.gate, dryRun)
    (capture.author, capture.message) = (try writer.signature(in: repository), message)
    let run = CaptureRun(palette, dryRun: dryRun, stopsAtFailure: onError == .abort, output)
    try await run.run(capture, as: try writer.operation(in: repository))
    try run.finish(ignoresFailures: onError == .ignore)
  }
}

/// One capture from its first call to its exit code; `drift --accept` is one too.
final class CaptureRun {
  private let palette: LivePalette
  private let stopsAtFailure: Bool
  private let output: OutputOptions
  private let progress = Progress("exports")
  private(set) var report: LiveReport

  init(_ palette: LivePalette, dryRun: Bool, stopsAtFailure: Bool, _ output: OutputOptions) {
    (self.palette, self.stopsAtFailure, self.output) = (palette, stopsAtFailure, output)
    report = LiveReport(
      environment: palette.environment.text, address: palette.address.description, dryRun: dryRun)
  }

  func run(_ capture: Capture, as operation: Operation) async throws {
    let listing = try await palette.with { client in
      try await capture.run(client, in: palette.repository, as: operation) {
        progress.begin($0)
      } report: { key, outcome in
        progress.step()
        try tell(Self.item(key, outcome), Self.remarks(key, outcome))
        if stopsAtFailure, case .failed(let error) = outcome { throw error }
      }
    }
    progress.clear()
    for foreign in listing.foreign {
      Console.note(
        "warning: '\(foreign.profile.name)' in \(foreign.scope) is left out: \(foreign.detail)")
    }
  }

  /// Prints the result; throws the exit code.
  func finish(ignoresFailures: Bool) throws {
    if output.format == .json {
      try output.print(report)
    } else {
      try Console.print(PrintableText.escaped(report.summary) + "\n")
    }
    guard report.count(of: "failed") > 0 else { return }
    let landed = report.items.count - report.count(of: "failed")
    if !(ignoresFailures && landed > 0) { throw Code.error }
  }

  private func tell(_ item: LiveReport.Item, _ remarks: [String]) throws {
    report.items.append(item)
    guard output.format == .text else { return }
    let isNews = item.result != "unchanged"
    if isNews || !remarks.isEmpty { progress.clear() }
    if let error = item.error {
      Console.note(LiveReport.line(item))
      if let hint = LiveErrorWords(error).hint { Console.note("hint: \(hint)") }
    } else if isNews {
      try Console.print(LiveReport.line(item) + "\n")
    }
    for remark in remarks { Console.note(remark) }
  }

  private static func item(_ key: ProfileKey, _ outcome: Capture.Outcome) -> LiveReport.Item {
    switch outcome {
    case .committed(let commit, let receipt, _):
      return .init(
        key: key, result: "committed", remark: commit.abbreviated,
        members: [
          "commit": .string(JSONString(commit.hex)), "digest": .string(JSONString(receipt.digest)),
        ])
    case .unchanged: return .init(key: key, result: "unchanged")
    case .gone:
      return .init(key: key, result: "gone", remark: "not there any more; --prune removes it")
    case .removed(let commit):
      return .init(
        key: key, result: "removed", remark: commit.abbreviated,
        members: ["commit": .string(JSONString(commit.hex))])
    case .failed(let error): return .init(key: key, result: "failed", error: error)
    }
  }

  private static func remarks(_ key: ProfileKey, _ outcome: Capture.Outcome) -> [String] {
    guard case .committed(_, let receipt, let kept) = outcome else { return [] }
    return kept.map { mask in
      "kept     \(key): the mask at \(mask.owner)\(mask.place?.path.map { " \($0)" } ?? ""); the export shows a value there"
    } + receipt.masked.map { "masked   \(key): \($0)" }
      + receipt.warnings.map { "warning: \(key): \($0); it is stored in the plain" }
  }
}
