import Hummingbird
import NIOCore

/// What is known of a request beside its bytes.
struct ServerContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Names the request in the answer, the logs and the audit log.
  var requestID: String
  /// The address that the connection comes from.
  let peer: String
  /// Who makes it; nil where no key was sent.
  var principal: Principal?

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    requestID = ""
    peer = source.channel.remoteAddress?.ipAddress ?? "unknown"
  }
}
