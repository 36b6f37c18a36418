import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes a connection whose client is too slow: with the headers, with the body, or with its next request.
///
/// Hummingbird's own idle time counts from the last byte, so one byte now and then would hold a connection for ever. Here each
/// part has a time of its own. What a client still sends of a request that was answered is taken in for a moment, so
/// that it can read the answer, and no longer.
final class ConnectionDeadlines: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private var deadline: Scheduled<Void>?
  private var isReading = false
  /// Requests whose head was read and whose answer has not ended.
  private var open = 0

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { allow(Limits.headTime, context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    allow(Limits.headTime, context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      (isReading, open) = (true, open + 1)
      allow(Limits.bodyTime, context)
      if head.headerFields[.expect]?.lowercased() == "100-continue" { invite(context) }
    case .body: break
    case .end:
      isReading = false
      open > 0 ? deadline?.cancel() : allow(Limits.idleTime, context)
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data), open > 0 {
      open -= 1
      if isReading {
        allow(Limits.lingerTime, context)
      } else if open == 0 {
        allow(Limits.idleTime, context)
      }
    }
    context.write(data, promise: promise)
  }

  /// Lets a client that asks first send its body; one over the limit is refused by its length instead.
  private func invite(_ context: ChannelHandlerContext) {
    let head = HTTPResponse(status: .continue)
    context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
  }

  private func allow(_ time: TimeAmount, _ context: ChannelHandlerContext) {
    deadline?.cancel()
    let channel = context.channel
    deadline = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
  }
}

@available(*, unavailable)
extension ConnectionDeadlines: Sendable {}
