/// Runs a body for each item, so many at once, and tells each result in the order of the items.
///
/// A failure of the body for one item is that item's result. Where one takes long, at most four times as many results wait for it.
/// Cancelling the task ends them all.
func concurrently<Item: Sendable, Value: Sendable>(
  _ items: [Item], atOnce limit: Int = 8,
  _ body: @escaping @Sendable (Item) async throws -> Value,
  report: (Item, Result<Value, any Error>) async throws -> Void
) async throws {
  typealias Numbered = (index: Int, result: Result<Value, any Error>)
  try await withThrowingTaskGroup(of: Numbered.self) { group in
    var (next, told, running) = (0, 0, 0)
    var waiting: [Int: Result<Value, any Error>] = [:]
    while told < items.count {
      while next < items.count, running < limit, next - told < limit * 4 {
        let (index, item) = (next, items[next])
        group.addTask {
          do {
            return (index, .success(try await body(item)))
          } catch let error as CancellationError {
            throw error
          } catch {
            return (index, .failure(error))
          }
        }
        (next, running) = (next + 1, running + 1)
      }
      guard let done = try await group.next() else { return }
      running -= 1
      waiting[done.index] = done.result
      while let result = waiting.removeValue(forKey: told) {
        try await report(items[told], result)
        told += 1
      }
    }
  }
}
