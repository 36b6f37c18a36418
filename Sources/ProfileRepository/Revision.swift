/// A commit as a person names it: an environment or at least seven hexadecimal digits, then `~N`.
public struct Revision: Hashable, Sendable {
  public enum Base: Hashable, Sendable {
    case environment(EnvironmentName)
    /// 7 to 40 lower-case hexadecimal digits.
    case commit(String)
  }

  public let base: Base
  /// How many first parents to go back.
  public let generations: Int

  public init(base: Base, generations: Int = 0) {
    self.base = base
    self.generations = generations
  }

  public init(_ text: String) throws(RepositoryError) {
    let parts = text.split(separator: "~", maxSplits: 1, omittingEmptySubsequences: false)
    generations = try parts.count == 2 ? Self.count(parts[1], in: text) : 0
    let name = String(parts[0])
    if name.utf8.count >= 7, name.utf8.count <= 40, name.utf8.allSatisfy(Self.isHex) {
      base = .commit(name)
    } else {
      base = .environment(try EnvironmentName(name))
    }
  }

  private static func count(_ text: Substring, in whole: String) throws(RepositoryError) -> Int {
    if text.isEmpty { return 1 }
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(text) else {
      throw RepositoryError(
        .invalid, "cannot read the revision '\(whole)': after '~' comes a number",
        hint: "'prod~2' is the second commit before the newest of 'prod'")
    }
    return count
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }

  /// The environment whose branch this is a commit of, if it is named so.
  public var environment: EnvironmentName? {
    if case .environment(let name) = base { name } else { nil }
  }
}

extension Revision: CustomStringConvertible {
  public var description: String {
    let name =
      switch base {
      case .environment(let name): name.text
      case .commit(let digits): digits
      }
    return generations == 0 ? name : "\(name)~\(generations)"
  }
}
