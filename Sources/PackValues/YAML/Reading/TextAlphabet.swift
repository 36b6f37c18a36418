/// What a text is written with, as far as the reader asks.
enum TextAlphabet {
  case ascii
  case unicode
  /// Characters that YAML refuses or takes for line breaks, or no UTF-8 at all: a text for the parser.
  case foreign

  init(of text: [UInt8], _ view: TextView) {
    if view.isPlainASCII {
      self = .ascii
      return
    }
    var isASCII = true
    var offset = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while offset < view.count {
      let byte = view[offset]
      let isFine =
        (byte >= 0x20 && byte < 0x7F) || byte == 0x0A || byte == 0x09
        || (byte == 0x0D && view[offset + 1] == 0x0A)
        || (byte >= 0x80 && !Self.isForeign(view, at: offset))
      guard isFine else {
        self = .foreign
        return
      }
      if byte >= 0x80 { isASCII = false }
      offset += 1
    }
    if isASCII {
      self = .ascii
    } else {
      self = String(validating: text, as: UTF8.self) == nil ? .foreign : .unicode
    }
  }

  /// NEL and its neighbors, LS, PS, the byte-order mark and the two noncharacters of the first plane's end.
  private static func isForeign(_ view: TextView, at offset: Int) -> Bool {
    let (next, last) = (view[offset + 1], view[offset + 2])
    switch view[offset] {
    case 0xC2: return next < 0xA0
    case 0xE2: return next == 0x80 && (last == 0xA8 || last == 0xA9)
    case 0xEF: return (next == 0xBB && last == 0xBF) || (next == 0xBF && last >= 0xBE)
    default: return false
    }
  }
}
