/// What a text newly asks Palette for, and what it no longer asks for.
///
/// References are told by kind and name and counted: a second use of a macro is a gain of one, a use that moved is
/// nothing. Those in comments do not count. Costs one pass over each text that holds references.
public struct ReferenceDifference: Hashable, Sendable {
  /// One reference and every place where each side has it.
  public struct Entry: Hashable, Sendable {
    public let kind: Reference.Kind
    public let name: String
    /// In the old text, in its order.
    public let from: [TextPlace]
    /// In the new text, in its order.
    public let to: [TextPlace]

    public init(kind: Reference.Kind, name: String, from: [TextPlace], to: [TextPlace]) {
      (self.kind, self.name, self.from, self.to) = (kind, name, from, to)
    }

    /// The new text asks for it, the old one did not.
    public var isNew: Bool { from.isEmpty }
    /// The old text asked for it, the new one does not.
    public var isGone: Bool { to.isEmpty }
  }

  /// References with more uses than before, in the order of the new text.
  public let gained: [Entry]
  /// References with fewer uses than before, in the order of the old text.
  public let lost: [Entry]

  public var isEmpty: Bool { gained.isEmpty && lost.isEmpty }

  /// Nil stands for a text that one side does not have.
  public init(from: [UInt8]?, to: [UInt8]?) {
    guard from != to else {
      (gained, lost) = ([], [])
      return
    }
    let (old, new) = (Uses(of: from ?? []), Uses(of: to ?? []))
    let entry = { (name: Uses.Name) in
      Entry(
        kind: name.kind, name: name.name, from: old.places[name] ?? [], to: new.places[name] ?? [])
    }
    gained = new.order.map(entry).filter { $0.to.count > $0.from.count }
    lost = old.order.map(entry).filter { $0.to.count < $0.from.count }
  }
}

/// The references of a text by kind and name.
private struct Uses {
  struct Name: Hashable {
    let kind: Reference.Kind
    let name: String
  }

  var order: [Name] = []
  var places: [Name: [TextPlace]] = [:]

  init(of text: [UInt8]) {
    for reference in ValuesText(text).references() {
      let name = Name(kind: reference.kind, name: reference.name)
      if places[name] == nil { order.append(name) }
      places[name, default: []].append(reference.place)
    }
  }
}

extension ReferenceDifference.Entry: CustomStringConvertible {
  /// The shortest text that asks for the same, pipes left out.
  public var description: String { "{{.spectro.\(kind.rawValue).\(name)}}" }
}
