/// The ways to write a value.
public enum JSONForm: Hashable, Sendable {
  /// RFC 8785, without a final line feed.
  case canonical

  /// Two spaces a level, one member or element a line, a final line feed; order, escapes and
  /// numbers as in RFC 8785.
  case indented
}

extension JSONValue {
  /// The value's bytes in a form; equal values have equal bytes.
  public func encoded(_ form: JSONForm = .canonical) -> [UInt8] {
    switch form {
    case .canonical:
      var writer = ByteWriter(reserving: size(indentedFrom: nil))
      writer.compact(self)
      return writer.bytes
    case .indented:
      var writer = IndentedWriter(self)
      return writer.document(self)
    }
  }

  /// The value's bytes as `JSONForm.indented` has them, except that members stand in another order.
  public func encodedIndented(order: MemberOrder) -> [UInt8] {
    var writer = IndentedWriter(self)
    return writer.document(self, order: order)
  }

  /// What the encoded value takes if little is escaped, in bytes.
  func size(indentedFrom depth: Int?) -> Int {
    let lead = depth.map { 2 * $0 + 5 } ?? 2
    let inner = depth.map { $0 + 1 }
    switch self {
    case .null, .bool: return 5
    case .number: return 8
    case .string(let text): return text.utf8.count + text.utf8.count / 16 * lead + 16
    case .array(let elements):
      let span = elements.span
      var size = lead * (span.count + 1)
      for index in span.indices { size += span[index].size(indentedFrom: inner) }
      return size
    case .object(let object):
      let span = object.members.span
      var size = lead * (span.count + 1)
      for index in span.indices {
        size += span[index].key.utf8.count + 4 + span[index].value.size(indentedFrom: inner)
      }
      return size
    }
  }
}

extension ByteWriter {
  fileprivate mutating func compact(_ value: JSONValue) {
    switch value {
    case .array(let elements):
      append("[")
      let span = elements.span
      for index in span.indices {
        if index > 0 { append(",") }
        compact(span[index])
      }
      append("]")
    case .object(let object):
      append("{")
      let span = object.members.span
      for index in span.indices {
        if index > 0 { append(",") }
        quoted(span[index].key)
        append(":")
        compact(span[index].value)
      }
      append("}")
    default: scalar(value)
    }
  }

  /// Appends a value that is neither an array nor an object.
  mutating func scalar(_ value: JSONValue) {
    switch value {
    case .null: word("null")
    case .bool(let isTrue): word(isTrue ? "true" : "false")
    case .number(let number): self.number(number)
    case .string(let text): quoted(text)
    case .array, .object: break
    }
  }
}
