/// A place in the bytes of a document.
public struct JSONPosition: Hashable, Sendable {
  /// The line, from 1; only a line feed ends one.
  public let line: Int

  /// The column, from 1, counted in Unicode scalars; a byte-order mark counts for none.
  public let column: Int

  /// The offset in bytes, from 0.
  public let offset: Int

  /// Holds a place as counted by the caller.
  public init(line: Int, column: Int, offset: Int) {
    self.line = line
    self.column = column
    self.offset = offset
  }

  /// Counts the lines and columns before an offset, in O(offset).
  public init(offset: Int, in bytes: [UInt8]) {
    let before = bytes.prefix(max(0, offset))
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    var lineText = before[lineStart...]
    if lineStart == 0, lineText.starts(with: JSONReader.byteOrderMark) {
      lineText.removeFirst(3)
    }
    let feeds = before.reduce(into: 0) { count, byte in count += byte == 0x0A ? 1 : 0 }
    self.init(
      line: feeds + 1,
      column: lineText.reduce(into: 1) { count, byte in count += byte & 0xC0 == 0x80 ? 0 : 1 },
      offset: offset)
  }
}

/// Why bytes are not a document, and where.
public struct JSONError: Error, Hashable, Sendable {
  /// The rule that the bytes break.
  public enum Code: String, Hashable, Sendable {
    case emptyInput
    case tooLarge
    case tooDeep
    case unexpectedEnd
    case unexpectedCharacter
    case trailingText
    case malformedUTF8
    case controlCharacter
    case badEscape
    case loneSurrogate
    case noncharacter
    case duplicateKey
    case badNumber
    case inexactNumber
    case numberOutOfRange
    case notLineForm
  }

  /// The rule that is broken.
  public let code: Code

  /// What is wrong, as a lower-case clause; it never quotes a value.
  public let detail: String

  /// Where the first byte at fault is.
  public let position: JSONPosition

  /// The value at fault, or the innermost one that was open.
  public let path: JSONPath

  /// Holds the parts of an error.
  public init(code: Code, detail: String, position: JSONPosition, path: JSONPath) {
    self.code = code
    self.detail = detail
    self.position = position
    self.path = path
  }

  init(_ fault: Fault, in bytes: [UInt8]) {
    self.init(
      code: fault.code, detail: fault.detail,
      position: JSONPosition(offset: fault.offset, in: bytes),
      path: JSONPath(fault.innermostFirst.reversed()))
  }
}

extension JSONError: CustomStringConvertible {
  /// One clause with line, column and path.
  public var description: String {
    "\(detail) at line \(position.line), column \(position.column), path '\(path.abbreviated)'"
  }
}

/// An error on its way up through the parser, before lines are counted.
struct Fault: Error {
  let code: JSONError.Code
  let detail: String
  let offset: Int
  var innermostFirst: [JSONPath.Step] = []

  init(_ code: JSONError.Code, _ detail: String, at offset: Int) {
    self.code = code
    self.detail = detail
    self.offset = offset
  }

  /// The same fault, seen from the container that holds the value at fault.
  func inside(_ step: JSONPath.Step) -> Fault {
    var fault = self
    fault.innermostFirst.append(step)
    return fault
  }
}
