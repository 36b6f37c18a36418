internal import CanonicalJSON
internal import PackValues

/// What stands in a document in the plain and should not: what certainly is a secret, and what is likely one.
///
/// Certain: tokens of well-known form and private keys wherever they stand, also with YAML's escapes or in base64; values
/// that the variable or the pack's schema declares secret; the data of Kubernetes Secrets. Likely: a literal under a key
/// that names a secret, and a long random text. References and masks are neither, nor are comments, but for a whole private key.
/// Costs one pass over the document, and a parse of each text that could hold one.
public struct SecretReview: Hashable, Sendable {
  /// What stops a commit.
  public let certain: [SecretFinding]
  /// What is worth a look.
  public let likely: [SecretFinding]

  public init(of document: ProfileDocument, sensitivity: Sensitivity = Sensitivity()) {
    var findings = SecretScan.findings(in: document.value)
    let layers = document.profile.layers
    for (index, layer) in layers.enumerated() {
      let name = document.value[path: Self.pack(index, ["name"])]?.text ?? ""
      let rules = sensitivity.rules(for: layer)
      var review = TextReview(
        layer: name, path: Self.pack(index, ["values"]), rules: rules, tokens: findings)
      review.look(at: layer.values)
      for (number, manifest) in layer.manifests.enumerated() {
        let path = Self.pack(index, ["manifests"]).appending(.index(number))
        review.manifest = manifest.name
        review.path = path.appending(.key("content"))
        review.look(at: manifest.content)
      }
      findings += review.findings
    }
    findings += Self.variables(of: document.profile, sensitivity)
    let unique = Self.withoutRepetition(findings)
    certain = unique.filter(\.kind.isCertain)
    likely = unique.filter { !$0.kind.isCertain }
  }

  private static func pack(_ index: Int, _ keys: [JSONString]) -> JSONPath {
    JSONPath(
      [.key("spec"), .key("template"), .key("packs"), .index(index)] + keys.map { .key($0) })
  }

  private static func variables(
    of profile: Profile, _ sensitivity: Sensitivity
  ) -> [SecretFinding] {
    let rules = MaskRules(literals: Set(sensitivity.literals.map(\.utf8)))
    return profile.variables.enumerated().compactMap { index, variable in
      guard variable.isSensitive, let value = variable.defaultValue,
        LeafReview.isPlain(value.utf8, rules, isSensitive: true)
      else { return nil }
      let path = JSONPath([
        .key("spec"), .key("variables"), .index(index), .key("defaultValue"),
      ])
      return SecretFinding(
        kind: .sensitiveVariable, path: path, line: 1, layer: nil, manifest: nil,
        variable: variable.name)
    }
  }

  /// One finding a place: a certain one hides a likely one, and the first of two certain ones the second.
  private static func withoutRepetition(_ findings: [SecretFinding]) -> [SecretFinding] {
    struct Place: Hashable {
      let path: JSONPath
      let line: Int
    }
    var seen: Set<Place> = []
    let sorted = findings.filter(\.kind.isCertain) + findings.filter { !$0.kind.isCertain }
    return sorted.filter { seen.insert(Place(path: $0.path, line: $0.line)).inserted }
  }
}

/// Looks through the texts of one layer by path.
private struct TextReview {
  let layer: JSONString
  var manifest: JSONString?
  var path: JSONPath
  let rules: MaskRules
  /// What was found by its form alone.
  private let tokens: [SecretFinding]
  private(set) var findings: [SecretFinding] = []

  init(layer: JSONString, path: JSONPath, rules: MaskRules, tokens: [SecretFinding]) {
    (self.layer, self.path, self.rules, self.tokens) = (layer, path, rules, tokens)
  }

  mutating func look(at text: JSONString) {
    let isAsked = manifest == nil && !rules.sensitivePaths.isEmpty
    guard isAsked || LeafReview.isWorthReading(text.utf8), let tree = try? ValuesTree(text.utf8)
    else { return }
    var secrets: Set<TextPlace> = []
    for document in tree.documents { KubernetesSecret.places(in: document, rules, &secrets) }
    let leaves = ValuesDifference(from: [], to: text.utf8).changes
    for (index, leaf) in leaves.enumerated() {
      guard let value = leaf.to, let kind = kind(of: value, at: leaf.path, secrets) else {
        continue
      }
      let next = leaves[index...].lazy.compactMap { $0.to?.place.line }
        .first { $0 > value.place.line }
      if isKnown(value.place.line..<(next ?? .max)) { continue }
      findings.append(
        SecretFinding(
          kind: kind, path: path, line: value.place.line, layer: layer, manifest: manifest,
          variable: nil, valuesPath: leaf.path))
    }
  }

  /// Whether a token was found in these lines already, as it stands there.
  private func isKnown(_ lines: Range<Int>) -> Bool {
    tokens.contains { $0.path == path && lines.contains($0.line) }
  }

  private func kind(
    of leaf: ValuesLeaf, at path: ValuesPath, _ secrets: Set<TextPlace>
  ) -> SecretFinding.Kind? {
    let isSensitive = manifest == nil && rules.isSensitive(path)
    let isPlain = LeafReview.isPlain(leaf.text, rules, isSensitive: isSensitive)
    if isPlain, secrets.contains(leaf.place) { return .kubernetesSecret }
    if isPlain, isSensitive, leaf.type != .null { return .declaredPassword }
    return isPlain ? LeafReview.kind(of: leaf, at: path) : nil
  }
}

/// Finds the entries of Kubernetes Secrets, also within lists of objects.
private enum KubernetesSecret {
  static func places(in node: YAMLNode, _ rules: MaskRules, _ places: inout Set<TextPlace>) {
    if node["kind"]?.scalar?.text == Array("List".utf8),
      case .sequence(let items)? = node["items"]?.content
    {
      for item in items { Self.places(in: item, rules, &places) }
    }
    guard node["kind"]?.scalar?.text == Array("Secret".utf8) else { return }
    for key in ["data", "stringData"] {
      guard case .mapping(let entries)? = node[key]?.content else { continue }
      places.formUnion(entries.map(\.place))
    }
  }
}
