public import CanonicalJSON

/// Finds the secrets whose form leaves no doubt, in every string of a document, unknown members and names included.
///
/// One pass over the bytes. It does not judge passwords, nor what looks random; a private key in a YAML comment is
/// taken for the sample that packs ship.
public enum SecretScan {
  /// The finds in document order.
  public static func findings(in document: JSONValue) -> [SecretFinding] {
    var walk = SecretWalk()
    walk.visit(document, at: JSONPath())
    return walk.findings
  }

  /// The kinds of secret in a text that is no YAML, such as a commit message.
  public static func kinds(in text: String) -> [SecretFinding.Kind] {
    SecretScanner.shared.hits(in: Array(text.utf8), isYAML: false).map(\.kind)
  }
}

private struct SecretWalk {
  var findings: [SecretFinding] = []
  private var layer: JSONString?
  private var manifest: JSONString?
  private var variable: JSONString?

  mutating func visit(_ value: JSONValue, at path: JSONPath) {
    switch value {
    case .string(let text): scan(text, at: path)
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        enter(element, at: path)
        visit(element, at: path.appending(.index(index)))
        leave(path)
      }
    case .object(let object):
      for member in object.members {
        scan(member.key, at: path)
        visit(member.value, at: path.appending(.key(member.key)))
      }
    case .null, .bool, .number: break
    }
  }

  private mutating func scan(_ text: JSONString, at path: JSONPath) {
    let isYAML = path.steps.last == .key("values") || path.steps.last == .key("content")
    for hit in SecretScanner.shared.hits(in: text.utf8, isYAML: isYAML && layer != nil) {
      let line = 1 + text.utf8[..<hit.offset].count { $0 == 0x0A }
      findings.append(
        SecretFinding(
          kind: hit.kind, path: path, line: line, layer: layer, manifest: manifest,
          variable: variable))
    }
  }

  private mutating func enter(_ element: JSONValue, at path: JSONPath) {
    switch path.steps.last {
    case .key("packs"): layer = element["name"]?.text ?? ""
    case .key("manifests") where layer != nil: manifest = element["name"]?.text ?? ""
    case .key("variables") where layer == nil: variable = element["name"]?.text ?? ""
    default: break
    }
  }

  private mutating func leave(_ path: JSONPath) {
    switch path.steps.last {
    case .key("packs"): layer = nil
    case .key("manifests"): manifest = nil
    case .key("variables") where layer == nil: variable = nil
    default: break
    }
  }
}
