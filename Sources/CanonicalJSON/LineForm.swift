/// The indented form in which texts of several lines stand as arrays of lines, so that tools which
/// work by lines compare and merge them.
///
/// A form names the places of such texts by patterns: `metadata.description`,
/// `spec.template.packs[].values`, with `[]` for each element of an array. A text there that holds
/// a line feed becomes an array of strings, one a line. It is split at byte 0x0A only: a carriage
/// return stays in its line, `"a\n"` is `["a", ""]`. A text without a line feed stays a string, and
/// so does every text elsewhere.
public struct LineForm: Sendable {
  /// A node of the tree of places, by its index.
  typealias Place = Int

  static let root: Place = 0

  // One array for each part of a node: copying a node would count references for every value.
  private var members: [[(key: JSONString, place: Place)]] = [[]]
  private var elements: [Place?] = [nil]
  private var texts: [Bool] = [false]

  /// The form without any such texts.
  static let none = LineForm([])

  /// Makes the form of some patterns; a key in a pattern is anything but `.` and `[`.
  public init(_ patterns: [String]) {
    for pattern in patterns {
      var place = Self.root
      for part in pattern.split(separator: ".") {
        let key = part.prefix { $0 != "[" }
        if !key.isEmpty { place = makeMember(JSONString(String(key)), of: place) }
        let depth = part[key.endIndex...].count { $0 == "[" }
        for _ in 0..<depth { place = makeElement(of: place) }
      }
      texts[place] = true
    }
  }

  /// The stored form of a value.
  ///
  /// The caller sees to it that no *array* stands at one of the places: `read(_:limits:)` would
  /// take it for the lines of a text, or refuse it.
  public func encode(_ value: JSONValue) -> [UInt8] {
    var writer = IndentedWriter(value, lines: self)
    return writer.document(value)
  }

  /// Reads a stored form, and accepts only the bytes that `encode(_:)` gives for the value.
  public func read(
    _ bytes: [UInt8], limits: JSONReader.Limits = .document
  ) throws(JSONError) -> JSONValue {
    do {
      let value = try JSONReader.parse(bytes, numbers: .exact, limits: limits, lines: self)
      try check(bytes, against: encode(value))
      return value
    } catch {
      throw JSONError(error, in: bytes)
    }
  }

  private func check(_ bytes: [UInt8], against wanted: [UInt8]) throws(Fault) {
    let common = ByteView.with(bytes) { view in
      ByteView.with(wanted) { view.endOfCommon(with: $0) }
    }
    guard common < max(bytes.count, wanted.count) else { return }
    var fault = Fault(.notLineForm, "not the stored form of this document", at: common)
    // A document that breaks off is at fault in the value that was open there.
    do throws(Fault) {
      _ = try JSONReader.parse(
        Array(bytes[..<common]), numbers: .rounded, limits: .document, lines: self)
    } catch {
      fault.innermostFirst = error.innermostFirst
    }
    throw fault
  }
}

extension LineForm {
  func holdsText(at place: Place?) -> Bool {
    guard let place else { return false }
    return texts[place]
  }

  func element(of place: Place?) -> Place? {
    guard let place else { return nil }
    return elements[place]
  }

  func member(_ key: JSONString, of place: Place?) -> Place? {
    guard let place else { return nil }
    for member in members[place] where member.key == key { return member.place }
    return nil
  }

  private mutating func makeMember(_ key: JSONString, of place: Place) -> Place {
    if let member = member(key, of: place) { return member }
    members[place].append((key, members.count))
    return makeNode()
  }

  private mutating func makeElement(of place: Place) -> Place {
    if let element = elements[place] { return element }
    elements[place] = elements.count
    return makeNode()
  }

  private mutating func makeNode() -> Place {
    members.append([])
    elements.append(nil)
    texts.append(false)
    return texts.count - 1
  }
}
