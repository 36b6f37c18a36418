import ArgumentParser
import Git
import ProfileRepository

/// Which repository a command works on.
struct RepositoryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The repository; else STRATA_REPO, else found from the working folder upward.",
      valueName: "dir"))
  var repo: String?

  /// What `--repo` or else a STRATA_REPO that is not empty names.
  var named: String? {
    repo ?? Machine.environment("STRATA_REPO").flatMap { $0.isEmpty ? nil : $0 }
  }

  func validate() throws {
    if repo?.isEmpty == true { throw ValidationError("--repo names no folder") }
  }

  func open() throws -> ProfileRepository {
    if let named { return try ProfileRepository(opening: Paths.absolute(named)) }
    return try ProfileRepository.discover(from: Folder.current())
  }
}

/// Paths as a person gives them.
enum Paths {
  static func absolute(_ path: String) throws -> String {
    let full = path.hasPrefix("/") ? path : try Folder.current() + "/" + path
    var parts: [Substring] = []
    for part in full.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// Whether an argument names a file rather than an address (DESIGN section 6).
  static func isFile(_ argument: String) -> Bool {
    if argument == "-" { return true }
    let beforeColon = argument.prefix { $0 != ":" }
    let lower = argument.lowercased()
    return beforeColon.contains("/") || lower.hasSuffix(".json") || lower.hasSuffix(".yaml")
      || lower.hasSuffix(".yml")
  }

  static func lastComponent(_ path: String) -> String {
    String(path.split(separator: "/").last ?? "")
  }
}
