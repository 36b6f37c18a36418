internal import CanonicalJSON

/// One of the five texts of an export, as `ExportFormat.lineForm` names them.
enum ExportText: Hashable {
  case profileDescription
  case values(layer: Int)
  case manifest(Int, layer: Int)
  case defaultValue(variable: Int)
  case variableDescription(variable: Int)

  var path: JSONPath {
    switch self {
    case .profileDescription: JSONPath([.key("metadata"), .key("description")])
    case .values(let layer): Self.layer(layer).appending(.key("values"))
    case .manifest(let index, let layer):
      Self.manifest(index, of: layer).appending(.key("content"))
    case .defaultValue(let index): Self.variable(index).appending(.key("defaultValue"))
    case .variableDescription(let index): Self.variable(index).appending(.key("description"))
    }
  }

  static func layer(_ index: Int) -> JSONPath {
    JSONPath([.key("spec"), .key("template"), .key("packs"), .index(index)])
  }

  static func manifest(_ index: Int, of layer: Int) -> JSONPath {
    Self.layer(layer).appending(.key("manifests")).appending(.index(index))
  }

  static func variable(_ index: Int) -> JSONPath {
    JSONPath([.key("spec"), .key("variables"), .index(index)])
  }

  /// The places that a value has, whatever stands there; layer by layer, then the variables.
  static func all(in value: JSONValue) -> [ExportText] {
    var places: [ExportText] = [.profileDescription]
    let layers = value["spec"]?["template"]?["packs"]?.elements ?? []
    for (index, layer) in layers.enumerated() {
      places.append(.values(layer: index))
      let manifests = layer["manifests"]?.elements ?? []
      places += manifests.indices.map { .manifest($0, layer: index) }
    }
    for index in (value["spec"]?["variables"]?.elements ?? []).indices {
      places += [.defaultValue(variable: index), .variableDescription(variable: index)]
    }
    return places.filter { value[path: $0.path] != nil }
  }
}
