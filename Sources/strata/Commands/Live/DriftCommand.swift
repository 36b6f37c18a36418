import ArgumentParser
import CanonicalJSON
import Deployment
import Git
import ProfileRepository
import Profiles
import Reports

struct DriftCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift",
    abstract: "Show what the live Palette has otherwise than the environment's branch.",
    discussion: """
      From the branch to the live side, layer by layer: what the live side has more is '+'. A masked value cannot be told and \
      counts as unknown, never as a difference. --accept commits what the live side has, as 'capture' does.
      """)

  @Argument(help: ArgumentHelp("The environment.", valueName: "env")) var env: String
  @Argument(
    help: ArgumentHelp("Profiles: [SCOPE/]NAME[@VERSION]; else all.", valueName: "profile"))
  var profiles: [String] = []

  @Option(help: "One scope alone: 'tenant' or 'projects/NAME'.") var scope: Scope?
  @Flag(help: "Exit with 2 where something is known to differ.") var exitCode = false
  @Flag(help: "Commit what the live side has, and remove what it has not.") var accept = false
  @Option(help: "When to use color: auto, always or never.") var color: ColorChoice?
  @OptionGroup var secrets: SecretOptions
  @OptionGroup var writer: WriterOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if accept && exitCode { throw ValidationError("--accept and --exit-code exclude each other") }
  }

  func run() async throws {
    let repository = try repository.open()
    let environment = try EnvironmentName(env)
    let palette = try LivePalette(of: environment, in: repository)
    let selection = try LiveSelection(profiles, scope: scope)
    if accept { return try await acceptAll(selection, palette) }
    let progress = Progress("compared")
    var report = DriftReport(
      environment: environment.text, address: palette.address.description,
      options: (color ?? .auto).options(
        from: try repository.snapshot(of: environment).label, to: palette.address.description))
    try await palette.with { client in
      try await Drift(of: environment, selection).run(client, in: repository) {
        progress.begin($0)
      } report: { key, outcome in
        progress.step()
        report.items.append((key, outcome))
      }
    }
    progress.clear()
    try output.print(report)
    for (key, outcome) in report.items {
      if case .failed(let error) = outcome {
        Console.note("error: \(key): \(LiveErrorWords(error).detail)")
      }
    }
    if report.count(of: nil) > 0 { throw Code.error }
    if exitCode && report.hasDrift { throw Code.differences }
  }

  private func acceptAll(_ selection: LiveSelection, _ palette: LivePalette) async throws {
    var capture = Capture(of: palette.environment, selection)
    (capture.prunes, capture.gate) = (true, secrets.gate)
    capture.author = try writer.signature(in: palette.repository)
    let run = CaptureRun(palette, dryRun: false, stopsAtFailure: false, output)
    try await run.run(capture, as: try writer.operation(in: palette.repository))
    try run.finish(ignoresFailures: false)
  }
}

/// How the profile versions of an environment stand to those of its live Palette.
struct DriftReport: Report {
  let environment: String
  let address: String
  let options: DifferenceReport.Options
  var items: [(key: ProfileKey, outcome: Drift.Outcome)] = []

  /// How many are in a state; nil counts what failed.
  func count(of state: LiveState?) -> Int { items.count { $0.outcome.state == state } }

  var hasDrift: Bool { count(of: .equal) + count(of: nil) < items.count }

  private var unknown: Int {
    items.reduce(0) { sum, item in
      switch item.outcome {
      case .equal(let unknown): sum + unknown
      case .differs(let difference): sum + difference.unknownCount
      default: sum
      }
    }
  }

  var text: String { items.map(Self.text(options)).joined() + summary + "\n" }

  private static func text(
    _ options: DifferenceReport.Options
  ) -> ((key: ProfileKey, outcome: Drift.Outcome)) -> String {
    { item in
      let key = PrintableText.escaped("\(item.key)")
      switch item.outcome {
      case .equal, .failed: return ""
      case .onlyOnBranch: return "only on the branch  \(key)\n"
      case .onlyLive: return "only live  \(key)\n"
      case .differs(let difference):
        return "differs  \(key)\n" + DifferenceReport(difference, options: options).text + "\n"
      }
    }
  }

  private var summary: String {
    var parts = ["\(count(of: .equal)) equal"]
    for (state, word) in [
      (LiveState.differs, "differ"), (.onlyOnBranch, "only on the branch"),
      (.onlyLive, "only live"),
    ] where count(of: state) > 0 {
      parts.append("\(count(of: state)) \(word)")
    }
    if count(of: nil) > 0 { parts.append("\(count(of: nil)) failed") }
    let masks = unknown > 0 ? "; \(unknown) masked: cannot tell" : ""
    return "\(environment) and \(address): " + parts.joined(separator: ", ") + masks
  }

  var json: JSONValue {
    .object([
      "environment": .string(JSONString(environment)), "palette": .string(JSONString(address)),
      "drift": .bool(hasDrift),
      "unknown": JSONNumber(Double(unknown)).map(JSONValue.number) ?? .null,
      "items": .array(items.map { Self.value($0.key, $0.outcome, options) }),
    ])
  }

  private static func value(
    _ key: ProfileKey, _ outcome: Drift.Outcome, _ options: DifferenceReport.Options
  ) -> JSONValue {
    var object: JSONObject = ["profile": .string(JSONString(key.description))]
    object["state"] = .string(JSONString(outcome.state?.rawValue ?? "failed"))
    switch outcome {
    case .differs(let difference):
      object["difference"] = DifferenceReport(difference, options: options).json
    case .failed(let error): object["error"] = LiveErrorJSON.value(error)
    default: break
    }
    return .object(object)
  }
}
