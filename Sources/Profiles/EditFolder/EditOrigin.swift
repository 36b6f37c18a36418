internal import CanonicalJSON

/// Where an edit folder's document was taken from: the note `.strata-origin.json` in the folder.
public struct EditOrigin: Hashable, Sendable {
  /// The note's file name.
  public static let fileName = ".strata-origin.json"
  private static let format: JSONString = "strata-edit/1"

  public var environment: String
  public var key: ProfileKey
  /// The git id of the stored form of the document that was taken apart, as 40 hexadecimal digits.
  public var document: String

  public init(environment: String, key: ProfileKey, document: String) {
    (self.environment, self.key, self.document) = (environment, key, document)
  }

  /// The note's bytes.
  public var stored: [UInt8] {
    let value: JSONValue = .object([
      "format": .string(Self.format), "environment": .string(JSONString(environment)),
      "scope": .string(JSONString(key.scope.description)), "name": .string(key.name),
      "version": .string(JSONString(key.version.description)),
      "document": .string(JSONString(document)),
    ])
    return value.encoded(.indented)
  }

  /// Reads a note; refuses what is not whole.
  public init(reading bytes: [UInt8]) throws(DocumentError) {
    let value: JSONValue
    do { value = try JSONReader.read(bytes) } catch { throw DocumentError(error) }
    let text = { (key: JSONString) in value[key]?.text }
    guard text("format") == Self.format, let environment = text("environment"),
      let scope = text("scope").flatMap({ Scope($0.string) }), let name = text("name"),
      let version = text("version").flatMap({ ProfileVersion($0.string) }),
      let document = text("document")
    else {
      throw DocumentError(
        .schema, "not a note of where a profile was taken from",
        hint: "take the profile apart again with 'strata edit ADDRESS --out DIR'")
    }
    self.init(
      environment: environment.string,
      key: ProfileKey(scope: scope, name: name, version: version), document: document.string)
  }
}
