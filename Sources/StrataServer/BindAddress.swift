/// Where the server listens: a host and a port.
public struct BindAddress: Hashable, Sendable, CustomStringConvertible {
  /// A name, an IPv4 address, or an IPv6 address without brackets.
  public let host: String
  /// 0 takes any port that is free.
  public let port: Int

  init(host: String, port: Int) { (self.host, self.port) = (host, port) }

  /// Reads `HOST:PORT`; an IPv6 address stands in brackets, `[::1]:8080`.
  public init?(_ text: String) {
    guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")) else { return nil }
    let (host, port) = (text[..<colon], text[colon...].dropFirst())
    guard (1...5).contains(port.utf8.count), port.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(port), number <= 65_535
    else { return nil }
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    let bare = isBracketed ? host.dropFirst().dropLast() : host
    guard !bare.isEmpty, bare.contains(":") == isBracketed, !bare.contains(where: \.isWhitespace)
    else { return nil }
    self.host = String(bare)
    self.port = number
  }

  /// Whether only this machine reaches it.
  var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

extension BindAddress {
  /// Port 8080 of this machine alone.
  public static let local = BindAddress(host: "127.0.0.1", port: 8080)
}
