internal import CanonicalJSON
internal import PackValues
internal import Profiles

/// All that is to say of one layer; nothing where its line in the table says it.
struct LayerBlock {
  private let change: LayerChange
  private let signs: DifferenceSigns
  private let explains: Bool
  private let isAlone: Bool

  init(_ change: LayerChange, _ signs: DifferenceSigns, explains: Bool, isAlone: Bool) {
    (self.change, self.signs) = (change, signs)
    (self.explains, self.isAlone) = (explains, isAlone)
  }

  var lines: [String] {
    let body = self.body
    let words = LayerWords(change, signs)
    guard isAlone || !body.isEmpty else { return [] }
    let version = isAlone ? words.version : words.versions
    let head = "\(signs.sign(change.marker)) \(words.kind) \(words.name)  \(version)"
    let notes = isAlone && change.kind != .changed ? words.notes : isAlone ? moves : []
    return [TextWidth.trimmed(head)]
      + (notes.isEmpty ? [] : ["  " + notes.joined(separator: signs.dot)]) + body
  }

  private var moves: [String] {
    change.move.map { ["now \(PrintableText.escaped($0.text))"] } ?? []
  }

  private var body: [String] {
    if change.kind == .removed { return isAlone ? change.texts.flatMap(text) : [] }
    let isWhole = change.kind == .added
    let fields = change.fields.filter { !$0.isVersion }
    let texts = change.texts.filter { !isWhole || isAlone || !$0.hidden.isEmpty }
    return FieldLines(signs, indent: 2).lines(isWhole ? [] : fields) + texts.flatMap(text)
      + references
  }

  private func text(_ change: TextChange) -> [String] {
    let title = "  " + PrintableText.escaped(change.place.text)
    let masks = ValueRows(signs, indent: 4).lines(change.maskedLines.map(ValueRow.init))
    let rest = masks + duplicates(change)
    let presets = FieldLines(signs, indent: 4).lines(change.presets.map { [$0] } ?? [])
    switch change.kind {
    case .added, .removed:
      let lines = change.kind == .added ? change.addedLines : change.removedLines
      return ["\(title)  \(change.kind.rawValue), \(Count.of(lines, "line"))"] + values(change)
        + rest
    case .cosmetic:
      let what =
        change.basis == .paths ? "the values are the same" : "white space at the ends of lines"
      return ["\(title)  cosmetic: \(what)"] + values(change) + rest
    case .same, .changed:
      let hunks = HunkLines(change.hunks, signs).all(indent: "    ")
      return [title + basis(change)] + presets + hunks + values(change) + rest + explanation(change)
    }
  }

  private func values(_ change: TextChange) -> [String] {
    let rows = ValueRows(signs, indent: 4).lines(change.values.map { ValueRow($0, signs) })
    guard change.kind == .changed, change.unchangedCount > 0 else { return rows }
    return rows + ["    (\(Count.of(change.unchangedCount, "value")) unchanged)"]
  }

  /// Why a text was compared by lines, and how many differ.
  private func basis(_ change: TextChange) -> String {
    guard case .lines(let reason, let isNew) = change.basis, change.kind == .changed else {
      return ""
    }
    let verb = change.place == .values ? "are" : "is"
    let kind = reason.code == .limit ? "too large to read" : "not YAML"
    let place = reason.place.map { "line \($0.line), column \($0.column): " } ?? ""
    let side = isNew ? "" : " on the current side"
    let why = PrintableText.escaped("\(verb) \(kind)\(side) (\(place)\(reason.detail))")
    let counts = signs.lines(removed: change.removedLines, added: change.addedLines)
    return " \(why); compared line by line, \(counts)"
  }

  private func duplicates(_ change: TextChange) -> [String] {
    change.duplicates.map { key in
      let path = PrintableText.escaped(key.path.description)
      return "    \(signs.sign(.alarm)) \(path)  the key stands again in line \(key.place.line); "
        + "the last one counts"
    }
  }

  private var references: [String] {
    Reference.Kind.allCases.flatMap { kind -> [String] in
      let own = change.references.filter { $0.kind == kind }
      guard !own.isEmpty else { return [] }
      return ["  " + ReferenceChange.title(kind)]
        + own.map { reference in
          let marker: DifferenceSigns.Marker = reference.isAdded ? .added : .removed
          return "    \(signs.sign(marker)) \(PrintableText.escaped(reference.description))"
        }
    }
  }

  private func explanation(_ change: TextChange) -> [String] {
    guard explains else { return [] }
    return ListIdentities(change.values.map(\.path)).lines.map {
      "    " + PrintableText.escaped($0)
    }
  }
}

/// By what the items of each list on some paths are told apart.
struct ListIdentities {
  private var lists: [(path: ValuesPath, identity: String)] = []

  init(_ paths: [ValuesPath]) {
    var known: Set<ValuesPath> = []
    for path in paths {
      for (index, step) in path.steps.enumerated() {
        let identity: String
        switch step {
        case .item(let key, _): identity = "by '\(key)'"
        case .index: identity = "by their order"
        case .object: identity = "by kind, namespace and name"
        case .document: identity = "by their order"
        case .key, .embedded: continue
        }
        let list = ValuesPath(Array(path.steps[..<index]))
        if known.insert(list).inserted { lists.append((list, identity)) }
      }
    }
  }

  /// `items of kubeadmconfig.files: by 'path'`.
  var lines: [String] {
    lists.map { list in
      let name = list.path.steps.isEmpty ? "the text" : list.path.description
      return "items of \(name): told \(list.identity)"
    }
  }
}
