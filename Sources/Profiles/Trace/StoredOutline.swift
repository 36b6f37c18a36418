/// Where the layers' texts of several lines stand in a stored document, found by its indentation alone.
///
/// Good for bytes that are known to be a document's stored form. Costs one pass over the bytes.
struct StoredOutline {
  struct Text: Hashable {
    /// The index of the layer in the stack.
    let layer: Int
    /// The index of the manifest; nil for the values.
    let manifest: Int?
    /// From the first line's indentation to the start of the line that closes the array.
    var range: Range<Int>
    /// White space before each line's quote.
    let indent: Int
  }

  private(set) var texts: [Text] = []

  init(_ bytes: [UInt8]) {
    var keys: [ArraySlice<UInt8>] = Array(repeating: [], count: 8)
    var (layer, manifest) = (-1, -1)
    var start = 0
    while start < bytes.count {
      let end = Self.lineEnd(bytes, start)
      let content = Self.content(of: bytes, start, end)
      let depth = (content - start) / 2
      var next = end + 1
      defer { start = next }
      guard depth < 8, end > content else { continue }
      let last = bytes[end - 1]
      guard last == 0x7B || last == 0x5B else { continue }
      let key = bytes[content] == 0x22 ? bytes[(content + 1)..<max(content + 1, end - 4)] : []
      keys[depth] = key
      if Self.isPack(keys), depth == 4 { (layer, manifest) = (layer + 1, -1) }
      if Self.isPack(keys), depth == 6, keys[5].elementsEqual("manifests".utf8) { manifest += 1 }
      guard last == 0x5B, Self.isPack(keys) else { continue }
      let isValues = depth == 5 && key.elementsEqual("values".utf8)
      let isContent =
        depth == 7 && key.elementsEqual("content".utf8) && keys[5].elementsEqual("manifests".utf8)
      guard isValues || isContent else { continue }
      let close = Self.close(bytes, next, indent: 2 * depth)
      texts.append(
        Text(
          layer: layer, manifest: isContent ? manifest : nil, range: next..<close,
          indent: 2 * depth + 2))
      next = close
    }
  }

  /// The index of the text whose lines a range of bytes is within; nil for none.
  func text(around range: Range<Int>) -> Int? {
    texts.firstIndex {
      $0.range.lowerBound <= range.lowerBound && range.upperBound <= $0.range.upperBound
    }
  }

  /// The index of a text; nil where it is not stored by lines.
  func text(layer: Int, manifest: Int?) -> Int? {
    texts.firstIndex { $0.layer == layer && $0.manifest == manifest }
  }

  /// Lets a text grow by some bytes, and those behind it move.
  mutating func grow(_ index: Int, by count: Int) {
    for other in index..<texts.count {
      let range = texts[other].range
      let start = other == index ? range.lowerBound : range.lowerBound + count
      texts[other].range = start..<(range.upperBound + count)
    }
  }

  private static func isPack(_ keys: [ArraySlice<UInt8>]) -> Bool {
    keys[1].elementsEqual("spec".utf8) && keys[2].elementsEqual("template".utf8)
      && keys[3].elementsEqual("packs".utf8)
  }

  private static func lineEnd(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != 0x0A { index += 1 }
    return index
  }

  private static func content(of bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
    var index = start
    while index < end, bytes[index] == 0x20 { index += 1 }
    return index
  }

  /// The start of the first line that is indented no deeper than the array's own.
  private static func close(_ bytes: [UInt8], _ start: Int, indent: Int) -> Int {
    var line = start
    while line < bytes.count {
      let end = lineEnd(bytes, line)
      if content(of: bytes, line, end) - line <= indent { return line }
      line = end + 1
    }
    return bytes.count
  }
}
