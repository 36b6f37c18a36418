import ArgumentParser
import CanonicalJSON
import Deployment
import Git
import Palette
import ProfileRepository
import Profiles
import Reports

struct FactsCaptureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capture",
    abstract: "Ask the environment's live Palette for what validation has to know.",
    discussion: """
      Projects, registries, the names of macros, and of the packs in use here and in the environment before it their \
      versions and schemas. What the key may not look at is named and stays unknown. Values of macros are not kept.
      """)

  @Option(help: ArgumentHelp("The environment.", valueName: "env")) var env: String
  @Flag(help: "Do everything but write.") var dryRun = false
  @OptionGroup var writer: WriterOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let repository = try repository.open()
    let environment = try EnvironmentName(env)
    let palette = try LivePalette(of: environment, in: repository)
    let author = try writer.signature(in: repository)
    let operation = try writer.operation(in: repository)
    let packs = try Self.packs(in: environment, repository)
    let progress = Progress("packs")
    let capture = try await palette.with { client in
      try await FactsCapture(of: client, packs: packs) { progress.update($0, of: $1) }
    }
    progress.clear()
    for gap in capture.gaps { Console.note("warning: could not ask for \(gap)") }
    let written = try await capture.write(
      to: environment, in: repository, as: operation,
      takenAt: author?.seconds ?? Machine.seconds, author: author, dryRun: dryRun)
    try output.print(
      FilesReport(
        [
          (
            environment, "facts from \(palette.address), new schemas: \(written.schemas)",
            written.facts
          )
        ],
        dryRun: dryRun))
  }

  /// The packs of the environment's profiles and of those that will be promoted into it.
  private static func packs(
    in environment: EnvironmentName, _ repository: ProfileRepository
  ) throws -> Set<Sensitivity.Pack> {
    var names = [environment]
    let settings = try repository.environment(environment).settings
    if let before = try settings.after.map({ try EnvironmentName($0) }) { names.append(before) }
    var packs: Set<Sensitivity.Pack> = []
    for name in names {
      let snapshot = try repository.snapshot(of: name)
      for entry in try snapshot.entries() {
        for layer in try snapshot.document(entry).profile.layers where layer.packType != "manifest"
        {
          packs.insert(Sensitivity.Pack(name: layer.identity.pack, version: layer.version))
        }
      }
    }
    return packs
  }
}
