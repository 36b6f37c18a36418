/// Why a server could not be started.
public struct ServerError: Error, Sendable {
  /// A lower-case clause with its subject in quotes.
  public let detail: String
  public let hint: String?

  init(_ error: any Error, listeningOn address: BindAddress) {
    detail = "cannot listen on '\(address)': \(error)"
    hint = "choose another with '--bind HOST:PORT'; port 0 takes one that is free"
  }

  init(_ error: any Error, certificate path: String) {
    detail = "cannot use the certificate '\(path)' with its key: \(error)"
    hint = "give PEM files, the chain with '--tls-cert' and the key with '--tls-key'"
  }
}
