public import CanonicalJSON
public import Profiles

/// A profile as a person names it within a revision: `[SCOPE/]NAME[@VERSION]`.
public struct ProfileSelector: Hashable, Sendable {
  public var scope: Scope
  public var name: JSONString
  /// Nil means the highest version.
  public var version: ProfileVersion?

  public init(scope: Scope, name: JSONString, version: ProfileVersion?) {
    self.scope = scope
    self.name = name
    self.version = version
  }

  /// Reads `tenant/NAME`, `projects/P/NAME` or `NAME` (in the default scope), each with `@VERSION` or without.
  ///
  /// The version follows the last `@` after which a semver stands; any other `@` belongs to the name.
  public init(_ text: String, scope defaultScope: Scope = .tenant) throws(RepositoryError) {
    var rest = text.utf8[...]
    version = nil
    if let at = rest.lastIndex(of: UInt8(ascii: "@")),
      let version = ProfileVersion(String(Substring(rest[at...].dropFirst())))
    {
      self.version = version
      rest = rest[..<at]
    }
    (scope, rest) = try Self.scope(of: rest, in: text, default: defaultScope)
    name = JSONString(String(Substring(rest)))
    if let violation = NameRule.violation(of: name) {
      throw RepositoryError(
        .invalid, "cannot read a profile's name from '\(text)': the name \(violation)",
        hint: "write it as 'tenant/NAME@VERSION' or 'projects/PROJECT/NAME@VERSION'")
    }
  }

  /// Takes the scope off the front, byte by byte: a name may begin with a combining mark.
  private static func scope(
    of text: Substring.UTF8View, in whole: String, default defaultScope: Scope
  ) throws(RepositoryError) -> (Scope, Substring.UTF8View) {
    if text.starts(with: "tenant/".utf8) { return (.tenant, text.dropFirst(7)) }
    guard text.starts(with: "projects/".utf8) else { return (defaultScope, text) }
    let rest = text.dropFirst(9)
    guard let slash = rest.firstIndex(of: UInt8(ascii: "/")),
      let scope = Scope("projects/" + String(Substring(rest[..<slash])))
    else {
      throw RepositoryError(
        .invalid, "cannot read a profile's name from '\(whole)': after the project comes '/NAME'",
        hint: "write it as 'projects/PROJECT/NAME@VERSION'")
    }
    return (scope, rest[slash...].dropFirst())
  }
}

extension ProfileSelector: CustomStringConvertible {
  public var description: String {
    "\(scope)/\(name)" + (version.map { "@\($0)" } ?? "")
  }
}

/// A profile in a revision, in git's own shape: `REVISION:PATH`, such as `dev:tenant/web-platform@1.2.0`.
public struct Address: Hashable, Sendable {
  public var revision: Revision
  public var profile: ProfileSelector

  public init(revision: Revision, profile: ProfileSelector) {
    self.revision = revision
    self.profile = profile
  }

  /// Reads an address; the revision ends at the first colon.
  public init(_ text: String) throws(RepositoryError) {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
      throw RepositoryError(
        .invalid, "cannot read the address '\(text)': it has no ':'",
        hint: "write it as REVISION:NAME, such as 'dev:web-platform@1.2.0'")
    }
    revision = try Revision(String(text[..<colon]))
    profile = try ProfileSelector(String(Substring(text.utf8[colon...].dropFirst())))
  }
}

extension Address: CustomStringConvertible {
  public var description: String { "\(revision):\(profile)" }
}
