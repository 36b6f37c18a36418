public import CanonicalJSON

/// Which document of an environment is meant: scope, name and version.
public struct ProfileKey: Hashable, Sendable {
  public var scope: Scope
  public var name: JSONString
  public var version: ProfileVersion

  public init(scope: Scope, name: JSONString, version: ProfileVersion) {
    self.scope = scope
    self.name = name
    self.version = version
  }

  /// The folder that holds every version of the profile.
  public var folder: String { "\(scope.folder)/profiles/\(PathComponent(name).text)" }

  /// The document's path in an environment's tree.
  public var path: String {
    "\(folder)/\(PathComponent(JSONString(version.description)).text).json"
  }
}

extension ProfileKey: CustomStringConvertible {
  /// `tenant/web-platform@1.2.0`, as an address has it after its colon.
  public var description: String { "\(scope)/\(name)@\(version)" }
}

extension ProfileKey: Comparable {
  public static func < (left: ProfileKey, right: ProfileKey) -> Bool {
    if left.scope != right.scope { return left.scope < right.scope }
    return left.name == right.name ? left.version < right.version : left.name < right.name
  }
}
