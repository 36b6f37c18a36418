public import ArgumentParser
import CanonicalJSON
import ProfileRepository
import Reports
public import StrataServer

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the repository over HTTP, with the part of Palette's API that profiles need.",
    discussion: """
      Each environment is a tenant to those who have a key for it, made with 'strata key create'. The address is printed \
      once requests are taken; logs go to standard error, a line of JSON each. SIGTERM or SIGINT lets the running \
      requests end. Without a certificate, keys go over the network in plain text: stay on this machine then, or put a \
      proxy with TLS before it.
      """)

  @Option(
    help: ArgumentHelp(
      "Where to listen; port 0 takes one that is free.", valueName: "host:port"))
  var bind = BindAddress.local

  @Option(
    help: ArgumentHelp("A PEM file with the server's certificate and its chain.", valueName: "file")
  )
  var tlsCert: String?

  @Option(help: ArgumentHelp("A PEM file with the certificate's key.", valueName: "file"))
  var tlsKey: String?

  @Option(
    help: ArgumentHelp("A name by which the server is reached; may be repeated.", valueName: "name")
  )
  var host: [String] = []

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if (tlsCert == nil) != (tlsKey == nil) {
      throw ValidationError("--tls-cert and --tls-key go together")
    }
  }

  func run() async throws {
    var settings = Server.Settings(bind: bind, hostNames: host)
    if let tlsCert, let tlsKey {
      settings.tls = (try Paths.absolute(tlsCert), try Paths.absolute(tlsKey))
    }
    let server = Server(repository: try repository.open().path, settings: settings)
    let isJSON = output.format == .json
    try await server.run { address in
      let line = isJSON ? ListeningLine.json(address) : Array("listening on \(address)\n".utf8)
      try? Console.print(line)
    }
  }
}

/// What the tool says once it listens.
enum ListeningLine {
  static func json(_ address: String) -> [UInt8] {
    JSONValue.object(["address": .string(JSONString(address))]).encoded() + [0x0A]
  }
}

extension BindAddress: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
  public var defaultValueDescription: String { description }
}
