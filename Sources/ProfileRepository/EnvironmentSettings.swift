internal import CanonicalJSON

/// What `environment.json` says of an environment.
public struct EnvironmentSettings: Hashable, Sendable {
  /// The format that this version writes and reads.
  public static let format = 1
  static let path = "environment.json"

  /// The environment that comes before this one in the promotion order; nil for the first.
  public var after: String?

  public init(after: String? = nil) { self.after = after }

  var stored: [UInt8] {
    var object: JSONObject = [:]
    object["format"] = JSONNumber(Double(Self.format)).map(JSONValue.number)
    object["after"] = after.map { .string(JSONString($0)) }
    return JSONValue.object(object).encoded(.indented)
  }

  init(stored bytes: [UInt8], environment: String) throws(RepositoryError) {
    let value: JSONValue
    do { value = try JSONReader.read(bytes) } catch {
      throw Self.damaged(environment, "\(error)")
    }
    guard let object = value.object else { throw Self.damaged(environment, "not an object") }
    for key in object.keys where key != "format" && key != "after" {
      throw Self.damaged(
        environment, "unknown member '\(key)'; this version knows 'after' and 'format'")
    }
    guard object["format"] == JSONNumber(Double(Self.format)).map(JSONValue.number) else {
      throw RepositoryError(
        .invalid, "environment '\(environment)' is of a format that this version does not read",
        hint: "use the version of strata that wrote it, or a newer one")
    }
    guard let after = object["after"] else { return }
    guard let name = after.text?.string else {
      throw Self.damaged(environment, "'after' must be a string")
    }
    self.after = name
  }

  private static func damaged(_ environment: String, _ detail: String) -> RepositoryError {
    RepositoryError(
      .damaged, "cannot read 'environment.json' of '\(environment)': \(detail)",
      hint: "look at it with 'git show env/\(environment):environment.json'")
  }
}
