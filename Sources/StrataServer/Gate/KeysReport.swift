public import CanonicalJSON
internal import Git
internal import ProfileRepository
internal import Profiles
public import Reports

/// Access keys as a table; with the text of one that was just made.
public struct KeysReport: Report {
  private let keys: [AccessKey]
  private let token: KeyToken?

  public init(_ keys: [AccessKey], token: KeyToken? = nil) {
    (self.keys, self.token) = (keys, token)
  }

  public var text: String {
    let rows = keys.map { key in
      [
        key.id, key.role.rawValue, key.environments.map(\.text).joined(separator: ","),
        key.project?.description ?? "every scope", "\(key.ownerName) <\(key.ownerEmail)>",
        key.expires.map { "until " + Moment.text($0) } ?? "without end",
        key.lastUse.map { "used " + Moment.text($0) } ?? "not used",
      ].map(PrintableText.escaped).joined(separator: "  ") + "\n"
    }
    return rows.joined() + (token.map { "key: \($0.text)\n" } ?? "")
  }

  public var json: JSONValue {
    if let token, let key = keys.first { return Self.value(key, token) }
    return .object(["keys": .array(keys.map { Self.value($0, nil) })])
  }

  private static func value(_ key: AccessKey, _ token: KeyToken?) -> JSONValue {
    let text = { (text: String) in JSONValue.string(JSONString(text)) }
    var object: JSONObject = [
      "created": text(Moment.text(key.created)),
      "environments": .array(key.environments.map { text($0.text) }), "id": text(key.id),
      "owner": text("\(key.ownerName) <\(key.ownerEmail)>"), "role": text(key.role.rawValue),
    ]
    object["expires"] = key.expires.map { text(Moment.text($0)) }
    object["key"] = token.map { text($0.text) }
    object["lastUse"] = key.lastUse.map { text(Moment.text($0)) }
    object["scope"] = key.project.map { text($0.description) }
    return .object(object)
  }
}
