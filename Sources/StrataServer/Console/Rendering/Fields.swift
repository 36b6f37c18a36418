/// The fields of a query or a form in their order; a name may come several times.
struct Fields: Sendable {
  /// A file that was sent along.
  struct File: Sendable {
    let name: String
    let bytes: [UInt8]
  }

  private var pairs: [(name: String, value: String)] = []
  private(set) var file: File?

  init() {}

  /// Those of a form with files; of several files the first counts.
  init(_ parts: [Multipart.Part]) {
    for part in parts {
      if let name = part.fileName {
        if file == nil, !name.isEmpty { file = File(name: name, bytes: part.content) }
      } else {
        pairs.append((part.name, String(decoding: part.content, as: UTF8.self)))
      }
    }
  }

  /// Reads `a=1&b=2`, as browsers write it. What is no UTF-8 appears as U+FFFD.
  init(urlEncoded text: some StringProtocol) {
    pairs = text.utf8.split(separator: UInt8(ascii: "&")).map { pair in
      let parts = pair.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      return (Self.decoded(parts[0]), parts.count == 2 ? Self.decoded(parts[1]) : "")
    }
  }

  /// The first field of a name; nil where there is none or it is empty.
  subscript(name: String) -> String? {
    pairs.first { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
  }

  /// The first field of a name, which may be empty; nil where there is none.
  func text(_ name: String) -> String? { pairs.first { $0.name == name }?.value }

  func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  /// Those whose name begins so, without that beginning.
  func all(after prefix: String) -> [(name: String, value: String)] {
    pairs.filter { $0.name.hasPrefix(prefix) }
      .map { (String($0.name.dropFirst(prefix.count)), $0.value) }
  }

  private static func decoded(_ text: some Collection<UInt8>) -> String {
    var (bytes, rest) = ([UInt8](), Array(text)[...])
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "+") {
        bytes.append(0x20)
      } else if byte == UInt8(ascii: "%"), let value = digit(rest.first),
        let low = digit(rest.dropFirst().first)
      {
        bytes.append(value << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8?) -> UInt8? {
    switch byte {
    case let byte? where (0x30...0x39).contains(byte): byte - 0x30
    case let byte? where (0x41...0x46).contains(byte): byte - 0x41 + 10
    case let byte? where (0x61...0x66).contains(byte): byte - 0x61 + 10
    default: nil
    }
  }
}
