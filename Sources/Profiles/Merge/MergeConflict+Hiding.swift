internal import CanonicalJSON
internal import PackValues

extension MergeConflict {
  /// The same conflict, secret too where an environment declares that something of it is.
  ///
  /// Rather too much is hidden than too little: where the path of lines cannot be told, a layer with any declared secret hides them.
  public func hiding(_ sensitivity: Sensitivity, in documents: [ProfileDocument]) -> MergeConflict {
    guard !isSecret else { return self }
    let identity: Layer.Identity
    switch place.owner {
    case .layer(let own), .manifest(let own, name: _): identity = own
    case .profile, .variable: return holdsLiteral(of: sensitivity) ? hidden : self
    }
    let layers = documents.flatMap { $0.profile.layers.filter { $0.identity == identity } }
    let rules = TextRules(sensitivity, values: layers)
    return isDeclared(by: rules) || holdsLiteral(of: sensitivity) ? hidden : self
  }

  private var hidden: MergeConflict {
    MergeConflict(
      place.owner, place.part, base: base, ours: ours, theirs: theirs, isSecret: true)
  }

  private func isDeclared(by rules: TextRules) -> Bool {
    if rules.masks.sensitivePaths.isEmpty { return false }
    switch place.part {
    case .order, .member: return false
    case .whole, .text(_, lines: _, path: nil): return true
    case .text(_, lines: _, let path?):
      if rules.masks.isSensitive(path) { return true }
      let keys = rules.sensitiveKeys.map { String(decoding: $0, as: UTF8.self) }
      return texts.contains { text in keys.contains { text.contains($0) } }
    }
  }

  private func holdsLiteral(of sensitivity: Sensitivity) -> Bool {
    sensitivity.literals.contains { literal in
      texts.contains { $0.contains(literal.string) }
    }
  }

  private var texts: [ValuesText] {
    [base, ours, theirs].compactMap { $0 }.map { value in
      ValuesText(value.text?.utf8 ?? value.encoded(.indented))
    }
  }
}
