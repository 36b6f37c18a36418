internal import CanonicalJSON
internal import Git
public import Profiles

/// Resolves references to values, at the last moment, into memory alone. Each source is asked once.
public struct SecretSources {
  /// The largest value, in bytes: of a variable, a file, a command's output.
  public static let limit = 1 << 20

  /// Why there is no value: a clause that holds nothing of one.
  public struct Failure: Error, Hashable, Sendable {
    public let detail: String

    public init(_ detail: String) { self.detail = detail }
  }

  private let configuration: UserConfiguration
  private let environment: (String) -> [UInt8]?
  private let prompt: (String) -> Result<[UInt8], Failure>
  private var known: [FillReference: Result<Secret, Failure>] = [:]

  /// - Parameters:
  ///   - environment: reads a variable of the environment, as its bytes.
  ///   - prompt: asks a person for the value of a place.
  public init(
    _ configuration: UserConfiguration, environment: @escaping (String) -> [UInt8]?,
    prompt: @escaping (String) -> Result<[UInt8], Failure>
  ) {
    (self.configuration, self.environment, self.prompt) = (configuration, environment, prompt)
  }

  /// The value of a reference for a place; a prompt is asked for each place of its own.
  public mutating func secret(
    for reference: FillReference, at place: String
  ) -> Result<Secret, Failure> {
    if reference == .prompt {
      return prompt(place).flatMap { Self.secret($0, dropsNewline: false) }
    }
    if let known = known[reference] { return known }
    let result = resolve(reference)
    known[reference] = result
    return result
  }

  private func resolve(_ reference: FillReference) -> Result<Secret, Failure> {
    do throws(Failure) {
      switch reference {
      case .environment(let name):
        guard let value = environment(name) else { throw Failure("the variable is not set") }
        return Self.secret(value, dropsNewline: false)
      case .file(let name, let key): return Self.secret(try file(name, key), dropsNewline: true)
      case .command(let name): return Self.secret(try output(of: name), dropsNewline: true)
      case .macro, .variable, .prompt:
        guard let secret = Secret(writing: reference) else { throw Failure("is no source") }
        return .success(secret)
      }
    } catch { return .failure(error) }
  }

  private static func secret(_ bytes: [UInt8], dropsNewline: Bool) -> Result<Secret, Failure> {
    if bytes.count > limit { return .failure(Failure("gave more than \(limit) bytes")) }
    do throws(Secret.Refusal) {
      return .success(try Secret(bytes, dropsNewline: dropsNewline))
    } catch { return .failure(Failure(error.rawValue)) }
  }

  private func file(_ name: String, _ key: String?) throws(Failure) -> [UInt8] {
    guard let path = configuration.files[name] else {
      throw missing("file", name, Array(configuration.files.keys))
    }
    let bytes: [UInt8]
    do { bytes = try PrivateFile.read(path, limit: Self.limit) } catch {
      throw Failure("the file cannot be read: \(error.detail)")
    }
    guard let key else { return bytes }
    guard let object = (try? JSONReader.read(bytes))?.object else {
      throw Failure("the file is no JSON object")
    }
    guard let value = object[JSONString(key)] else {
      let near = Nearest.name(to: key, among: object.keys.map(\.string))
      throw Failure("the file has no such member" + (near.map { "; did you mean '#\($0)'?" } ?? ""))
    }
    guard let text = value.text else { throw Failure("the member is no string") }
    return text.utf8
  }

  private func output(of name: String) throws(Failure) -> [UInt8] {
    guard let command = configuration.commands[name] else {
      throw missing("command", name, Array(configuration.commands.keys))
    }
    let outcome: CapturedProcess.Outcome
    do {
      outcome = try CapturedProcess.run(
        command.words, seconds: Double(command.seconds), limit: Self.limit)
    } catch { throw Failure("the command cannot be started: \(error.detail)") }
    switch outcome {
    case .output(let bytes): return bytes
    case .exited(let code): throw Failure("the command failed with \(code)")
    case .killed(let signal): throw Failure("the command was ended by signal \(signal)")
    case .late: throw Failure("the command took longer than \(command.seconds) seconds")
    case .tooMuch: throw Failure("the command wrote more than \(Self.limit) bytes")
    }
  }

  private func missing(_ kind: String, _ name: String, _ names: [String]) -> Failure {
    let place = configuration.path.map { "'\($0)'" } ?? "a configuration, and none is known"
    let near = Nearest.name(to: name, among: names)
    return Failure(
      "no \(kind) of this name in \(place)" + (near.map { "; did you mean '\($0)'?" } ?? ""))
  }
}
