import PackValues
import Testing

@Suite struct EmbeddedComparisonTests {
  @Test func `YAML in a block text is compared by path, at the text's place`() {
    let from = "c:\n- path: /a\n  content: |\n    rules:\n    - level: Metadata\n    kind: Policy\n"
    let to =
      "c:\n- path: /a\n  content: |\n    # rules\n    rules:\n    - level: Request\n    kind: Policy\n"
    let difference = ValuesDifference(from: Array(from.utf8), to: Array(to.utf8))
    #expect(
      shown(difference) == ["~ c[path=/a].content:rules[0].level  \"Metadata\" -> \"Request\""])
    #expect(difference.changes.first?.from?.place == TextPlace(line: 3, column: 3))
    #expect(difference.changes.first?.to?.place == TextPlace(line: 3, column: 3))
    #expect(difference.unchangedCount == 2)
  }

  @Test func `JSON in one line is compared by path`() {
    #expect(
      shown(#"a: '{"b": [1, 2], "c": "x"}'"#, #"a: '{"c": "x", "b": [1, 3]}'"#) == [
        "~ a:b[1]  integer 2 -> integer 3"
      ])
  }

  @Test func `an embedded text that differs in spelling alone is no change`() {
    #expect(shown("a: |\n  x: 1\n  y: 2\n", "a: |\n  # c\n  y: 2\n  x: 1\n") == [])
  }

  @Test(arguments: [
    ("a: plain", "a: 'b: c'"), ("a: '{{ .Values.x }}'", "a: '{{ .Values.y }}'"),
    ("a: '1'", "a: '2'"),
    ("a: |\n  one\n  two\n", "a: |\n  one\n  three\n"),
    ("a: |\n  x: 1\n", "a: |\n  x: [\n"),
  ])
  func `words, prose and what does not parse are texts`(from: String, to: String) {
    #expect(shown(from, to).count == 1)
    #expect(shown(from, to).allSatisfy { $0.hasPrefix("~ a  ") })
  }

  @Test func `texts inside texts are entered three levels deep`() {
    func nested(_ levels: Int, _ value: String) -> String {
      var text = "v: \(value)\n"
      for _ in 0..<levels {
        text = "t: |\n" + text.split(separator: "\n").map { "  \($0)\n" }.joined()
      }
      return text
    }
    #expect(shown(nested(3, "1"), nested(3, "2")) == ["~ t:t:t:v  integer 1 -> integer 2"])
    #expect(
      shown(nested(4, "1"), nested(4, "2")) == [
        "~ t:t:t:t  \"v: 1\\n\" -> \"v: 2\\n\""
          .replacing("\\n", with: "\n")
      ])
  }

  @Test func `objects in an embedded text are matched as in a manifest`() {
    let object = { (name: String, value: Int) in
      "  kind: ConfigMap\n  metadata: {name: \(name)}\n  v: \(value)\n"
    }
    #expect(
      shown(
        "m: |\n" + object("a", 1) + "  ---\n" + object("b", 2),
        "m: |\n" + object("b", 3) + "  ---\n" + object("a", 1)) == [
          "~ m:(ConfigMap b).v  integer 2 -> integer 3"
        ])
  }
}
