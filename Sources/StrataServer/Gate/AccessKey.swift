internal import CanonicalJSON
internal import Git
public import ProfileRepository
public import Profiles

/// An access key as it is kept: everything but its secret.
public struct AccessKey: Hashable, Sendable {
  public let id: String
  /// SHA-256 of the secret.
  let hash: [UInt8]
  /// The environments that it opens; the first is the tenant that Palette's API shows.
  public let environments: [EnvironmentName]
  public let role: Role
  /// The project that it is bound to; nil is bound to none.
  public let project: Scope?
  /// The author of what is written with it.
  public let ownerName: String
  public let ownerEmail: String
  /// Seconds since 1970.
  public let created: Int64
  /// From when on it opens nothing; nil never ends.
  public let expires: Int64?
  /// When it was last used, to the minute; nil was never.
  public internal(set) var lastUse: Int64?

  /// Whether it opens nothing any more at a time.
  public func isExpired(at seconds: Int64) -> Bool { expires.map { $0 <= seconds } ?? false }

  var principal: Principal {
    Principal(
      id: id, owner: Principal.Owner(name: ownerName, email: ownerEmail),
      grants: environments.map {
        Principal.Grant(environment: $0, project: project, role: role)
      })
  }
}

extension AccessKey {
  var stored: JSONValue {
    var object: JSONObject = [
      "email": .string(JSONString(ownerEmail)),
      "environments": .array(environments.map { .string(JSONString($0.text)) }),
      "hash": .string(JSONString(Hex.text(hash))), "id": .string(JSONString(id)),
      "name": .string(JSONString(ownerName)), "role": .string(JSONString(role.rawValue)),
    ]
    object["created"] = Self.number(created)
    object["expires"] = expires.flatMap(Self.number)
    object["lastUse"] = lastUse.flatMap(Self.number)
    object["scope"] = project.map { .string(JSONString($0.description)) }
    return .object(object)
  }

  init?(stored value: JSONValue) {
    guard let id = value["id"]?.text?.string, let hash = value["hash"]?.text?.string,
      let bytes = Hex.bytes(hash), bytes.count == 32,
      let names = value["environments"]?.elements, !names.isEmpty,
      let role = value["role"]?.text.flatMap({ Role(rawValue: $0.string) }),
      let name = value["name"]?.text?.string, let email = value["email"]?.text?.string,
      let created = Self.seconds(value["created"])
    else { return nil }
    let environments = names.compactMap { $0.text.flatMap { try? EnvironmentName($0.string) } }
    let scope = value["scope"]?.text.map { Scope($0.string) }
    guard environments.count == names.count, scope != .some(nil) else { return nil }
    (self.id, self.hash, self.environments, self.role) = (id, bytes, environments, role)
    (project, ownerName, ownerEmail, self.created) = (scope ?? nil, name, email, created)
    expires = Self.seconds(value["expires"])
    lastUse = Self.seconds(value["lastUse"])
    // A date that cannot be read must not become a key without end.
    if expires == nil, value["expires"] != nil { return nil }
  }

  private static func number(_ seconds: Int64) -> JSONValue? {
    JSONNumber(Double(seconds)).map(JSONValue.number)
  }

  private static func seconds(_ value: JSONValue?) -> Int64? {
    guard case .number(let number) = value else { return nil }
    return Int64(exactly: number.value)
  }
}
