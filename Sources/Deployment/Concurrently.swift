/// Runs a body for each item, so many at once, and tells each result in the order of the items as soon as those before it are told.
///
/// A failure of the body for one item is that item's result; cancelling the task ends them all.
func concurrently<Item: Sendable, Result: Sendable>(
  _ items: [Item], atOnce limit: Int = 8,
  _ body: @escaping @Sendable (Item) async throws -> Result,
  report: (Item, Swift.Result<Result, any Error>) async throws -> Void
) async throws {
  try await withThrowingTaskGroup(of: (Int, Swift.Result<Result, any Error>).self) { group in
    let start = {
      (
        group: inout ThrowingTaskGroup<(Int, Swift.Result<Result, any Error>), any Error>,
        index: Int
      ) in
      let item = items[index]
      group.addTask {
        do { return (index, .success(try await body(item))) } catch let error as CancellationError {
          throw error
        } catch { return (index, .failure(error)) }
      }
    }
    var (next, told) = (0, 0)
    while next < min(limit, items.count) {
      start(&group, next)
      next += 1
    }
    var waiting: [Int: Swift.Result<Result, any Error>] = [:]
    while let (index, result) = try await group.next() {
      if next < items.count {
        start(&group, next)
        next += 1
      }
      waiting[index] = result
      while let result = waiting.removeValue(forKey: told) {
        try await report(items[told], result)
        told += 1
      }
    }
  }
}
