import ArgumentParser
import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Reports

extension Env {
  struct SetOne: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set",
      abstract:
        "Change what an environment refuses, what counts as a mask, what comparisons leave out, and its live Palette.",
      discussion: """
        What the environment refuses holds for every command that writes to it (exit code 5). It keeps mistakes out: \
        who may write the repository's folder may write past strata, and is bounded by the permissions of files alone.

        An ignore rule is a kind of difference, or parts joined with commas: kind=KIND, layer=PACK, path=PATTERN; \
        what follows path= is the pattern to the end. It holds where all of its parts do. The kinds are \
        \(IgnoreRule.Kind.allCases.map(\.rawValue).joined(separator: ", ")). Examples: --ignore cosmetic, \
        --ignore kind=registry,layer=nginx, --ignore 'layer=nginx,path=charts.*.image'.

        The address of a live Palette is kept on the branch; where its key comes from, for this address alone, in your own \
        configuration outside the repository (STRATA_CONFIG, else strata/config.json in XDG_CONFIG_HOME or ~/.config, \
        mode 0600), with the file of certificates and the proxy. The key itself is never an argument.
        """)

    @Argument(help: "The environment's name.") var name: String

    @Option(
      help: ArgumentHelp(
        "A whole value that stands for a hidden one, beside eight or more asterisks.",
        valueName: "text"))
    var maskLiteral: [String] = []

    @Option(help: ArgumentHelp("A mask literal to forget.", valueName: "text"))
    var noMaskLiteral: [String] = []

    @Option(help: ArgumentHelp("A rule for differences to leave out.", valueName: "rule"))
    var ignore: [String] = []

    @Option(help: ArgumentHelp("A rule to forget.", valueName: "rule")) var noIgnore: [String] = []

    @Option(help: ArgumentHelp("Why the rules of --ignore are there.", valueName: "text"))
    var reason: String?

    @Option(name: .shortAndLong, help: "The commit message.") var message: String?

    @Option(help: ArgumentHelp("Refuse unless the branch is at this revision.", valueName: "rev"))
    var expect: String?

    @Flag(help: "Do everything but write.") var dryRun = false

    @OptionGroup(title: "What the environment refuses") var protection: ProtectionOptions
    @OptionGroup(title: "Its live Palette") var live: PaletteOptions
    @OptionGroup var writer: WriterOptions
    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      let changesNothing = [maskLiteral, noMaskLiteral, ignore, noIgnore].allSatisfy(\.isEmpty)
      if changesNothing && protection.isEmpty && live.isEmpty {
        throw ValidationError(
          "name what to change, with --mask-literal, --ignore, --protect or --palette")
      }
      if reason != nil && ignore.isEmpty { throw ValidationError("--reason goes with --ignore") }
    }

    func run() throws {
      let repository = try repository.open()
      let environment = try EnvironmentName(name)
      let access = try live.access(
        to: environment, in: repository,
        now: try repository.environment(environment).settings.palette)
      let edit = try edit()
      let details = Change.Details(message: message, author: try writer.signature(in: repository))
      let written = try repository.write(
        to: environment,
        expecting: try expect.map { try repository.snapshot(at: Revision($0)).commit.id },
        dryRun: dryRun, as: writer.operation(in: repository), reason: "env set"
      ) { change throws(RepositoryError) in
        try change.apply(edit, details)
      }
      if let access, !dryRun {
        try OwnConfiguration().configuration.write(access)
      }
      try output.print(
        FilesReport([(environment, "settings", written.result)], dryRun: dryRun))
      if !dryRun, let remark = try repository.guardPushes() { Console.note(remark) }
    }

    private func edit() throws -> SettingsEdit {
      SettingsEdit(
        addedLiterals: maskLiteral.map { JSONString($0) },
        removedLiterals: noMaskLiteral.map { JSONString($0) },
        addedRules: try ignore.map { (text) throws in
          var rule = try Self.rule(text)
          rule.reason = reason
          return rule
        }, removedRules: try noIgnore.map(Self.rule), protection: try protection.edit(),
        palette: try live.edit())
    }

    private static func rule(_ text: String) throws -> IgnoreRule {
      do { return try IgnoreRule(text) } catch {
        throw UsageError("cannot read the ignore rule '\(text)': \(error.detail)", hint: error.hint)
      }
    }
  }
}
