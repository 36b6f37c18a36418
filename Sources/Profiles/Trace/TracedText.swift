internal import CanonicalJSON
internal import PackValues

/// One text of a layer whose values are followed.
struct TracedText: Sendable {
  /// Which text of which layer: of several alike, the nth.
  struct Key: Hashable {
    let layer: MemberTable.Owner
    /// The manifest's name and which of several alike; nil for the values.
    let manifest: JSONString?
    let occurrence: Int
  }

  private enum Following: Sendable {
    case values(TextTrace, first: Int)
    /// A text that is no YAML is one value.
    case whole(index: Int)
    case nothing
  }

  let key: Key
  private var following: Following
  private let literals: MaskRules
  /// The index of the text in the current version's outline; nil where it is not stored by lines.
  var stored: Int?
  /// The text where it is not stored by lines.
  var inline: [UInt8]?

  init(_ key: Key, _ trace: TextTrace, first: Int, rules: MaskRules) {
    (self.key, following, literals) = (key, .values(trace, first: first), rules)
  }

  init(_ key: Key, whole index: Int) {
    (self.key, following, literals) = (key, .whole(index: index), MaskRules())
  }

  var isDone: Bool {
    switch following {
    case .values(let trace, _): trace.isDone
    case .whole: false
    case .nothing: true
    }
  }

  func text(in bytes: [UInt8], _ outline: StoredOutline) -> [UInt8]? {
    guard let stored else { return inline }
    return StoredLine.text(of: bytes[outline.texts[stored].range])
  }

  /// Goes back to an older version of the text; nil where it is not there. An empty text is none.
  mutating func recede(
    from newer: () -> [UInt8]?, to older: [UInt8]?
  ) -> [DocumentTrace.Setting] {
    let current = newer() ?? []
    if older == current { return [] }
    switch following {
    case .values(var trace, let first):
      following = .nothing
      let settings =
        older.map { trace.recede(from: current, to: $0) } ?? trace.recedeToNothing()
      following = .values(trace, first: first)
      return settings.map { setting($0, first) }
    case .whole(let index):
      following = .nothing
      return [DocumentTrace.Setting(index: index, wasMasked: false)]
    case .nothing: return []
    }
  }

  mutating func recede(
    by edit: LineEdit, from newer: () -> [UInt8]?, to older: () -> [UInt8]?
  ) -> [DocumentTrace.Setting] {
    guard case .values(var trace, let first) = following else {
      return recede(from: newer, to: older())
    }
    following = .nothing
    let settings = trace.recede(by: edit, from: { newer() ?? [] }, to: { older() ?? [] })
    following = .values(trace, first: first)
    return settings.map { setting($0, first) }
  }

  /// The values that nothing older has.
  func recedeToNothing() -> [Int] {
    switch following {
    case .values(var trace, let first): trace.recedeToNothing().map { first + $0.index }
    case .whole(let index): [index]
    case .nothing: []
    }
  }

  private func setting(_ setting: TextTrace.Setting, _ first: Int) -> DocumentTrace.Setting {
    let wasMasked = setting.before.map { literals.isMask($0.text, isSensitive: false) } ?? false
    return DocumentTrace.Setting(index: first + setting.index, wasMasked: wasMasked)
  }
}

/// The texts of a document by key.
struct LayerTable {
  private var texts: [TracedText.Key: (layer: Int, manifest: Int?, text: JSONString)] = [:]
  /// In the document's order: values first, then manifests; empty ones left out.
  private(set) var keys: [TracedText.Key] = []

  init(of document: ProfileDocument) {
    var seen: [ProfilePlace.Owner: Int] = [:]
    for (index, layer) in document.profile.layers.enumerated() {
      let name = ProfilePlace.Owner.layer(layer.identity)
      let owner = MemberTable.Owner(owner: name, occurrence: seen[name, default: 0])
      seen[name, default: 0] += 1
      add(TracedText.Key(layer: owner, manifest: nil, occurrence: 0), index, nil, layer.values)
      var names: [JSONString: Int] = [:]
      for (number, manifest) in layer.manifests.enumerated() {
        let key = TracedText.Key(
          layer: owner, manifest: manifest.name, occurrence: names[manifest.name, default: 0])
        names[manifest.name, default: 0] += 1
        add(key, index, number, manifest.content)
      }
    }
  }

  private mutating func add(
    _ key: TracedText.Key, _ layer: Int, _ manifest: Int?, _ text: JSONString
  ) {
    if text.isEmpty { return }
    texts[key] = (layer, manifest, text)
    keys.append(key)
  }

  func text(of key: TracedText.Key) -> [UInt8]? { texts[key]?.text.utf8 }

  func place(of key: TracedText.Key) -> (layer: Int, manifest: Int?)? {
    texts[key].map { ($0.layer, $0.manifest) }
  }
}
