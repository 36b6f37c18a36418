internal import CanonicalJSON
internal import PackValues

extension TracedContent {
  /// A value of a layer's text: hidden where its path is declared sensitive and it is no reference, or where it has the form of a secret.
  init(_ leaf: ValuesLeaf, at path: ValuesPath, rules: MaskRules) {
    let isSensitive = rules.isSensitive(path)
    if rules.isMask(leaf.text, isSensitive: isSensitive) {
      self = .masked
    } else if isSensitive && !ValueText.isReference(leaf.text[...]) && !leaf.text.isEmpty {
      self = .hidden
    } else if !SecretScan.kinds(in: String(decoding: leaf.text, as: UTF8.self)).isEmpty {
      self = .hidden
    } else {
      self = .leaf(JSONString(utf8: leaf.text), leaf.type)
    }
  }

  /// A member of the export; those of a sensitive variable that could give its value away are hidden.
  init(member value: JSONValue, isSensitive: Bool) {
    switch value {
    case .string(let text) where text.isMask: self = .masked
    case .string(let text) where ValueText.isReference(text.utf8[...]): self = .member(value)
    case _ where isSensitive || !SecretScan.findings(in: value).isEmpty: self = .hidden
    default: self = .member(value)
    }
  }
}

extension TracedContent {
  /// Whether all of it is one reference, such as `{{.spectro.macro.x}}`.
  public var isReference: Bool {
    switch self {
    case .leaf(let text, _): ValueText.isReference(text.utf8[...])
    case .member(.string(let text)): ValueText.isReference(text.utf8[...])
    default: false
    }
  }
}
