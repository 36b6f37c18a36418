public import CanonicalJSON
internal import PackValues
public import Profiles

/// What one profile version is made of: layers, packs, registries, variables, masks, references.
public struct StackReport: Report {
  private let document: ProfileDocument
  private let origin: String
  private let scope: String?
  private var profile: Profile { document.profile }

  /// - Parameter origin: where the document comes from, such as `prod@91c0d44` or a file's name.
  public init(_ document: ProfileDocument, origin: String, scope: String?) {
    self.document = document
    self.origin = origin
    self.scope = scope
  }

  public var text: String {
    let sections = [header, layers, variables, masks, references].filter { !$0.isEmpty }
    return sections.joined(separator: "\n")
  }

  private var header: String {
    let safe = { (text: JSONString) in PrintableText.escaped(text.string) }
    let place = PrintableText.escaped([scope, origin].compactMap { $0 }.joined(separator: " · "))
    var lines = ["profile  \(safe(profile.name)) \(profile.version)  \(place)"]
    lines.append(
      "type     \(safe(profile.type)) · cloud \(safe(profile.cloudType)) · "
        + Count.of(profile.layers.count, "layer"))
    if !profile.description.isEmpty { lines += about(profile.description) }
    if !profile.labels.isEmpty {
      let labels = profile.labels.map { "\(safe($0.key))=\(safe($0.value))" }
      lines.append("labels   \(labels.joined(separator: " "))")
    }
    lines.append("digest   \(document.digest)")
    lines.append("content  \(document.contentID)")
    return lines.map { $0 + "\n" }.joined()
  }

  private func about(_ text: JSONString) -> [String] {
    let lines = text.string.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { index, line in
      (index == 0 ? "about    " : "         ") + PrintableText.escaped(String(line))
    }
  }

  private var layers: String {
    if profile.layers.isEmpty { return "" }
    let rows = profile.layers.map(row)
    return "Layers\n" + Table.text(rows)
  }

  private func row(_ layer: Layer) -> [String] {
    let safe = { (text: JSONString) in PrintableText.escaped(text.string) }
    let name = layer.identity.displayName
    let pack = safe(layer.identity.pack) + (name.isEmpty ? "" : " (\(safe(name)))")
    let channel = layer.tag.isEmpty || layer.tag == layer.version ? "" : " (\(safe(layer.tag)))"
    let registry = layer.registry.map { registry in
      safe(registry.name) + (registry.kind.isEmpty ? "" : " (\(safe(registry.kind)))")
    }
    let counts = [
      (layer.manifests.count, "manifest"), (layer.masks().count, "mask"),
      (layer.references().count, "reference"),
    ].filter { $0.0 > 0 }.map { Count.of($0.0, $0.1) }
    return [
      safe(layer.identity.kind), pack, safe(layer.version) + channel, safe(layer.packType),
      registry ?? "-", counts.joined(separator: " · "),
    ]
  }

  private var variables: String {
    if profile.variables.isEmpty { return "" }
    let rows = profile.variables.map { variable in
      [
        PrintableText.escaped(variable.name.string),
        PrintableText.escaped(variable.definition["format"]?.text?.string ?? ""),
        [
          variable.isRequired ? "required" : nil, variable.isSensitive ? "sensitive" : nil,
          variable.isMasked ? "masked" : nil,
        ].compactMap { $0 }.joined(separator: " "),
      ]
    }
    return "Variables\n" + Table.text(rows)
  }

  private var masks: String {
    let masks = document.masks()
    return masks.isEmpty
      ? "" : "Masked values\n" + masks.map { "  \(MasksReport.line($0))\n" }.joined()
  }

  private var references: String {
    let rows = profile.layers.flatMap { layer in
      layer.references().map { [$0, PrintableText.escaped(layer.identity.description)] }
    }
    return rows.isEmpty ? "" : "References\n" + Table.text(rows)
  }

  public var json: JSONValue {
    Build.object([
      "cloudType": .string(profile.cloudType), "contentID": Build.string(document.contentID),
      "description": .string(profile.description), "digest": Build.string(document.digest),
      "labels": .object(
        profile.labels.reduce(into: JSONObject()) { $0[$1.key] = .string($1.value) }),
      "layers": .array(profile.layers.map(layer)), "name": .string(profile.name),
      "origin": Build.string(origin), "scope": Build.optional(scope),
      "type": .string(profile.type), "variables": .array(profile.variables.map(variable)),
      "version": Build.string(profile.version),
    ])
  }

  private func layer(_ layer: Layer) -> JSONValue {
    Build.object([
      "identity": LayerJSON.identity(layer.identity),
      "manifests": .array(layer.manifests.map { .string($0.name) }),
      "masks": Build.number(layer.masks().count), "packType": .string(layer.packType),
      "references": .array(layer.references().map(Build.string)),
      "registry": layer.registry.map { registry in
        Build.object([
          "kind": .string(registry.kind), "name": .string(registry.name),
          "uid": .string(registry.uid),
        ])
      }, "tag": .string(layer.tag), "version": .string(layer.version),
    ])
  }

  private func variable(_ variable: Variable) -> JSONValue {
    Build.object([
      "format": variable.definition["format"], "masked": .bool(variable.isMasked),
      "name": .string(variable.name), "required": .bool(variable.isRequired),
      "sensitive": .bool(variable.isSensitive),
    ])
  }
}

extension Layer {
  /// Each reference that the layer's texts make, once, by name.
  func references() -> [String] {
    let texts = [values] + manifests.map(\.content)
    let all = texts.flatMap { ValuesText($0.utf8).references() }
    return Set(all.map { PrintableText.escaped($0.description) }).sorted()
  }
}

/// Rows with columns of equal width, two spaces in front.
enum Table {
  static func text(_ rows: [[String]]) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let line = zip(row, widths).map { $0.padding(to: $1) }.joined(separator: "  ")
      let end = line.lastIndex { $0 != " " }
      return "  " + (end.map { line[...$0] } ?? "") + "\n"
    }.joined()
  }
}
