import Git
import ProfileRepository
import Profiles
import Reports

/// The configuration of whoever runs the tool, and what it says of fills.
struct OwnConfiguration {
  let configuration: UserConfiguration

  init() throws(RepositoryError) {
    configuration = try UserConfiguration(
      at: UserConfiguration.path(Machine.environment), home: Machine.environment("HOME"))
  }

  func sources(
    prompt: @escaping (String) -> Result<[UInt8], SecretSources.Failure>
  ) -> SecretSources {
    SecretSources(configuration, environment: Machine.environmentBytes, prompt: prompt)
  }

  /// The same with the terminal to ask for what is prompted for, unless nothing may be asked.
  func sources(takesInput: Bool) -> SecretSources {
    sources { place in
      guard takesInput else { return .failure(.init("a prompt, and --no-input forbids it")) }
      switch HiddenInput.ask(PrintableText.escaped("value for \(place): ")) {
      case .line(let line): return .success(line)
      case .ended: return .failure(.init("the prompt was not answered"))
      case .noTerminal: return .failure(.init("a prompt, and there is no terminal"))
      }
    }
  }

  /// Where the key for fingerprints is, or would be.
  func keyFile() throws(RepositoryError) -> FingerprintKeyFile {
    guard let path = configuration.path else {
      throw RepositoryError(.notFound, "no folder for the key is known: HOME is not set")
    }
    return FingerprintKeyFile(beside: path)
  }

  /// Whether each fill of a scope gives what the last export was filled with. Asks every source but a prompt.
  func verdicts(
    on fills: [Profiles.Fill], of environment: EnvironmentName, in scope: Scope,
    _ fingerprints: FillFingerprints, _ sources: inout SecretSources
  ) throws(RepositoryError) -> [Profiles.Fill.Place: FillFingerprints.Verdict] {
    let key = try configuration.path == nil ? nil : keyFile().read()
    var verdicts: [Profiles.Fill.Place: FillFingerprints.Verdict] = [:]
    for fill in fills where fill.reference.written == nil {
      let place = FillFingerprints.Place(environment, scope, fill.place)
      switch sources.secret(for: fill.reference, at: "\(fill.place)") {
      case .success(let secret):
        verdicts[fill.place] = fingerprints.verdict(on: secret, at: place, key)
      case .failure(let failure): verdicts[fill.place] = .unknown(failure.detail)
      }
    }
    return verdicts
  }
}
