internal import CanonicalJSON
internal import PackValues
public import Profiles

/// A profile document as lines for git: one value a line, each line saying by itself whose value it is.
///
/// A value that changes is one line that changes, so `git diff`, `git log -p` and `git blame` read as layers and values. What
/// belongs to one environment (a registry's uid and flags) is left out, and so are comments but for the presets. Masks stand as
/// they are; the values of sensitive variables and of well-known secrets appear as `(hidden)`.
public struct ReadableDocument {
  private let document: ProfileDocument
  private var profile: Profile { document.profile }

  public init(_ document: ProfileDocument) { self.document = document }

  /// The lines, without line feeds; nothing in them moves a terminal.
  public var lines: [String] {
    var lines = ReadableLines()
    addProfile(to: &lines)
    let packs = document.value["spec"]?["template"]?["packs"]?.elements ?? []
    for (layer, pack) in zip(profile.layers, packs) { Self.add(layer, pack, to: &lines) }
    for variable in profile.variables { Self.add(variable, to: &lines) }
    return lines.all
  }

  private func addProfile(to lines: inout ReadableLines) {
    lines.add("profile", word: profile.name)
    lines.add("version", word: JSONString(profile.version.description))
    lines.add("type", word: profile.type)
    lines.add("cloud", word: profile.cloudType)
    if !profile.description.isEmpty { lines.add("description", text: profile.description.utf8) }
    for label in profile.labels { lines.add("label \(label.key)", word: label.value) }
    lines.add(rest, at: "profile  ")
  }

  /// What Strata knows no better than as members.
  private var rest: JSONValue? {
    let spec = document.value["spec"]
    let metadata = document.value["metadata"]?.without(["name", "description", "labels"])
    let template = spec?["template"]?.without(["type", "cloudType", "packs"])
    var members = spec?.without(["version", "template", "variables"])?.object ?? JSONObject()
    members["template"] = template
    var root = document.value.without(["metadata", "spec"])?.object ?? JSONObject()
    root["metadata"] = metadata
    root["spec"] = JSONValue.object(members).without([])
    return JSONValue.object(root).without([])
  }

  private static func add(_ layer: Layer, _ pack: JSONValue, to lines: inout ReadableLines) {
    let name = layer.identity.description
    var facts = [layer.version.string, layer.packType.string]
    if !layer.tag.isEmpty, layer.tag != layer.version { facts.append("tag \(layer.tag)") }
    if let registry = layer.registry {
      facts.append(
        "from \(registry.name)" + (registry.kind.isEmpty ? "" : " (\(registry.kind))"))
    }
    lines.add(line: "layer \(name)  " + facts.filter { !$0.isEmpty }.joined(separator: " · "))
    lines.add(rest(of: pack), at: "layer \(name)  ")
    if !layer.values.isEmpty {
      ReadableText(layer.values.utf8, isManifest: false).add(to: &lines, at: "\(name)  ")
    }
    for manifest in layer.manifests {
      lines.add(line: "layer \(name)  manifest \(manifest.name)")
      ReadableText(manifest.content.utf8, isManifest: true)
        .add(to: &lines, at: "\(name)  manifest \(manifest.name)  ")
    }
  }

  private static func rest(of pack: JSONValue) -> JSONValue? {
    var members =
      pack.without(["name", "type", "layer", "version", "tag", "values", "registry", "manifests"])?
      .object ?? JSONObject()
    let metadata = pack["registry"]?["metadata"]?
      .without(["uid", "name", "kind", "isPrivate", "isSyncSupported"])
    if let metadata { members["registry"] = metadata }
    let manifests = (pack["manifests"]?.elements ?? [])
      .compactMap { $0.without(["name", "content"]) }
    if !manifests.isEmpty { members["manifests"] = .array(manifests) }
    return JSONValue.object(members).without([])
  }

  private static func add(_ variable: Variable, to lines: inout ReadableLines) {
    let head = "variable \(variable.name)"
    lines.add(line: head)
    for member in variable.definition.members where member.key != "name" {
      let isSecret = ["defaultValue", "options", "regex"].contains(member.key)
      if variable.isSensitive, isSecret, !variable.isMasked || member.key != "defaultValue" {
        lines.add(line: "\(head)  \(member.key): (hidden)")
      } else {
        lines.add(member.value, at: "\(head)  \(member.key)")
      }
    }
  }
}

extension JSONValue {
  /// An object without some members, nil where nothing but empty ones is left.
  fileprivate func without(_ keys: [JSONString]) -> JSONValue? {
    guard var members = object else { return nil }
    for key in keys { members[key] = nil }
    return members.members.allSatisfy { $0.value.isEmptyValue } ? nil : .object(members)
  }

  private var isEmptyValue: Bool {
    switch self {
    case .null: true
    case .array(let elements): elements.isEmpty
    case .object(let object): object.members.allSatisfy { $0.value.isEmptyValue }
    default: false
    }
  }
}
