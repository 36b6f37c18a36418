internal import PackValues

/// The data of Kubernetes Secrets, which is secret whatever it looks like.
struct SecretObjects {
  /// A document of the texts says that it is a Secret.
  private let isNamed: Bool

  init(in texts: [[UInt8]]) { isNamed = texts.contains(where: Self.namesSecret) }

  /// Whether a value is an entry of `data` or `stringData` of a Secret, or, where the path does not say of which
  /// object, could be one.
  func cover(_ path: ValuesPath) -> Bool {
    guard isNamed else { return false }
    var steps = path.steps[...]
    if let embedded = steps.lastIndex(of: .embedded) { steps = steps[(embedded + 1)...] }
    switch steps.first {
    case .object(let name)?:
      guard name.hasPrefix("Secret ") || name.hasPrefix("Secret.") else { return false }
      steps = steps.dropFirst()
    case .document?: steps = steps.dropFirst()
    default: break
    }
    return steps.first == .key("data") || steps.first == .key("stringData")
  }

  private static func namesSecret(_ text: [UInt8]) -> Bool {
    guard ValuesText(text).contains("Secret") else { return false }
    return text.split(separator: 0x0A).contains { line in
      let key = ValueText.key(line)
      let value = ValueText.unquoted(ValueText.afterKey(line))
      return key.elementsEqual("kind".utf8) && value.elementsEqual("Secret".utf8)
    }
  }
}
