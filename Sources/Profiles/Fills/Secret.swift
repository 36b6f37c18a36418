public import CanonicalJSON
internal import PackValues

/// A value that must not be seen: it is kept in memory only, and no description shows it.
public struct Secret: Sendable {
  let text: [UInt8]

  /// Why bytes are no value that a place could be filled with.
  public enum Refusal: String, Error, Hashable, Sendable {
    case empty = "gave nothing"
    case notText = "gave no UTF-8 text"
    case control = "gave a text with a NUL in it"
    case mask = "gave a mask"
  }

  /// Takes what a source gave.
  ///
  /// - Parameter dropsNewline: whether one newline at the end goes, as a file or a command's output has it.
  public init(_ bytes: [UInt8], dropsNewline: Bool = false) throws(Refusal) {
    var bytes = bytes[...]
    if dropsNewline, bytes.last == 0x0A {
      bytes.removeLast()
      if bytes.last == 0x0D { bytes.removeLast() }
    }
    if bytes.isEmpty { throw .empty }
    if bytes.contains(0) { throw .control }
    if String(validating: bytes, as: UTF8.self) == nil { throw .notText }
    if MaskRules().isMask(Array(bytes), isSensitive: false) { throw .mask }
    text = Array(bytes)
  }

  /// The text that a reference to a macro or variable is written as; nil for the others.
  public init?(writing reference: FillReference) {
    guard let text = reference.written else { return nil }
    self.text = Array(text.utf8)
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "<redacted>" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Secret {
  /// The value itself, for the body of the one call that has to carry it and for nothing else.
  public var revealed: JSONString { JSONString(utf8: text) }

  /// A text of somebody else with `<redacted>` wherever this value stands in it; values of less than four bytes stay.
  public func scrubbed(from text: String) -> String {
    guard self.text.count >= 4 else { return text }
    let (haystack, mark) = (Array(text.utf8), Array(description.utf8))
    var (result, index) = ([UInt8](), 0)
    while index < haystack.count {
      if haystack[index...].starts(with: self.text) {
        result += mark
        index += self.text.count
      } else {
        result.append(haystack[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
