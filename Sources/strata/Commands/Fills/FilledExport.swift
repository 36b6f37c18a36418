import ArgumentParser
import Git
import ProfileRepository
import Profiles
import Reports

/// A profile with the values of its fills, for a file that its owner alone may read.
struct FilledExport {
  private let named: NamedDocument
  private let path: String
  private let takesInput: Bool

  init(_ named: NamedDocument, to out: String?, takesInput: Bool) throws {
    guard let out, out != "-" else {
      throw UsageError(
        "--fill writes secrets, and only to a file", hint: "name the file with --out")
    }
    guard named.snapshot?.environmentName != nil else {
      throw UsageError(
        "--fill needs a profile of an environment: its fills say where values come from",
        hint: "name it as ENV:NAME, such as 'prod:web-platform'")
    }
    self.named = named
    path = try Paths.absolute(out)
    self.takesInput = takesInput
  }

  /// Resolves every fill, then writes the file whole; where a value is missing, says all that are and writes nothing.
  func write(
    as encode: (ProfileDocument) -> [UInt8], _ output: OutputOptions
  ) throws {
    guard let snapshot = named.snapshot, let scope = named.address?.profile.scope else { return }
    let configuration = try UserConfiguration(
      at: UserConfiguration.path(Machine.environment), home: Machine.environment("HOME"))
    var sources = SecretSources(
      configuration, environment: Machine.environmentBytes, prompt: prompt)
    let resolution = FillResolution(
      of: named.document, try snapshot.masks(of: named.document, in: scope), from: &sources)
    guard let document = resolution.document else {
      try output.print(UnfilledReport(resolution, of: named.document.key(in: scope)))
      throw Code.findings
    }
    try PrivateFile.write(encode(document), to: path)
    Console.note(
      "wrote \(path): \(resolution.count) filled; it holds secrets, keep it out of repositories")
  }

  private func prompt(_ place: String) -> Result<[UInt8], SecretSources.Failure> {
    guard takesInput else { return .failure(.init("a prompt, and --no-input forbids it")) }
    switch HiddenInput.ask(PrintableText.escaped("value for \(place): ")) {
    case .line(let line): return .success(line)
    case .ended: return .failure(.init("the prompt was not answered"))
    case .noTerminal: return .failure(.init("a prompt, and there is no terminal"))
    }
  }
}
