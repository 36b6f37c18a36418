import Foundation
import PackValues
import Synchronization
import Testing

@Suite struct ComparisonLimitsTests {
  /// Runs on a thread with as little room as a pool's threads have.
  func onSmallThread(_ work: @escaping @Sendable () -> ValuesDifference) -> ValuesDifference? {
    let found = Result()
    let thread = Thread { found.finish(work()) }
    thread.stackSize = 512 << 10
    thread.start()
    return found.wait()
  }

  final class Result: Sendable {
    private let done = DispatchSemaphore(value: 0)
    private let difference = Mutex<ValuesDifference?>(nil)

    func finish(_ found: ValuesDifference) {
      difference.withLock { $0 = found }
      done.signal()
    }

    func wait() -> ValuesDifference? {
      done.wait()
      return difference.withLock { $0 }
    }
  }

  @Test func `trees of 499 levels are compared on a small thread`() throws {
    func nested(_ value: String) throws -> ValuesTree {
      let open = String(repeating: "{a: ", count: 499)
      return try ValuesTree(Array((open + value + String(repeating: "}", count: 499)).utf8))
    }
    let (one, two, empty) = (try nested("1"), try nested("2"), try nested("[]"))
    let changed = onSmallThread { ValuesDifference(from: one, to: two) }
    #expect(changed?.changes.map(\.path.steps.count) == [499])
    let gone = onSmallThread { ValuesDifference(from: empty, to: one) }
    #expect(gone?.changes.map(\.kind) == [.changed])
  }

  @Test func `a manifest of 75,000 lines with one changed line is one change with both texts`() {
    var rows = (0..<75_000).map { "  row \($0 % 100)" }
    let from = Array(("data: |\n" + rows.joined(separator: "\n")).utf8)
    rows[40_000] = "  changed"
    let to = Array(("data: |\n" + rows.joined(separator: "\n")).utf8)
    let changes = ValuesDifference(from: from, to: to).changes
    #expect(changes.map { "\($0.kind) \($0.path)" } == ["changed data"])
    let (old, new) = (changes.first?.from?.text ?? [], changes.first?.to?.text ?? [])
    #expect(LineDifference(from: old, to: new).hunks().map(\.lines.count) == [8])
  }

  @Test func `long lists are compared in bounded time, whatever their order`() {
    let list = { (step: Int, count: Int) in
      Array((0..<count).map { "- v\($0 * step % 3_001)\n" }.joined().utf8)
    }
    let difference = ValuesDifference(from: list(7, 3_000), to: list(11, 3_000))
    let kept = 3_000 - difference.changes.count { $0.kind != .added }
    #expect(difference.unchangedCount == kept)
  }

  @Test func `named items are found however far they moved`() {
    let items = (0..<2_000).map { "- {name: n\($0), v: \($0)}\n" }
    let difference = ValuesDifference(
      from: Array(items.joined().utf8), to: Array(items.reversed().joined().utf8))
    #expect(difference.changes.count == 1_999)
    #expect(difference.changes.allSatisfy { $0.kind == .moved })
    #expect(difference.unchangedCount == 4_000)
  }
}
