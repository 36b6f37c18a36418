public import CanonicalJSON

/// What a document says, as typed values: a named, versioned stack of layers.
///
/// A projection for reading. The document stays the truth: what this type does not know is kept there.
public struct Profile: Hashable, Sendable {
  public let name: JSONString
  public let version: ProfileVersion
  public let description: JSONString
  /// `metadata.labels`; a value that is not a string appears as its JSON text.
  public let labels: [Label]
  /// `cluster`, `infra`, `add-on`, `system`, or empty.
  public let type: JSONString
  public let cloudType: JSONString
  /// In stack order, which is content.
  public let layers: [Layer]
  /// In display order, which is content.
  public let variables: [Variable]

  public struct Label: Hashable, Sendable {
    public let key: JSONString
    public let value: JSONString

    public init(key: JSONString, value: JSONString) {
      self.key = key
      self.value = value
    }
  }

  public init(
    name: JSONString, version: ProfileVersion, description: JSONString, labels: [Label],
    type: JSONString, cloudType: JSONString, layers: [Layer], variables: [Variable]
  ) {
    self.name = name
    self.version = version
    self.description = description
    self.labels = labels
    self.type = type
    self.cloudType = cloudType
    self.layers = layers
    self.variables = variables
  }
}
