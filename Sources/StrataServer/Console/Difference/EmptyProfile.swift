import CanonicalJSON
import Profiles

extension ProfileDocument {
  /// A profile of the same name without a layer or a variable, to compare a new one with.
  func withoutLayers() throws -> ProfileDocument {
    let value: JSONValue = .object([
      "metadata": .object(["name": .string(profile.name)]),
      "spec": .object([
        "template": .object([
          "cloudType": .string(profile.cloudType), "packs": .array([]),
          "type": .string(profile.type),
        ]),
        "version": .string(JSONString(profile.version.description)),
      ]),
    ])
    return try ProfileDocument(export: value.encoded(), syntax: .json)
  }
}
