public import CanonicalJSON
public import PackValues

/// What a difference calls out beside the changes themselves.
public struct DifferenceFinding: Hashable, Sendable {
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The profile's content differs and its version does not.
    case contentWithoutBump = "content-without-version-bump"
    /// The profile's version goes a smaller step than a layer's.
    case smallBump = "version-bump-too-small"
    /// The profile's version or a pack's goes back.
    case downgrade
    /// A pack's version is no semantic one, so its direction and size are not known.
    case notSemantic = "version-not-semantic"
    /// A value stands in the plain where a mask stood or the pack declares a secret.
    case plainText = "plain-text-entered"
    /// A value gave way to a mask; it is still in the history.
    case becameSensitive = "became-sensitive"
    /// A text looks like a mask where nothing says that a secret stands.
    case literalOrMask = "literal-or-mask"
    case duplicateKey = "duplicate-key"
    /// A text is not YAML, so it was compared line by line.
    case comparedByLines = "compared-by-lines"
  }

  public let code: Code
  /// Nil where the profile or a variable is meant.
  public let layer: Layer.Identity?
  /// The text of the layer; nil where the layer as such is meant.
  public let text: TextChange.Place?
  public let path: ValuesPath?
  public let variable: JSONString?
  /// One clause, without the place; it holds names and versions of the documents, never a value.
  public let message: String

  init(
    _ code: Code, _ message: String, layer: Layer.Identity? = nil, text: TextChange.Place? = nil,
    path: ValuesPath? = nil, variable: JSONString? = nil
  ) {
    (self.code, self.message, self.layer) = (code, message, layer)
    (self.text, self.path, self.variable) = (text, path, variable)
  }
}

extension ProfileDifference {
  /// What is called out, of what the filter keeps: the profile first, then layers in order, then variables.
  public var findings: [DifferenceFinding] {
    profileFindings + layers.flatMap(\.findings) + variables.compactMap(\.finding)
  }

  private var profileFindings: [DifferenceFinding] {
    guard from.name == to.name else { return [] }
    guard let step = versionStep else {
      guard from.version == to.version, hasChanges else { return [] }
      return [
        DifferenceFinding(
          .contentWithoutBump, "the content differs and the version is still \(to.version)")
      ]
    }
    guard step.isUpgrade else {
      return [
        DifferenceFinding(
          .downgrade, "the profile goes back from \(from.version) to \(to.version)")
      ]
    }
    let largest = layers.compactMap { layer in layer.versionStep.map { (layer, $0.size) } }
      .max { $0.1 < $1.1 }
    guard let largest, step.size < largest.1 else { return [] }
    return [
      DifferenceFinding(
        .smallBump,
        "the profile goes a \(step.size.rawValue) step and '\(largest.0.identity.pack)' a "
          + "\(largest.1.rawValue) one", layer: largest.0.identity)
    ]
  }
}

extension LayerChange {
  fileprivate var findings: [DifferenceFinding] {
    var findings: [DifferenceFinding] = []
    let ends = "from \(fromVersion?.string ?? "") to \(toVersion?.string ?? "")"
    switch versionSense {
    case .step(let step) where !step.isUpgrade:
      findings.append(
        DifferenceFinding(.downgrade, "the pack goes back \(ends)", layer: identity))
    case .notSemantic:
      findings.append(
        DifferenceFinding(
          .notSemantic, "the pack goes \(ends), which are no semantic versions", layer: identity))
    default: break
    }
    return findings + texts.flatMap { $0.findings(in: identity) }
  }
}

extension TextChange {
  fileprivate func findings(in layer: Layer.Identity) -> [DifferenceFinding] {
    var findings: [DifferenceFinding] = []
    if case .lines(let reason, let isNew) = basis {
      let side = isNew ? "proposed" : "current"
      findings.append(
        DifferenceFinding(
          .comparedByLines, "the \(side) side is not YAML: \(reason)", layer: layer, text: place))
    }
    for key in duplicates {
      findings.append(
        DifferenceFinding(
          .duplicateKey, "the key stands again in line \(key.place.line), and the last one counts",
          layer: layer, text: place, path: key.path))
    }
    for change in hidden {
      guard let (code, message) = change.finding else { continue }
      findings.append(
        DifferenceFinding(code, message, layer: layer, text: place, path: change.path))
    }
    return findings
  }
}

extension VariableChange {
  fileprivate var finding: DifferenceFinding? {
    hidden?.finding.map { DifferenceFinding($0.0, $0.1, variable: name) }
  }
}

extension HiddenChange {
  fileprivate var finding: (DifferenceFinding.Code, String)? {
    switch kind {
    case .plainTextEntered: (.plainText, "plain text stands where a secret belongs")
    case .becameSensitive: (.becameSensitive, "the old value is in the history")
    case .literalOrMask: (.literalOrMask, "a literal or a mask: nothing declares a secret here")
    case .unknown, .filled, .added, .removed: nil
    }
  }
}
