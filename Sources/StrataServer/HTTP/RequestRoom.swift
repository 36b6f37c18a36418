import Hummingbird
import Synchronization

/// Refuses requests past the number that the server works on at a time, so that those it took are done in time.
struct RequestRoom: RouterMiddleware {
  private final class Count: Sendable {
    let taken = Atomic(0)
  }
  private let count = Count()

  func handle(
    _ request: Request, context: ServerContext,
    next: @concurrent (Request, ServerContext) async throws -> Response
  ) async throws -> Response {
    let taken = count.taken.add(1, ordering: .relaxed).newValue
    defer { count.taken.subtract(1, ordering: .relaxed) }
    if taken > Limits.requests { throw Refusal.busy }
    return try await next(request, context)
  }
}
