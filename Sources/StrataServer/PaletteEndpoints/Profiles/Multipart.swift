import HTTPTypes

/// Forms with files (RFC 7578), read whole from a body of bounded size.
enum Multipart {
  struct Part: Sendable {
    let name: String
    let fileName: String?
    let content: [UInt8]
  }

  private static let maxParts = 16
  private static let maxHead = 8 << 10

  /// The parts of a form.
  ///
  /// - Throws: `Refusal` with status 415 for another type, 400 for what is malformed or cut short.
  static func parts(of body: [UInt8], contentType: String) throws(Refusal) -> [Part] {
    guard contentType.lowercased().hasPrefix("multipart/form-data") else {
      throw Refusal(
        .unsupportedMediaType, "UnsupportedMediaType", "the body must be multipart/form-data")
    }
    guard let boundary = parameter("boundary", of: contentType), !boundary.isEmpty,
      boundary.utf8.count <= 70
    else { throw malformed }
    let delimiter = Array("--\(boundary)".utf8)
    guard body.starts(with: delimiter) else { throw malformed }
    var parts: [Part] = []
    var rest = body[delimiter.count...]
    while !rest.starts(with: "--".utf8) {
      guard rest.starts(with: [0x0D, 0x0A]), parts.count < maxParts else { throw malformed }
      rest = rest.dropFirst(2)
      guard let headEnd = find([0x0D, 0x0A, 0x0D, 0x0A], in: rest),
        headEnd - rest.startIndex <= maxHead
      else { throw malformed }
      let head = String(decoding: rest[..<headEnd], as: UTF8.self)
      rest = rest[(headEnd + 4)...]
      guard let end = find([0x0D, 0x0A] + delimiter, in: rest) else { throw malformed }
      parts.append(try part(head, Array(rest[..<end])))
      rest = rest[(end + 2 + delimiter.count)...]
    }
    return parts
  }

  private static func part(_ head: String, _ content: [UInt8]) throws(Refusal) -> Part {
    let lines = head.split(separator: "\r\n")
    let disposition = lines.first { $0.lowercased().hasPrefix("content-disposition:") }
    guard let disposition, let name = parameter("name", of: String(disposition)) else {
      throw malformed
    }
    let fileName = parameter("filename", of: String(disposition)).map(lastComponent)
    return Part(name: name, fileName: fileName, content: content)
  }

  /// A file's name without the folders that some clients send, and without what a commit's line could not hold.
  private static func lastComponent(_ name: String) -> String {
    let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
    return String(
      last.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.prefix(200).map(
        Character.init))
  }

  /// A parameter of a header's value, quoted or not.
  private static func parameter(_ name: String, of value: String) -> String? {
    for piece in value.split(separator: ";").dropFirst() {
      let text = piece.drop { $0 == " " }
      guard text.lowercased().hasPrefix(name + "=") else { continue }
      let value = text.dropFirst(name.count + 1)
      if value.hasPrefix("\"") { return String(value.dropFirst().prefix { $0 != "\"" }) }
      return String(value.prefix { $0 != " " })
    }
    return nil
  }

  private static func find(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = needle.first, bytes.count >= needle.count else { return nil }
    let last = bytes.endIndex - needle.count
    var index = bytes.startIndex
    while index <= last {
      guard let next = bytes[index...last].firstIndex(of: first) else { return nil }
      if bytes[next...].starts(with: needle) { return next }
      index = next + 1
    }
    return nil
  }

  private static let malformed = Refusal(
    .badRequest, "MalformedForm", "the form is malformed or was cut short")
}
