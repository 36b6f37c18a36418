internal import Profiles

/// The formats that a profile variable can ask for.
enum ValueFormat: String, CaseIterable {
  case string, number, boolean, ipv4, ipv4cidr, ipv6, version, base64

  /// How a value of the format is written.
  var shape: String {
    switch self {
    case .string: "any text"
    case .number: "a number, such as 3 or 0.5"
    case .boolean: "true or false"
    case .ipv4: "four numbers, such as 10.0.0.1"
    case .ipv4cidr: "a network, such as 10.0.0.0/16"
    case .ipv6: "an address, such as fd00::1"
    case .version: "major.minor.patch, such as 1.2.0"
    case .base64: "Base64 with its padding"
    }
  }

  func holds(_ text: String) -> Bool {
    switch self {
    case .string: true
    case .number: text.utf8.allSatisfy(Self.isNumeric) && Double(text) != nil
    case .boolean: text == "true" || text == "false"
    case .ipv4: Self.isIPv4(text[...])
    case .ipv4cidr: Self.isNetwork(text)
    case .ipv6: Self.isIPv6(text)
    case .version: ProfileVersion(text) != nil
    case .base64: Self.isBase64(text)
    }
  }

  private static func isNumeric(_ byte: UInt8) -> Bool { "0123456789+-.eE".utf8.contains(byte) }

  private static func isIPv4(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        part.utf8.count <= 3 && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
          && UInt8(part) != nil && (part.utf8.count == 1 || part.utf8.first != 0x30)
      }
  }

  private static func isNetwork(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, isIPv4(parts[0]), parts[1].utf8.count <= 2 else { return false }
    return parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8(parts[1]) ?? 33 <= 32
  }

  /// RFC 4291, section 2.2, without a zone.
  private static func isIPv6(_ text: String) -> Bool {
    let halves = text.split(separator: "::", omittingEmptySubsequences: false)
    guard halves.count <= 2 else { return false }
    var count = 0
    for (index, half) in halves.enumerated() where !half.isEmpty {
      let groups = half.split(separator: ":", omittingEmptySubsequences: false)
      for (place, group) in groups.enumerated() {
        let isLast = index == halves.count - 1 && place == groups.count - 1
        if isLast, isIPv4(group) {
          count += 2
        } else if (1...4).contains(group.utf8.count), group.allSatisfy(\.isHexDigit),
          group.utf8.allSatisfy({ $0 < 0x80 })
        {
          count += 1
        } else {
          return false
        }
      }
    }
    return halves.count == 2 ? count <= 7 : count == 8
  }

  private static func isBase64(_ text: String) -> Bool {
    let body = text.utf8.reversed().drop { $0 == UInt8(ascii: "=") }
    return text.utf8.count.isMultiple(of: 4) && text.utf8.count - body.count <= 2
      && body.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
      }
  }
}
