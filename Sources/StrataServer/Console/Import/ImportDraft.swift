import CanonicalJSON
import ProfileRepository
import Profiles

/// An import on its way: what somebody has said so far. No plain secret gets in; it is masked at the door.
struct ImportDraft: Sendable {
  /// Where the profile was picked from, if it was; until its text is edited it lands with its history.
  struct Origin: Hashable, Sendable {
    /// The commit's id, then the path, as an address.
    let address: String
    /// As a person named it.
    let name: String
  }

  /// Twenty-four hexadecimal digits.
  let id: String
  /// Who began it; nobody else sees it.
  let owner: String
  let environment: EnvironmentName
  let scopes: [Scope]
  /// The file's name, or the address that the profile was picked from.
  let source: String
  var origin: Origin?
  var document: ProfileDocument
  /// Nil keeps the document's own.
  var name: JSONString?
  var version: ProfileVersion?
  /// The registry of the target that was chosen for a pack.
  var registries: [JSONString: JSONString] = [:]
  /// Where masked values come from, by the description of their place.
  var fills: [String: FillReference] = [:]
  /// What was masked at the door, in words without the secret.
  var masked: String?
  /// Seconds since 1970.
  var updated: Int64

  var landingName: JSONString { name ?? document.profile.name }
  var landingVersion: ProfileVersion { version ?? document.profile.version }
}

extension ImportDraft {
  var stored: JSONValue {
    let text = { (text: String) in JSONValue.string(JSONString(text)) }
    var object: JSONObject = [
      "document": document.value, "environment": text(environment.text),
      "fills": .object(
        fills.reduce(into: JSONObject()) { $0[JSONString($1.key)] = text($1.value.description) }),
      "id": text(id), "owner": text(owner),
      "registries": .object(
        registries.reduce(into: JSONObject()) { $0[$1.key] = .string($1.value) }),
      "scopes": .array(scopes.map { text($0.description) }), "source": text(source),
    ]
    object["masked"] = masked.map(text)
    object["name"] = name.map(JSONValue.string)
    object["origin"] = origin.map { .object(["address": text($0.address), "name": text($0.name)]) }
    object["updated"] = JSONNumber(Double(updated)).map(JSONValue.number)
    object["version"] = version.map { text($0.description) }
    return .object(object)
  }

  /// Nil for what `stored` would not write.
  init?(stored value: JSONValue) {
    let text = { (key: JSONString) in value[key]?.text?.string }
    guard let id = text("id"), let owner = text("owner"), let source = text("source"),
      let environment = text("environment").flatMap({ try? EnvironmentName($0) }),
      let names = value["scopes"]?.elements, let exported = value["document"],
      let document = try? ProfileDocument(export: exported.encoded(), syntax: .json),
      case .number(let updated)? = value["updated"], let seconds = Int64(exactly: updated.value)
    else { return nil }
    let scopes = names.compactMap { $0.text.flatMap { Scope($0.string) } }
    guard scopes.count == names.count, !scopes.isEmpty else { return nil }
    (self.id, self.owner, self.source, self.updated) = (id, owner, source, seconds)
    (self.environment, self.scopes, self.document) = (environment, scopes, document)
    name = value["name"]?.text
    version = text("version").flatMap { ProfileVersion($0) }
    masked = text("masked")
    if let address = value["origin"]?["address"]?.text?.string,
      let name = value["origin"]?["name"]?.text?.string
    {
      origin = Origin(address: address, name: name)
    }
    for (key, value) in Self.members(value["registries"]) { registries[key] = value }
    for (key, value) in Self.members(value["fills"]) { fills[key.string] = FillReference(value) }
  }

  private static func members(_ value: JSONValue?) -> [(JSONString, JSONString)] {
    (value?.object?.members ?? []).compactMap { member in
      member.value.text.map { (member.key, $0) }
    }
  }
}
