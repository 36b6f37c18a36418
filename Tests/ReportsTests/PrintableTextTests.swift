import Reports
import Testing

@Suite struct PrintableTextTests {
  @Test(arguments: [
    ("plain, ümlaut, 日本, 🙂", "plain, ümlaut, 日本, 🙂"), ("a\u{1B}[31mred", "a\\u{001B}[31mred"),
    ("a\nb\tc\r", "a\\u{000A}b\\u{0009}c\\u{000D}"), ("x\u{202E}y", "x\\u{202E}y"),
    ("a\u{2028}b\u{2066}c\u{200F}", "a\\u{2028}b\\u{2066}c\\u{200F}"),
    ("\u{7F}\u{9B}", "\\u{007F}\\u{009B}"),
  ])
  func `what a terminal obeys becomes visible`(text: String, expected: String) {
    #expect(PrintableText.escaped(text) == expected)
  }

  @Test func `lines keep their line feeds only`() {
    #expect(PrintableText.lines("a\r\n\u{1B}b\n") == "a\\u{000D}\n\\u{001B}b\n")
  }
}
