import NIOCore

/// What one client can use of the server at most.
enum Limits {
  /// Bytes of a request's body.
  static let body = 8 << 20
  /// Bytes of one header, and of all of them.
  static let header = 16 << 10
  static let headers = 64 << 10
  static let headerCount = 100
  /// Connections that are open at a time; more wait to be accepted.
  static let connections = 600
  /// Requests that are worked on at a time; more are refused.
  static let requests = 256
  /// Jobs on the repository at a time; more wait.
  static let threads = 8
  /// From the connection, or the answer before, to the end of a request's headers.
  static let headTime = TimeAmount.seconds(10)
  /// From its headers to the end of its body.
  static let bodyTime = TimeAmount.seconds(60)
  /// How long a connection may wait for its next request.
  static let idleTime = TimeAmount.seconds(75)
  /// How long what was not read of a refused request is still taken in, so that its sender reads the answer.
  static let lingerTime = TimeAmount.seconds(2)
  /// How long requests may go on when the server is asked to end, in seconds.
  static let shutdownSeconds: Int64 = 30
}
