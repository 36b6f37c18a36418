internal import CanonicalJSON
internal import PackValues

/// Follows values of a stored document back through its older versions, each until it is found to have been set.
///
/// Versions are compared as bytes first. Where all that differs are lines within one layer's text, nothing is parsed but, at
/// most, that text; so a step costs little more than reading the older version.
public struct DocumentTrace: Sendable {
  /// A value that the version before does not have, or has otherwise.
  public struct Setting: Hashable, Sendable {
    /// The value's index in `values`.
    public let index: Int
    /// The version before has a mask in its place.
    public let wasMasked: Bool
  }

  /// The values that are followed, as the newest version has them, in the document's order.
  public let values: [ProfileValue]

  var bytes: [UInt8]
  var outline: StoredOutline
  var members: [MemberTable.Key: (index: Int, value: JSONValue)] = [:]
  var texts: [TracedText] = []

  /// Whether every value is found.
  public var isDone: Bool { members.isEmpty && texts.allSatisfy(\.isDone) }

  /// Starts at the newest version.
  public init(
    _ stored: [UInt8], selecting selection: ValueSelection = .init(),
    sensitivity: Sensitivity = .init()
  ) throws(DocumentError) {
    let document = try ProfileDocument(stored: stored)
    (bytes, outline) = (stored, StoredOutline(stored))
    var collector = TraceCollector(document, selection, sensitivity)
    collector.collect()
    (values, members, texts) = (collector.values, collector.members, collector.texts)
    place(in: document)
  }

  /// Goes back to an older version; nil where the document is not there, or is none.
  public mutating func recede(to older: [UInt8]?) -> [Setting] {
    guard let older else { return recedeToNothing() }
    defer { bytes = older }
    return recedeByLines(to: older) ?? recedeByParsing(to: older)
  }

  private mutating func recedeToNothing() -> [Setting] {
    let open = members.values.map(\.index) + texts.flatMap { $0.recedeToNothing() }
    (members, texts) = ([:], [])
    return open.sorted().map { Setting(index: $0, wasMasked: false) }
  }

  /// Goes back by reading the older version whole; the longer way, which is always right.
  mutating func recedeByParsing(to older: [UInt8]) -> [Setting] {
    guard let document = try? ProfileDocument(stored: older) else { return recedeToNothing() }
    var settings = recedeMembers(to: MemberTable(of: document).values)
    let layers = LayerTable(of: document)
    for index in texts.indices {
      let newer = { [bytes, outline, text = texts[index]] in text.text(in: bytes, outline) }
      settings += texts[index].recede(from: newer, to: layers.text(of: texts[index].key))
    }
    texts.removeAll(where: \.isDone)
    outline = StoredOutline(older)
    place(in: document)
    return settings.sorted { $0.index < $1.index }
  }

  private mutating func recedeMembers(to older: [MemberTable.Key: JSONValue]) -> [Setting] {
    var settings: [Setting] = []
    for (key, member) in members where older[key] != member.value {
      members[key] = nil
      let wasMasked = older[key]?.text?.isMask ?? false
      settings.append(Setting(index: member.index, wasMasked: wasMasked))
    }
    return settings
  }

  /// Notes where the texts stand in a version that was read whole.
  private mutating func place(in document: ProfileDocument) {
    let layers = LayerTable(of: document)
    for index in texts.indices {
      let found = layers.place(of: texts[index].key)
      texts[index].stored = found.flatMap { outline.text(layer: $0.layer, manifest: $0.manifest) }
      texts[index].inline = texts[index].stored == nil ? layers.text(of: texts[index].key) : nil
    }
  }
}
