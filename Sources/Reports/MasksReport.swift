public import CanonicalJSON
internal import PackValues
public import Profiles

/// The sensitive places of some profiles: what is masked, what is still to fill, what should be masked.
public struct MasksReport: Report {
  private let items: [(key: ProfileKey, masks: [ProfileMask])]
  private let target: String?

  /// - Parameter target: the environment in which the places are to be filled; nil where none was named.
  public init(_ items: [(key: ProfileKey, masks: [ProfileMask])], target: String? = nil) {
    self.items = items.filter { !$0.masks.isEmpty }
    self.target = target
  }

  /// The places of which somebody has to say where the value comes from.
  public var openCount: Int { count(\.isOpen) }

  private func count(_ matches: (ProfileMask) -> Bool) -> Int {
    items.reduce(0) { $0 + $1.masks.count(where: matches) }
  }

  public var text: String {
    if items.isEmpty { return "no masked values\n" }
    let blocks = items.map { item in
      PrintableText.escaped(item.key.description) + "\n"
        + item.masks.map { "  \(MaskLine($0, target: target).text)\n" }.joined()
    }
    return blocks.joined() + summary
  }

  private var summary: String {
    var parts: [String] = []
    let (masked, empty) = (count { $0.state == .masked }, count { $0.state == .empty })
    if masked > 0 || empty == 0 { parts.append(Count.of(masked, "masked value")) }
    if empty > 0 { parts.append("\(Count.of(empty, "required value")) missing") }
    let plain = count { $0.state == .plain }
    if plain > 0 { parts.append("\(Count.of(plain, "plain value")) to mask") }
    let place = " in \(Count.of(items.count, "profile version"))"
    let open = target.map { "; \(openCount) to fill for '\(PrintableText.escaped($0))'" } ?? ""
    return parts.joined(separator: ", ") + place + open + "\n"
  }

  static func line(_ mask: ProfileMask) -> String { MaskLine(mask, target: nil).text }

  public var json: JSONValue {
    .array(items.flatMap { item in item.masks.map { Self.value($0, in: item.key) } })
  }

  static func value(_ mask: ProfileMask, in key: ProfileKey) -> JSONValue {
    var (layer, manifest, variable): (Layer.Identity?, JSONString?, JSONString?)
    switch mask.owner {
    case .values(let identity): layer = identity
    case .manifest(let identity, let name): (layer, manifest) = (identity, name)
    case .variable(let name): variable = name
    case .member: break
    }
    let member: JSONPath? = if case .member(let path) = mask.owner { path } else { nil }
    let expected = mask.expectation
    return Build.object([
      "column": (mask.place?.place.column).map(Build.number),
      "declaredBy": Build.optional(mask.declaration?.rawValue),
      "declaredSensitive": .bool(mask.isDeclaredSensitive),
      "fill": Build.optional(mask.fill), "filledBy": mask.filledBy.map(JSONValue.string),
      "hint": expected.hint.map(JSONValue.string),
      "layer": layer.map(LayerJSON.identity), "line": (mask.place?.place.line).map(Build.number),
      "manifest": manifest.map(JSONValue.string), "member": Build.optional(member),
      "open": .bool(mask.isOpen),
      "options": expected.options.isEmpty ? nil : .array(expected.options.map(JSONValue.string)),
      "path": mask.place?.path?.json, "profile": KeyJSON.value(key),
      "regex": expected.regex.map(JSONValue.string), "required": .bool(expected.isRequired),
      "state": Build.string(mask.state.rawValue), "type": expected.type.map(JSONValue.string),
      "variable": variable.map(JSONValue.string),
    ])
  }
}

/// One sensitive place on one line.
private struct MaskLine {
  private let mask: ProfileMask
  private let target: String?

  init(_ mask: ProfileMask, target: String?) { (self.mask, self.target) = (mask, target) }

  var text: String {
    let parts = [Self.owner(mask.owner), path, line, state] + expectation
    return marker + " " + parts.compactMap { $0 }.map(PrintableText.escaped).joined(separator: "  ")
  }

  private var marker: String {
    mask.filledBy != nil || mask.fill != nil ? "=" : mask.state == .plain ? "!" : "?"
  }

  private static func owner(_ owner: ProfileMask.Owner) -> String {
    switch owner {
    case .values(let layer): "\(layer)  values"
    case .manifest(let layer, let name): "\(layer)  manifest \(name)"
    case .variable(let name): "variable \(name)"
    case .member(let path): "member \(path)"
    }
  }

  private var path: String? { mask.place?.path?.description }
  private var line: String? { (mask.place?.place.line).map { "line \($0)" } }

  private var state: String {
    if let reference = mask.filledBy {
      return "filled in \(target ?? "the target") by \(reference)"
    }
    if let fill = mask.fill {
      return "filled" + (target.map { " in \($0)" } ?? "") + " from \(fill)"
    }
    return switch mask.state {
    case .masked: mask.isDeclaredSensitive ? "declared sensitive" : "looks masked"
    case .empty: "declared sensitive, and empty"
    case .plain: "a plain value, and should be masked"
    }
  }

  /// What is known of the value; a type that says nothing is left out.
  private var expectation: [String?] {
    guard mask.isOpen else { return [] }
    let expected = mask.expectation
    let type = expected.type?.string
    return [
      expected.isRequired ? "required" : nil, type == "string" || type == "password" ? nil : type,
      expected.regex.map { "matches \($0)" },
      expected.options.isEmpty
        ? nil : "one of " + expected.options.map(\.string).joined(separator: ", "),
      expected.hint.map { "(\($0))" },
    ]
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
