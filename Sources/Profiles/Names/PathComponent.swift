public import CanonicalJSON

/// The file or folder name under which a name is stored: a pure function of the name's bytes.
///
/// Lower-case ASCII letters, digits, `-`, `_` and an inner `.` stand for themselves; an upper-case ASCII letter becomes
/// its lower-case form, every other byte `-`. If that changed the name, or the name is longer than 200 bytes or reserved
/// on some file system (then its first byte becomes `-` too), `~` and the first eight hexadecimal digits of the name's SHA-256 follow. As no name without `~`
/// contains one, two names share a path only if those digits collide and the letters too.
public struct PathComponent: Hashable, Sendable {
  public let text: String
  /// Whether the component says the name itself, so that the name can be read back from it.
  public let isVerbatim: Bool

  public init(_ name: JSONString) {
    let bytes = name.utf8
    let mapped = bytes.indices.map { Self.mapped(bytes, at: $0) }
    let letters = String(decoding: mapped.prefix(200), as: UTF8.self)
    isVerbatim = mapped == bytes && bytes.count <= 200 && !Self.isReserved(letters)
    let stem = Self.isReserved(letters) ? "-" + letters.dropFirst() : letters
    text = isVerbatim ? letters : stem + "~" + Digest.sha256(bytes).prefix(8)
  }

  private static func mapped(_ bytes: [UInt8], at index: Int) -> UInt8 {
    let dash = UInt8(ascii: "-")
    switch bytes[index] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), dash,
      UInt8(ascii: "_"):
      return bytes[index]
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): return bytes[index] + 0x20
    case UInt8(ascii: "."):
      return index == 0 || index == bytes.count - 1 ? dash : bytes[index]
    default: return dash
    }
  }

  /// Device names that Windows reserves with or without an extension, and the empty name.
  private static func isReserved(_ name: String) -> Bool {
    let stem = name.utf8.prefix { $0 != UInt8(ascii: ".") }
    guard stem.count <= 4 else { return false }
    let devices = ["", "con", "prn", "aux", "nul"]
    let isPort =
      stem.count == 4 && (stem.starts(with: "com".utf8) || stem.starts(with: "lpt".utf8))
      && stem.last.map { (0x30...0x39).contains($0) } == true
    return isPort || devices.contains(String(Substring(stem)))
  }
}
