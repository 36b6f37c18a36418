internal import AsyncHTTPClient
internal import NIOCore
internal import NIOSSL
public import Profiles

/// How a live Palette is reached: its address, the key, and what stands between.
public struct PaletteConnection: Sendable {
  public var address: PaletteAddress
  public var key: APIKey
  /// A file of certificates that are trusted beside the system's own: a self-hosted installation brings its authority.
  public var authorities: String?
  public var proxy: Proxy?
  /// The largest answer that is taken, in bytes.
  public var answerLimit = 64 << 20
  /// How long one attempt may take, where a call does not say otherwise.
  public var seconds: Int64?

  /// An HTTP proxy; what goes through it is encrypted to Palette.
  public struct Proxy: Hashable, Sendable {
    public let host: String
    public let port: Int

    /// Reads `http://HOST:PORT`; nil for anything else, such as one with a user and password in it.
    public init?(_ text: String) {
      let prefix = "http://"
      guard text.lowercased().hasPrefix(prefix),
        let address = try? PaletteAddress("https://" + text.dropFirst(prefix.count)),
        text.contains(":\(address.port)")
      else { return nil }
      (host, port) = (address.host, address.port)
    }
  }

  public init(to address: PaletteAddress, key: APIKey) {
    (self.address, self.key) = (address, key)
  }

  /// - Throws: `unreachable` where the file of authorities cannot be read.
  func configuration() throws -> HTTPClient.Configuration {
    var tls = TLSConfiguration.makeClientConfiguration()
    if let authorities {
      do {
        let certificates = try NIOSSLCertificate.fromPEMFile(authorities)
        if certificates.isEmpty { throw NIOSSLError.failedToLoadCertificate }
        tls.additionalTrustRoots = [.certificates(certificates)]
      } catch {
        throw PaletteError(
          .unreachable, "cannot read certificates from '\(authorities)'",
          hint: "it must be a file in PEM form; name it with 'strata env set ENV --ca-file PEM'")
      }
    }
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: tls, redirectConfiguration: .disallow,
      timeout: .init(connect: .seconds(10), read: .seconds(60)))
    configuration.httpVersion = .http1Only
    configuration.connectionPool.retryConnectionEstablishment = false
    // What goes to this machine itself is not encrypted, and so not for a proxy to see.
    if let proxy, address.isSecure {
      configuration.proxy = .server(host: proxy.host, port: proxy.port)
    }
    return configuration
  }
}
