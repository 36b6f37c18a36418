internal import CanonicalJSON
internal import PackValues

extension Profile {
  /// Every masked place, layers in stack order, then variables, as far as the export itself says.
  ///
  /// An export carries no schema of a pack, so a mask in a text only looks like one; a variable says it.
  public func masks() -> [ProfileMask] {
    places(Sensitivity()).filter { $0.state == .masked }
  }

  func places(_ sensitivity: Sensitivity) -> [ProfileMask] {
    layers.flatMap { $0.places(sensitivity) }
      + variables.compactMap { $0.place(sensitivity) }
  }
}

extension Layer {
  /// The masked places of the values, then of each manifest, as far as the export itself says.
  public func masks() -> [ProfileMask] {
    places(Sensitivity()).filter { $0.state == .masked }
  }

  /// The same with what an environment knows. A schema speaks of the values alone, never of manifests.
  func places(_ sensitivity: Sensitivity) -> [ProfileMask] {
    let rules = sensitivity.rules(for: self)
    let own = SensitivePlaces(
      values.utf8, of: .values(identity), rules: rules, schema: sensitivity.schema(of: self))
    return own.places
      + manifests.flatMap {
        SensitivePlaces(
          $0.content.utf8, of: .manifest(identity, name: $0.name),
          rules: MaskRules(literals: rules.literals), schema: nil
        ).places
      }
  }
}

extension ProfileDocument {
  /// Every masked place: those of the profile, then those in labels, the description and members that it does not know.
  public func masks() -> [ProfileMask] {
    masks(sensitivity: Sensitivity()).filter { $0.state == .masked }
  }

  /// Every sensitive place that holds no reference: masked, required and empty, or with a value in the plain.
  ///
  /// Reads the texts of a layer as YAML only where something is known beyond the export. A text that is not YAML gives the
  /// masks that stand on its lines.
  public func masks(sensitivity: Sensitivity) -> [ProfileMask] {
    var masks = profile.places(sensitivity)
    Self.visit(value, at: JSONPath()) { text, path in
      if Self.isKnownText(path) { return }
      if MaskedLine.holdsMask(text.utf8[...]) || sensitivity.literals.contains(text) {
        var mask = ProfileMask(.member(path))
        mask.isWhole = text.isMask || sensitivity.literals.contains(text)
        masks.append(mask)
      }
    }
    return masks
  }

  /// The texts of layers and the default values of variables, which are looked at by line and by name.
  private static func isKnownText(_ path: JSONPath) -> Bool {
    let last = path.steps.last
    let isLayerText = last == .key("values") || last == .key("content")
    let isPack = path.steps.starts(with: [.key("spec"), .key("template"), .key("packs")])
    let isVariable = path.steps.starts(with: [.key("spec"), .key("variables")])
    return (isPack && isLayerText && path.steps.count != 4)
      || (isVariable && path.steps.count == 4 && last == .key("defaultValue"))
  }

  private static func visit(
    _ value: JSONValue, at path: JSONPath, _ body: (JSONString, JSONPath) -> Void
  ) {
    switch value {
    case .string(let text): body(text, path)
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        visit(element, at: path.appending(.index(index)), body)
      }
    case .object(let object):
      for member in object.members {
        visit(member.value, at: path.appending(.key(member.key)), body)
      }
    default: break
    }
  }
}

extension Variable {
  /// Whether the default value is a mask: eight or more asterisks and nothing else.
  public var isMasked: Bool { defaultValue.map(\.isMask) ?? false }

  /// Whether the default value hides something, by what an environment knows of masks.
  public func isMasked(by sensitivity: Sensitivity) -> Bool {
    defaultValue.map { rules(sensitivity).isMask($0.utf8, isSensitive: isSensitive) } ?? false
  }

  private func rules(_ sensitivity: Sensitivity) -> MaskRules {
    MaskRules(literals: Set(sensitivity.literals.map(\.utf8)))
  }

  /// The variable as a sensitive place; nil where it is none, or a cluster gives its value.
  func place(_ sensitivity: Sensitivity) -> ProfileMask? {
    guard let text = defaultValue, !text.isEmpty else { return nil }
    let isMasked = isMasked(by: sensitivity)
    guard isMasked || (isSensitive && !ValueText.isReference(text.utf8[...])) else { return nil }
    return ProfileMask(
      .variable(name: name), isMasked ? .masked : .plain,
      declaredBy: isSensitive ? .variable : nil, expectation: ValueExpectation(self))
  }
}

extension JSONString {
  /// Whether the whole text is a mask.
  var isMask: Bool { utf8.count >= 8 && utf8.allSatisfy { $0 == 0x2A } }
}
