public import CanonicalJSON
internal import PackValues
public import Profiles

/// Every masked place of some profiles.
public struct MasksReport: Report {
  private let items: [(key: ProfileKey, masks: [ProfileMask])]

  public init(_ items: [(key: ProfileKey, masks: [ProfileMask])]) {
    self.items = items.filter { !$0.masks.isEmpty }
  }

  public var text: String {
    let count = items.reduce(0) { $0 + $1.masks.count }
    if count == 0 { return "no masked values\n" }
    let blocks = items.map { item in
      PrintableText.escaped(item.key.description) + "\n"
        + item.masks.map { "  \(Self.line($0))\n" }.joined()
    }
    return blocks.joined()
      + "\(Count.of(count, "masked value")) in \(Count.of(items.count, "profile version"))\n"
  }

  static func line(_ mask: ProfileMask) -> String {
    let certainty = mask.isDeclaredSensitive ? "declared sensitive" : "looks masked"
    return "? \(PrintableText.escaped(owner(mask)))  \(place(mask))\(certainty)"
  }

  private static func owner(_ mask: ProfileMask) -> String {
    switch mask.owner {
    case .values(let layer): "\(layer)  values"
    case .manifest(let layer, let name): "\(layer)  manifest \(name)"
    case .variable(let name): "variable \(name)"
    case .member(let path): "member \(path)"
    }
  }

  private static func place(_ mask: ProfileMask) -> String {
    guard let place = mask.place else { return "" }
    let path = place.path.map { PrintableText.escaped($0.description) + "  " } ?? ""
    return "\(path)line \(place.place.line)  "
  }

  public var json: JSONValue {
    .array(
      items.flatMap { item in
        item.masks.map { Self.value($0, in: item.key) }
      })
  }

  private static func value(_ mask: ProfileMask, in key: ProfileKey) -> JSONValue {
    var (layer, manifest, variable): (Layer.Identity?, JSONString?, JSONString?)
    switch mask.owner {
    case .values(let identity): layer = identity
    case .manifest(let identity, let name): (layer, manifest) = (identity, name)
    case .variable(let name): variable = name
    case .member: break
    }
    let member: JSONPath? = if case .member(let path) = mask.owner { path } else { nil }
    return Build.object([
      "column": (mask.place?.place.column).map(Build.number),
      "declaredSensitive": .bool(mask.isDeclaredSensitive),
      "layer": layer.map(LayerJSON.identity), "line": (mask.place?.place.line).map(Build.number),
      "manifest": manifest.map(JSONValue.string), "member": Build.optional(member),
      "path": mask.place?.path?.json,
      "profile": KeyJSON.value(key), "variable": variable.map(JSONValue.string),
    ])
  }
}

/// A layer's identity in machine form.
enum LayerJSON {
  static func identity(_ identity: Layer.Identity) -> JSONValue {
    Build.object([
      "displayName": identity.displayName.isEmpty ? nil : .string(identity.displayName),
      "kind": .string(identity.kind), "pack": .string(identity.pack),
    ])
  }
}
