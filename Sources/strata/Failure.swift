import ArgumentParser
import CanonicalJSON
import Git
import Palette
import ProfileRepository
import Profiles
import Reports
import StrataServer

/// The exit codes, the same for every command (DESIGN section 6).
enum Code {
  static let error = ExitCode(1)
  static let differences = ExitCode(2)
  static let findings = ExitCode(3)
  static let authentication = ExitCode(4)
  static let conflict = ExitCode(5)
  static let notFound = ExitCode(6)
  static let unreachable = ExitCode(7)
  static let usage = ExitCode(64)
}

/// An error of the command line itself: an option that does not fit, a file that cannot be read.
struct UsageError: Error {
  let detail: String
  let hint: String?

  init(_ detail: String, hint: String? = nil) {
    self.detail = detail
    self.hint = hint
  }
}

/// The one place where an error becomes text and an exit code.
struct Failure {
  private let error: any Error
  private let isJSON: Bool

  init(_ error: any Error, arguments: [String]) {
    self.error = error
    let pairs = zip(arguments, arguments.dropFirst())
    isJSON =
      arguments.contains("--json") || arguments.contains("--output=json")
      || pairs.contains { ($0 == "--output" || $0 == "-o") && $1 == "json" }
      || (Machine.environment("STRATA_OUTPUT") == "json" && !arguments.contains("--output"))
  }

  /// Prints what is to be said and ends the process.
  func end() -> Never {
    switch error {
    case let code as ExitCode: Strata.exit(withError: code)
    case let error as RepositoryError:
      say(error.detail, error.hint, ErrorJSON.value(error))
      Strata.exit(withError: Self.code(of: error))
    case let error as PaletteError:
      say(error.detail, error.hint, LiveErrorJSON.value(error))
      Strata.exit(withError: Self.code(of: error))
    case let error as DocumentError: end(RepositoryError(error, in: "document"))
    case let error as GitError: end(RepositoryError(error))
    case let error as UsageError:
      say(
        error.detail, error.hint,
        ErrorJSON.value(code: "usage", message: error.detail, hint: error.hint))
      Strata.exit(withError: Code.usage)
    case let error as ServerError: end(RepositoryError(.invalid, error.detail, hint: error.hint))
    default: endParsing()
    }
  }

  private func end(_ error: RepositoryError) -> Never {
    Failure(error, isJSON: isJSON).end()
  }

  private init(_ error: any Error, isJSON: Bool) {
    self.error = error
    self.isJSON = isJSON
  }

  /// Help, version and what the argument parser refuses.
  private func endParsing() -> Never {
    let code = Strata.exitCode(for: error)
    let message = Strata.fullMessage(for: error)
    if code == .success {
      do { try StandardStream.output.write(message + "\n") } catch { end(RepositoryError(error)) }
    } else if isJSON {
      let short = Strata.message(for: error)
      say(short, nil, ErrorJSON.value(code: "usage", message: short, hint: nil))
    } else {
      try? StandardStream.error.write(PrintableText.lines(message) + "\n")
    }
    Strata.exit(withError: code)
  }

  private func say(_ message: String, _ hint: String?, _ json: JSONValue) {
    let object: JSONValue = .object(["error": json])
    if isJSON, (try? StandardStream.output.write(PrintableJSON.encoded(object))) != nil { return }
    var text = "error: \(PrintableText.escaped(message))\n"
    if let hint { text += "hint: \(PrintableText.escaped(hint))\n" }
    try? StandardStream.error.write(text)
  }

  static func code(of error: PaletteError) -> ExitCode {
    switch error.code {
    case .authentication: Code.authentication
    case .unreachable: Code.unreachable
    case .notFound: Code.notFound
    case .conflict: Code.conflict
    default: Code.error
    }
  }

  static func code(of error: RepositoryError) -> ExitCode {
    switch error.code {
    case .notFound: return Code.notFound
    case .conflict, .protected, .stalePlan: return Code.conflict
    case .authentication: return Code.authentication
    case .refused: return Code.error
    case .store:
      guard case .git(let cause) = error.underlying else { return Code.error }
      if cause.code == .notFound { return Code.notFound }
      return cause.code == .modified || cause.code == .locked ? Code.conflict : Code.error
    default: return Code.error
    }
  }
}
