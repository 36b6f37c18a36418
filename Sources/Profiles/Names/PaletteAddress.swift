/// Where an installation of Palette answers: scheme, host and port, and nothing else.
///
/// Only `https`, or plain `http` to this machine itself: a key never travels in the clear.
public struct PaletteAddress: Hashable, Sendable {
  public let isSecure: Bool
  /// In lower case; an IPv6 address without its brackets.
  public let host: String
  public let port: Int

  /// Why a text is no address of Palette: a clause that does not repeat it.
  public struct Refusal: Error, Hashable, Sendable {
    public let detail: String

    init(_ detail: String) { self.detail = detail }
  }

  /// Reads `https://HOST[:PORT]`, with a slash at the end or without.
  ///
  /// - Throws: for another scheme, a user, a path, a query or plain http to another machine.
  public init(_ text: String) throws(Refusal) {
    let lower = text.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else {
      throw Refusal("it must begin with https://")
    }
    isSecure = scheme == "https://"
    var rest = lower.dropFirst(scheme.count)
    if rest.hasSuffix("/") { rest = rest.dropLast() }
    guard !rest.contains(where: { "@/?#\\%".contains($0) }) else {
      throw Refusal("it must be a host alone, without user, path or query")
    }
    let (host, port) = try Self.parts(rest)
    (self.host, self.port) = (host, port ?? (isSecure ? 443 : 80))
    if !isSecure && !isLoopback {
      throw Refusal("plain http is for this machine alone; use https")
    }
  }

  /// Whether the host is this machine itself.
  public var isLoopback: Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { Self.isNumber($0) && UInt8($0) != nil }
  }

  private static func parts(_ text: Substring) throws(Refusal) -> (String, Int?) {
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { throw Refusal("it has no closing ']'") }
      let host = text[text.index(after: text.startIndex)..<end]
      guard !host.isEmpty, host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else {
        throw Refusal("its host is no IPv6 address")
      }
      return (String(host), try port(text[text.index(after: end)...]))
    }
    let colon = text.firstIndex(of: ":") ?? text.endIndex
    let host = text[..<colon]
    let isName = host.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x2E
    }
    guard !host.isEmpty, host.utf8.count <= 253, isName else {
      throw Refusal("its host is no name that a certificate could bear")
    }
    return (String(host), try port(text[colon...]))
  }

  private static func isNumber(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Reads `:PORT`; nil for nothing.
  private static func port(_ text: Substring) throws(Refusal) -> Int? {
    if text.isEmpty { return nil }
    guard text.hasPrefix(":"), isNumber(text.dropFirst()), let port = UInt16(text.dropFirst()),
      port > 0
    else {
      throw Refusal("its port is not from 1 to 65535")
    }
    return Int(port)
  }
}

extension PaletteAddress: CustomStringConvertible {
  /// `https://api.example.com`, the port only where it is not the scheme's own.
  public var description: String {
    let name = host.contains(":") ? "[\(host)]" : host
    let isUsual = port == (isSecure ? 443 : 80)
    return (isSecure ? "https://" : "http://") + name + (isUsual ? "" : ":\(port)")
  }
}
