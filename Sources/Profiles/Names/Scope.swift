public import CanonicalJSON

/// Where a profile lives: the tenant, or one project of it.
public enum Scope: Hashable, Sendable {
  case tenant
  case project(JSONString)

  /// Parses `tenant` or `projects/NAME`; nil for anything else.
  public init?(_ text: String) {
    let prefix = "projects/".utf8
    if text == "tenant" {
      self = .tenant
    } else if text.utf8.starts(with: prefix) {
      let name = JSONString(String(Substring(text.utf8.dropFirst(prefix.count))))
      guard NameRule.violation(ofProject: name) == nil else { return nil }
      self = .project(name)
    } else {
      return nil
    }
  }

  /// The folder of the scope in an environment's tree, without a slash at its end.
  public var folder: String {
    switch self {
    case .tenant: "tenant"
    case .project(let name): "projects/" + PathComponent(name).text
    }
  }
}

extension Scope: CustomStringConvertible {
  /// `tenant` or `projects/NAME`, the form that the command line takes.
  public var description: String {
    switch self {
    case .tenant: "tenant"
    case .project(let name): "projects/\(name)"
    }
  }
}

extension Scope: Comparable {
  /// The tenant first, then projects by name.
  public static func < (left: Scope, right: Scope) -> Bool {
    switch (left, right) {
    case (.tenant, .project): true
    case (.project(let a), .project(let b)): a < b
    default: false
    }
  }
}

/// What the name of a profile or project must not be.
public enum NameRule {
  /// Says why a name is refused, or nil if it may stand.
  ///
  /// Blank names and names with control characters (C0, DEL, C1) or noncharacters are refused; so is more than 1,024
  /// bytes.
  public static func violation(of name: JSONString) -> String? {
    let scalars = name.string.unicodeScalars
    if scalars.allSatisfy({ $0.properties.isWhitespace }) { return "is blank" }
    if scalars.contains(where: { $0.properties.generalCategory == .control }) {
      return "contains a control character"
    }
    if scalars.contains(where: \.properties.isNoncharacterCodePoint) {
      return "contains a noncharacter"
    }
    return name.utf8.count > 1024 ? "is longer than 1,024 bytes" : nil
  }

  /// The same for a project, whose name must also leave `projects/P/NAME` readable: no slash.
  public static func violation(ofProject name: JSONString) -> String? {
    name.utf8.contains(UInt8(ascii: "/")) ? "contains a slash" : violation(of: name)
  }
}
