import ArgumentParser
import CanonicalJSON
import Deployment
import Git
import Palette
import ProfileRepository
import Profiles
import Replay
import Reports

struct DeployCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deploy",
    abstract: "Bring an environment's profiles into its live Palette.",
    discussion: """
      Looks first at everything: what the live side holds, our own rules, Palette's, the registries, the macros, a value for \
      every mask. --dry-run ends there. What is the same by content is skipped; another one of the same name and version is \
      refused unless --replace, which updates it in place: its uid stays, and so does whoever uses it. Macros come first, then \
      infrastructure, then add-ons. A value is resolved at the last moment, goes into one call and nowhere else; a mask is never sent.

      With --dry-run, --plan FILE writes what would be done; without, it is done only if both sides still stand as they did.
      """)

  @Argument(
    help: ArgumentHelp(
      "The environment, or profiles of it: ENV:[SCOPE/]NAME[@VERSION].", valueName: "env[:address]")
  )
  var subjects: [String]

  @Option(help: "One scope alone: 'tenant' or 'projects/NAME'.") var scope: Scope?
  @Option(help: ArgumentHelp("Write the plan, or hold to it.", valueName: "file"))
  var plan: String?
  @Flag(help: "Look at everything and change nothing.") var dryRun = false
  @Flag(help: "Publish what was sent; the default.") var publish = false
  @Flag(help: "Leave what was sent a draft.") var draft = false
  @Flag(help: "Update a live profile that differs, in place.") var replace = false
  @Flag(help: "Make the macros that are missing, from --macro.") var createMacros = false
  @Option(
    help: ArgumentHelp(
      "Where a missing macro's value comes from, such as proxy=env:PROXY; never the value.",
      valueName: "name=reference"))
  var macro: [String] = []
  @Option(
    help: ArgumentHelp(
      "Take a pack from another registry of the target.", valueName: "source=target[#uid]"))
  var registry: [String] = []
  @Flag(help: "Ask nothing.") var noInput = false
  @Option(help: "On a profile that fails: fail or ignore.") var onError: OnError = .fail
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if publish && draft { throw ValidationError("--publish and --draft exclude each other") }
    if !macro.isEmpty && !createMacros {
      throw ValidationError("--macro goes with --create-macros")
    }
  }

  func run() async throws {
    let repository = try repository.open()
    let (environment, selection) = try DeploySubjects(subjects, scope: scope).selection(
      in: repository)
    let palette = try LivePalette(of: environment, in: repository)
    var rollout = Rollout(of: environment, selection)
    (rollout.replaces, rollout.publishes) = (replace, !draft)
    rollout.registries = try registry.map(Self.mapping)
    rollout.macros = createMacros ? try MacroSources.read(macro) : nil
    var sources = try OwnConfiguration().sources(takesInput: !noInput)
    var report = LiveReport(
      environment: environment.text, address: palette.address.description, dryRun: dryRun)
    let file = try plan.map { try DeployPlanFile($0, environment, palette.address) }
    try await palette.with { client in
      let progress = Progress("looked at")
      let made = try await rollout.plan(client, in: repository, from: &sources) {
        progress.update($0, of: $1)
      }
      progress.clear()
      try tellMacros(made, &report)
      if dryRun {
        for item in made.items { try tell(DeployWords.planned(item), &report) }
        try file?.write(made)
      } else {
        try file?.check(made)
        try await carryOut(made, rollout, client, palette, &report)
      }
    }
    try finish(report)
  }

  private static func mapping(_ text: String) throws -> RegistryMapping {
    guard let mapping = RegistryMapping(text) else {
      throw UsageError(
        "cannot read the registry '\(text)'", hint: "write it as SOURCE=TARGET or SOURCE=TARGET#UID"
      )
    }
    return mapping
  }

  private func carryOut(
    _ plan: RolloutPlan, _ rollout: Rollout, _ client: PaletteClient, _ palette: LivePalette,
    _ report: inout LiveReport
  ) async throws {
    var record = DeployedRecord(
      of: palette.environment, at: palette.address, in: palette.repository)
    let progress = Progress("deployed")
    progress.begin(plan.items.count)
    var items: [LiveReport.Item] = []
    try await rollout.carryOut(plan, client) { item, result in
      progress.step()
      progress.clear()
      items.append(DeployWords.done(item, result, remembered: record.entries[item.key]?.uid))
      if let last = items.last, output.format == .text { try say(last) }
      guard let uid = result.uid else { return }
      record.entries[item.key] = .init(uid: uid, content: item.branch)
      try record.write()
    }
    report.items += items
  }

  private func tellMacros(_ plan: RolloutPlan, _ report: inout LiveReport) throws {
    var macros = JSONObject()
    for (scope, names) in plan.macros.sorted(by: { $0.key < $1.key }) {
      macros[JSONString(scope.description)] = .array(names.map(JSONValue.string))
      Console.note(
        "macros \(dryRun ? "to be made" : "to make") in \(scope): "
          + names.map(\.string).joined(separator: ", "))
    }
    if !macros.isEmpty { report.members["macros"] = .object(macros) }
  }

  private func tell(_ item: LiveReport.Item, _ report: inout LiveReport) throws {
    report.items.append(item)
    if output.format == .text { try say(item) }
  }

  private func say(_ item: LiveReport.Item) throws {
    let line = LiveReport.line(item)
    if item.result == "refused" { Console.note(line) } else { try Console.print(line + "\n") }
    for detail in item.details { Console.note("  " + detail) }
  }

  private func finish(_ report: LiveReport) throws {
    if output.format == .json {
      try output.print(report)
    } else {
      try Console.print(PrintableText.escaped(report.summary) + "\n")
    }
    let codes = report.items.compactMap(\.code)
    if codes.isEmpty { return }
    if onError == .ignore, codes.count < report.items.count { return }
    for code in [
      Code.authentication, Code.unreachable, Code.conflict, Code.findings, Code.notFound,
    ] where codes.contains(code) { throw code }
    throw Code.error
  }
}

/// Which profiles of which environment a deployment is of.
struct DeploySubjects {
  private let texts: [String]
  private let scope: Scope?

  init(_ texts: [String], scope: Scope?) { (self.texts, self.scope) = (texts, scope) }

  /// - Throws: `notFound` for a profile that the branch does not have.
  func selection(in repository: ProfileRepository) throws -> (EnvironmentName, LiveSelection) {
    var names: Set<String> = []
    var selectors: [ProfileSelector] = []
    for text in texts {
      guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
        names.insert(text)
        continue
      }
      names.insert(String(text[..<colon]))
      let rest = String(Substring(text.utf8[colon...].dropFirst()))
      selectors.append(try ProfileSelector(rest, scope: scope ?? .tenant))
    }
    guard names.count == 1, let name = names.first else {
      throw UsageError(
        "the subjects are of several environments", hint: "deploy one environment at a time")
    }
    let environment = try EnvironmentName(name)
    let snapshot = try repository.snapshot(of: environment)
    for selector in selectors { _ = try snapshot.find(selector) }
    return (environment, LiveSelection(selectors, scope: scope))
  }
}

/// Where the values of new macros come from, as a person says it.
enum MacroSources {
  static func read(_ texts: [String]) throws -> [JSONString: FillReference] {
    var sources: [JSONString: FillReference] = [:]
    for text in texts {
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex,
        let reference = FillReference(JSONString(String(text[text.index(after: equals)...]))),
        reference.written == nil
      else {
        throw UsageError(
          "what --macro says is no name with a reference; it is not repeated here",
          hint: "write it as NAME=env:VARIABLE, NAME=file:NAME, NAME=cmd:NAME or NAME=prompt:")
      }
      sources[JSONString(String(text[..<equals]))] = reference
    }
    return sources
  }
}

/// A plan in a file: what it stands on has to be there still.
struct DeployPlanFile {
  private let path: String
  private let environment: EnvironmentName
  private let address: PaletteAddress

  init(_ path: String, _ environment: EnvironmentName, _ address: PaletteAddress) throws {
    self.path = try Paths.absolute(path)
    (self.environment, self.address) = (environment, address)
  }

  func write(_ plan: RolloutPlan) throws {
    let bytes = PrintableJSON.encoded(plan.stored(for: environment, at: address))
    try DurableFile.write(bytes, to: path)
    Console.note("the plan is in '\(path)'")
  }

  func check(_ plan: RolloutPlan) throws {
    let bytes = try ExportFiles.read(path)
    guard let stored = try? JSONReader.read(bytes), stored["format"]?.text == "deploy-plan/1" else {
      throw UsageError(
        "'\(path)' is no plan of a deployment",
        hint: "make one with 'strata deploy \(environment) --dry-run --plan FILE'")
    }
    guard stored == plan.stored(for: environment, at: address) else {
      throw RepositoryError(
        .conflict, "the plan '\(path)' is stale: the branch or its Palette moved since",
        hint:
          "nothing was sent; make it anew with 'strata deploy \(environment) --dry-run --plan \(path)'"
      )
    }
  }
}
