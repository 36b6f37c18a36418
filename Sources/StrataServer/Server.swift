internal import Git
internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
internal import Logging
internal import Metrics
internal import NIOCore
internal import NIOSSL
internal import ProfileRepository
internal import ServiceLifecycle
internal import UnixSignals

/// Serves a repository over HTTP until the process is asked to end.
public struct Server: Sendable {
  /// How a server is set up.
  public struct Settings: Sendable {
    public var bind: BindAddress
    /// A certificate chain and its key, as PEM; nil serves plain HTTP.
    public var tls: (certificate: String, key: String)?
    /// Further names by which it is reached.
    public var hostNames: [String]

    public init(
      bind: BindAddress, tls: (certificate: String, key: String)? = nil, hostNames: [String] = []
    ) {
      (self.bind, self.tls, self.hostNames) = (bind, tls, hostNames)
    }
  }

  private let repository: String
  private let settings: Settings

  /// - Parameter repository: the repository's folder.
  public init(repository: String, settings: Settings) {
    (self.repository, self.settings) = (repository, settings)
  }

  /// Serves until SIGTERM or SIGINT, then lets requests end and returns.
  ///
  /// Files that it makes are its user's alone.
  ///
  /// - Parameter onListening: is told the address once requests are taken, such as `http://127.0.0.1:8080`.
  /// - Throws: where the repository, the certificate or the address cannot be used.
  public func run(onListening: @escaping @Sendable (String) -> Void) async throws {
    Machine.keepNewFilesPrivate()
    let metrics = MetricsRegistry()
    MetricsSystem.bootstrap(metrics)
    let logger = Logger(label: "strata") { _ in ServerLog() }
    let opened = try ProfileRepository(opening: repository)
    let parts = ServerParts(
      git: try GitWork(repository: repository, threads: Limits.threads),
      keyring: Keyring(of: opened), audit: AuditLog(of: opened), metrics: metrics)
    let scheme = settings.tls == nil ? "http" : "https"
    let bind = settings.bind
    let isSecure = settings.tls != nil || !settings.bind.isLoopback
    let console = try Console(of: opened, isSecure: isSecure)
    let application = Application(
      router: router(parts, console), server: try channel(),
      configuration: configuration(logger),
      onServerRunning: { channel in
        let address = BindAddress(host: bind.host, port: channel.localAddress?.port ?? bind.port)
        onListening("\(scheme)://\(address)")
      }, logger: logger)
    var group = ServiceGroupConfiguration(
      services: [application, KeyUses(parts: parts, logger: logger)],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    group.maximumGracefulShutdownDuration = .seconds(Limits.shutdownSeconds)
    do { try await ServiceGroup(configuration: group).run() } catch {
      throw ServerError(error, listeningOn: bind)
    }
    try await parts.git.shutDown()
  }

  private func router(
    _ parts: ServerParts, _ console: Console
  ) -> Router<ServerContext> {
    let router = Router(context: ServerContext.self, options: [.autoGenerateHeadEndpoints])
    router.add(middleware: RequestWatch())
    router.add(middleware: MetricsMiddleware())
    router.add(middleware: RequestRoom())
    router.add(middleware: HostCheck(names: settings.hostNames + [settings.bind.host]))
    router.add(middleware: Authentication(parts.keyring, parts.tokens))
    let routes =
      HealthEndpoints.routes + PaletteEndpoints.routes + OwnAPI.routes + console.routes
    routes.install(on: router, parts)
    return router
  }

  private func configuration(_ logger: Logger) -> ApplicationConfiguration {
    ApplicationConfiguration(
      address: .hostname(settings.bind.host, port: settings.bind.port), serverName: nil,
      availableConnectionsDelegate: .maximum(Limits.connections, logger: logger))
  }

  private func channel() throws -> HTTPServerBuilder {
    let plain = HTTPServerBuilder.http1(
      configuration: .init(
        additionalChannelHandlers: [ConnectionDeadlines()],
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: Limits.header, maxHeaderListSize: Limits.headers,
          maxHeaderFieldCount: Limits.headerCount)))
    guard let tls = settings.tls else { return plain }
    do { return try .tls(plain, tlsConfiguration: ServerCertificate.configuration(tls)) } catch {
      throw ServerError(error, certificate: tls.certificate)
    }
  }
}

/// The certificate that a server shows.
enum ServerCertificate {
  /// Reads the chain and the key; TLS 1.2 is the least.
  static func configuration(_ files: (certificate: String, key: String)) throws -> TLSConfiguration
  {
    let chain = try NIOSSLCertificate.fromPEMFile(files.certificate)
    let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = .tlsv12
    return configuration
  }
}

/// Writes down once a minute, and at the end, when keys were last used.
private struct KeyUses: Service {
  let parts: ServerParts
  let logger: Logger

  func run() async throws {
    try? await cancelWhenGracefulShutdown {
      while true {
        try await Task.sleep(for: .seconds(60))
        await note()
      }
    }
    await note()
  }

  private func note() async {
    do { try await parts.git.write { [parts] _ in try parts.keyring.noteUses() } } catch {
      logger.warning("cannot note when keys were last used", metadata: ["reason": "\(error)"])
    }
  }
}
