import PackValues
import Testing

@Suite struct LineDifferenceTests {
  func lines(_ text: String) -> [UInt8] { Array(text.utf8) }

  func applied(_ difference: LineDifference) -> [UInt8] {
    var result: [ArraySlice<UInt8>] = []
    var position = 0
    for edit in difference.edits {
      for index in position..<edit.removed.lowerBound { result.append(difference.from[index]) }
      for index in edit.added { result.append(difference.to[index]) }
      position = edit.removed.upperBound
    }
    for index in position..<difference.from.count { result.append(difference.from[index]) }
    return Array(result.joined(separator: [0x0A]))
  }

  @Test func `equal texts have no edits`() {
    #expect(LineDifference(from: lines("a\nb\n"), to: lines("a\nb\n")).isEmpty)
  }

  @Test func `one changed line is one hunk with its surroundings`() {
    let difference = LineDifference(
      from: lines("1\n2\n3\n4\n5\n6\n7\n8\n"), to: lines("1\n2\n3\n4\nfive\n6\n7\n8\n"))
    let hunks = difference.hunks(context: 2)
    #expect(hunks.count == 1)
    #expect(hunks.first?.fromLine == 3)
    let shown = hunks.first?.lines.map { "\($0.kind) \(String(decoding: $0.text, as: UTF8.self))" }
    #expect(
      shown == ["common 3", "common 4", "removed 5", "added five", "common 6", "common 7"])
  }

  @Test func `distant edits stand in hunks of their own`() {
    let from = (0..<100).map(String.init).joined(separator: "\n")
    let to = (0..<100).map { $0 % 50 == 10 ? "x" : String($0) }.joined(separator: "\n")
    let hunks = LineDifference(from: lines(from), to: lines(to)).hunks()
    #expect(hunks.map(\.fromLine) == [8, 58])
    #expect(hunks.map(\.lines.count) == [8, 8])
  }

  @Test func `a carriage return stays in its line`() {
    let difference = LineDifference(from: lines("a\r\nb"), to: lines("a\nb"))
    #expect(difference.edits.map(\.removed) == [0..<1])
    #expect(difference.edits.map(\.added) == [0..<1])
  }

  @Test func `edits make the one text from the other, and no fewer lines could`() {
    var state: UInt64 = 42
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<2000 {
      let make = { (0..<random(14)).map { _ in String(random(4)) } }
      let (a, b) = (make(), make())
      let difference = LineDifference(
        from: lines(a.joined(separator: "\n")), to: lines(b.joined(separator: "\n")))
      #expect(applied(difference) == difference.to.utf8)
      let (left, right) = (a.isEmpty ? [""] : a, b.isEmpty ? [""] : b)
      let cost = difference.removedCount + difference.addedCount
      #expect(cost == left.count + right.count - 2 * common(left, right))
    }
  }

  func common(_ a: [String], _ b: [String]) -> Int {
    var row = Array(repeating: 0, count: b.count + 1)
    for left in a {
      var diagonal = 0
      for (index, right) in b.enumerated() {
        let above = row[index + 1]
        row[index + 1] = left == right ? diagonal + 1 : max(above, row[index])
        diagonal = above
      }
    }
    return row[b.count]
  }

  @Test func `a long text with one changed line is one small hunk`() {
    var rows = (0..<75_000).map { "row \($0 % 100)" }
    let from = lines(rows.joined(separator: "\n"))
    rows[40_000] = "changed"
    let difference = LineDifference(from: from, to: lines(rows.joined(separator: "\n")))
    #expect(difference.hunks().map(\.lines.count) == [8])
  }

  @Test func `texts without order in common are compared in bounded time`() {
    let from = lines((0..<3_000).map { String($0 * 7919 % 101) }.joined(separator: "\n"))
    let to = lines((0..<3_000).map { String($0 * 104_729 % 97) }.joined(separator: "\n"))
    let difference = LineDifference(from: from, to: to)
    #expect(applied(difference) == to)
  }
}
