internal import PackValues

/// The sensitive places of one text: what stands on its lines, and what rules say of its paths.
struct SensitivePlaces {
  private let text: [UInt8]
  private let owner: ProfileMask.Owner
  private let rules: MaskRules
  private let schema: PackSchema?
  /// In the text's order.
  private(set) var places: [ProfileMask] = []
  private var found: [MaskedPlace]

  init(_ text: [UInt8], of owner: ProfileMask.Owner, rules: MaskRules, schema: PackSchema?) {
    (self.text, self.owner, self.rules, self.schema) = (text, owner, rules, schema)
    let values = ValuesText(text)
    found = values.masks() + values.partialMasks()
    if !rules.literals.isEmpty || !rules.sensitivePaths.isEmpty { readByPath() }
    places += found.map { place($0, .masked) }
    places.sort { ($0.place?.place).isBefore($1.place?.place) }
    FillPaths.find(for: &places, in: text, rules)
  }

  private mutating func readByPath() {
    guard let tree = try? ValuesTree(text) else { return readByLine() }
    var seen: Set<TextPlace> = []
    for (index, root) in tree.documents.enumerated() {
      let path = tree.documents.count > 1 ? ValuesPath([.document(index)]) : ValuesPath()
      root.visitScalars(at: path) { scalar, place, path in
        // an alias's copy has its anchor's place
        if seen.insert(place).inserted { read(scalar, MaskedPlace(place: place, path: path)) }
      }
    }
  }

  private mutating func read(_ scalar: YAMLNode.Scalar, _ place: MaskedPlace) {
    let isSensitive = place.path.map(rules.isSensitive) ?? false
    let own = found.indices.filter { holds(place, found[$0]) }
    if !own.isEmpty {
      for index in own { found[index] = MaskedPlace(place: found[index].place, path: place.path) }
    } else if rules.isMask(scalar.text, isSensitive: isSensitive) {
      found.append(place)
    } else if isSensitive, !ValueText.isReference(scalar.text[...]) {
      readUnmasked(scalar, place)
    }
  }

  private mutating func readUnmasked(_ scalar: YAMLNode.Scalar, _ place: MaskedPlace) {
    let mask = self.place(place, scalar.isEmpty ? .empty : .plain)
    if mask.state == .plain || mask.expectation.isRequired { places.append(mask) }
  }

  /// Whether a mask that was found by lines belongs to a scalar: by its path, or where it has none by its line.
  private func holds(_ scalar: MaskedPlace, _ mask: MaskedPlace) -> Bool {
    mask.path.map { $0 == scalar.path } ?? (mask.place.line == scalar.place.line)
  }

  /// A text that is not YAML: whole values of lines that are a mask literal.
  private mutating func readByLine() {
    let lines = TextLines(text)
    for line in 0..<lines.count {
      let value = ValueText.afterKey(lines[line])
      let inner = value.drop { $0 == 0x22 || $0 == 0x27 }.prefix { $0 != 0x22 && $0 != 0x27 }
      guard rules.literals.contains(Array(inner)) || rules.literals.contains(Array(value)) else {
        continue
      }
      let column = lines[line][..<value.startIndex].count { $0 & 0xC0 != 0x80 } + 1
      found.append(MaskedPlace(place: TextPlace(line: line + 1, column: column), path: nil))
    }
  }

  private func place(_ place: MaskedPlace, _ state: ProfileMask.State) -> ProfileMask {
    let entry = place.path.flatMap { schema?.entry(for: $0) }
    let isSensitive = place.path.map(rules.isSensitive) ?? false
    return ProfileMask(
      owner, at: place, state, declaredBy: isSensitive ? .schema : nil,
      expectation: entry.map { ValueExpectation($0.directive) } ?? ValueExpectation())
  }
}

extension YAMLNode {
  /// Every scalar value with its place and path, in the text's order.
  func visitScalars(
    at path: ValuesPath, _ body: (Scalar, TextPlace, ValuesPath) -> Void
  ) {
    switch content {
    case .scalar(let scalar): body(scalar, place, path)
    case .sequence(let items):
      for (index, item) in items.enumerated() {
        item.visitScalars(at: path.appending(.index(index)), body)
      }
    case .mapping(let entries):
      for entry in entries {
        let key = String(decoding: entry.key, as: UTF8.self)
        entry.value.visitScalars(at: path.appending(.key(key)), body)
      }
    }
  }
}

extension YAMLNode.Scalar {
  /// Nothing, or null as YAML writes it.
  var isEmpty: Bool {
    text.isEmpty
      || (isPlain && ["~", "null", "Null", "NULL"].contains(String(decoding: text, as: UTF8.self)))
  }
}

extension TextPlace? {
  fileprivate func isBefore(_ other: TextPlace?) -> Bool {
    guard let self, let other else { return false }
    return self < other
  }
}
