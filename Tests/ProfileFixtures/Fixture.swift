public import CanonicalJSON
public import Profiles

/// Builds documents for difference tests from Swift values.
public struct Fixture {
  public var name: JSONString = "edge"
  public var version: JSONString = "1.0.0"
  public var layers: [JSONValue] = []
  public var variables: [JSONValue] = []
  public var labels: JSONValue = .object([:])

  /// Starts from an edge profile 1.0.0 without layers; what is given replaces that.
  public init(
    name: JSONString = "edge", version: JSONString = "1.0.0", layers: [JSONValue] = [],
    variables: [JSONValue] = [], labels: JSONValue = .object([:])
  ) {
    self.name = name
    self.version = version
    self.layers = layers
    self.variables = variables
    self.labels = labels
  }

  public static func layer(
    _ name: JSONString, kind: JSONString = "addon", version: JSONString = "1.0.0",
    values: JSONString = "a: 1\n", manifests: [(JSONString, JSONString)] = [],
    registry: JSONString = "Public", registryKind: JSONString = "pack", uid: JSONString = "u1"
  ) -> JSONValue {
    .object([
      "name": .string(name), "layer": .string(kind), "type": "spectro",
      "version": .string(version), "values": .string(values),
      "manifests": .array(
        manifests.map { .object(["name": .string($0.0), "content": .string($0.1)]) }),
      "registry": .object([
        "metadata": .object([
          "uid": .string(uid), "name": .string(registry), "kind": .string(registryKind),
        ])
      ]),
    ])
  }

  public static func variable(
    _ name: JSONString, _ value: JSONString, isSensitive: Bool = false
  ) -> JSONValue {
    .object([
      "name": .string(name), "defaultValue": .string(value), "isSensitive": .bool(isSensitive),
    ])
  }

  public var value: JSONValue {
    .object([
      "metadata": .object(["name": .string(name), "labels": labels]),
      "spec": .object([
        "version": .string(version), "variables": .array(variables),
        "template": .object(["type": "cluster", "cloudType": "aws", "packs": .array(layers)]),
      ]),
    ])
  }

  public func document() throws -> ProfileDocument {
    try ProfileDocument(export: value.encoded(), syntax: .json)
  }
}

/// Compares two built documents.
public func difference(
  _ from: Fixture, _ to: Fixture, sensitivity: Sensitivity = Sensitivity(),
  filter: DifferenceFilter = DifferenceFilter()
) throws -> ProfileDifference {
  ProfileDifference(
    from: try from.document(), to: try to.document(), sensitivity: sensitivity, filter: filter)
}
