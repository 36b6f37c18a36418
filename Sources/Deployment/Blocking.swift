internal import Dispatch

/// Git blocks: its work runs on a thread of its own, never on those that async code shares.
enum Blocking {
  private static let queue = DispatchQueue(label: "strata.git")

  /// Runs a body there, one after another, and waits for its result.
  static func run<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Swift.Result { try body() }) }
    }
  }
}
