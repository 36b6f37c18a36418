internal import CanonicalJSON
internal import PackValues

/// Tells what of a document a patch must not carry.
struct PatchSecrets {
  private let sensitivity: Sensitivity
  /// A mask came or went somewhere, and its secret may stand elsewhere under another name: then no text is carried that changed.
  private let mayHaveMoved: Bool

  init(_ sensitivity: Sensitivity, from: ProfileDocument, to: ProfileDocument) {
    self.sensitivity = sensitivity
    let difference = ProfileDifference(from: from, to: to, sensitivity: sensitivity)
    mayHaveMoved =
      difference.hidden.contains { Self.isMoving($0.kind) }
      || difference.fields.contains { $0.from == .masked || $0.to == .masked }
      || difference.layers.flatMap(\.texts).contains { text in
        text.values.contains { $0.from == .hidden || $0.to == .hidden }
      }
  }

  private static func isMoving(_ kind: HiddenChange.Kind) -> Bool {
    switch kind {
    case .becameSensitive, .plainTextEntered, .added, .removed: true
    case .unknown, .literalOrMask, .filled: false
    }
  }

  /// Whether a string is compared by lines: one of the texts that are stored so.
  func isText(_ path: PatchPath) -> Bool {
    switch path.steps.last {
    case .key("values"), .key("content"): path.steps.count > 4
    case .key("description"), .key("defaultValue"): true
    default: false
    }
  }

  /// The members of an object whose values are secret: those of a variable that is sensitive or masked on a side.
  func members(_ old: JSONObject, _ new: JSONObject, at path: PatchPath) -> Set<JSONString> {
    guard case .element(let element) = path.steps.last, case .variable = element.name else {
      return []
    }
    return mayHaveMoved || isHiding(old) || isHiding(new)
      ? ["defaultValue", "options", "regex"] : []
  }

  private func isHiding(_ variable: JSONObject) -> Bool {
    variable["isSensitive"]?.bool == true || variable["defaultValue"]?.text?.isMask == true
  }

  /// Whether an element that only one side has holds a secret.
  func isSecret(_ value: JSONValue, named name: PatchPath.Element) -> Bool {
    if mayHaveMoved || !SecretScan.findings(in: value).isEmpty { return true }
    switch name.name {
    case .variable:
      let text = value["defaultValue"]?.text
      let isSensitive = value["isSensitive"]?.bool == true
      return isSensitive && text.map { !$0.isEmpty && !$0.isMask } == true
    case .layer:
      guard let layer = try? Layer(reading: MemberReader(value: value, path: JSONPath())) else {
        return false
      }
      return !sensitivity.rules(for: layer).sensitivePaths.isEmpty
    case .manifest: return false
    }
  }

  /// The rules for a text at a path: those of its layer on either side where it is its values.
  func rules(at path: PatchPath, layers: [Layer]) -> TextRules {
    guard path.steps.last == .key("values") else { return TextRules(sensitivity, values: []) }
    let own = path.steps.compactMap { step -> Layer.Identity? in
      guard case .element(let element) = step, case .layer(let identity) = element.name else {
        return nil
      }
      return identity
    }
    return TextRules(sensitivity, values: layers.filter { own.contains($0.identity) })
  }

  /// The lines of two texts that may not be shown, counted from 0.
  func hiddenLines(
    from: [UInt8], to: [UInt8], _ difference: LineDifference, rules: TextRules
  ) -> (old: Set<Int>, new: Set<Int>) {
    if mayHaveMoved {
      return (
        Set(difference.edits.flatMap(\.removed)), Set(difference.edits.flatMap(\.added))
      )
    }
    var (old, new) = (Set<Int>(), Set<Int>())
    for hunk in Redaction(from: from, to: to, rules: rules).hunks(of: difference) {
      var (oldLine, newLine) = (hunk.fromLine - 1, hunk.toLine - 1)
      for line in hunk.lines {
        let raw = line.kind == .added ? difference.to[newLine] : difference.from[oldLine]
        if !raw.elementsEqual(line.text) {
          if line.kind != .added { old.insert(oldLine) }
          if line.kind != .removed { new.insert(newLine) }
        }
        if line.kind != .added { oldLine += 1 }
        if line.kind != .removed { newLine += 1 }
      }
    }
    return (old, new)
  }
}
