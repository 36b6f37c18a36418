public import CanonicalJSON

/// One entry of `spec.variables`: a value that a cluster gives at deployment.
public struct Variable: Hashable, Sendable {
  public let name: JSONString
  /// Nil if absent; always a string in an export, whatever the format.
  public let defaultValue: JSONString?
  /// `isSensitive`: Palette masks the default value on export.
  public let isSensitive: Bool
  public let isRequired: Bool
  /// The whole entry, unknown members included.
  public let definition: JSONObject

  public init(
    name: JSONString, defaultValue: JSONString?, isSensitive: Bool, isRequired: Bool,
    definition: JSONObject
  ) {
    self.name = name
    self.defaultValue = defaultValue
    self.isSensitive = isSensitive
    self.isRequired = isRequired
    self.definition = definition
  }
}
