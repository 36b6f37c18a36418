import RegularExpressions
import Testing

@Suite struct RegularExpressionTests {
  private func matches(_ pattern: String, _ text: String) throws -> Bool {
    try RegularExpression(Array(pattern.utf8)).matches(Array(text.utf8))
  }

  private func refusal(_ pattern: String) -> RegularExpressionError? {
    do throws(RegularExpressionError) {
      _ = try RegularExpression(Array(pattern.utf8))
      return nil
    } catch { return error }
  }

  @Test(
    arguments: [
      ("^[a-z]{2,4}$", "abc", true), ("^[a-z]{2,4}$", "abcde", false), ("b", "abc", true),
      ("^a.c$", "aéc", true), ("^a.c$", "a\nc", false), ("(?i)^ABC$", "abc", true),
      ("^$", "", true), ("", "", true), ("a$", "a\n", false), ("(?m)^b$", "a\nb", true),
      (#"^\d{1,3}(\.\d{1,3}){3}$"#, "10.0.0.1", true), (#"^\p{Greek}+$"#, "αβγ", true),
      (#"^\w+$"#, "é", false), (#"\bcat\b"#, "a cat", true),
    ] as [(String, String, Bool)]
  )
  func `a pattern means what it means in Go`(
    _ pattern: String, _ text: String, _ expected: Bool
  ) throws {
    #expect(try matches(pattern, text) == expected)
  }

  @Test(
    arguments: [
      ("a(b", "missing ): a(b"), ("[a-", "missing ]: [a-"),
      ("*a", "no argument for repetition operator: *"),
      (#"(a)\1"#, #"invalid escape sequence: \1"#), ("(?=a)", "invalid perl operator: (?="),
      ("a{1001}", "invalid repetition size: {1001}"),
    ] as [(String, String)]
  )
  func `what is no pattern is refused in the library's words`(
    _ pattern: String, _ message: String
  ) {
    let error = refusal(pattern)
    #expect(error?.code == .invalid)
    #expect(error?.detail == message)
  }

  @Test func `a pattern or a text beyond the bounds is refused, not tried`() throws {
    #expect(refusal(String(repeating: "a", count: 4097))?.code == .tooLarge)
    #expect(refusal(#"(\p{L}{1000}){1000}"#) != nil)
    #expect(refusal(#"^(\p{L}|\p{N}){0,900}$"#)?.code == .tooLarge)
    #expect(throws: RegularExpressionError.self) {
      try matches("a", String(repeating: "a", count: 16_385))
    }
  }

  @Test func `no pattern takes long, however it is built`() throws {
    let text = String(repeating: "a", count: 16_383) + "!"
    let patterns = [
      "^(a+)+$", "^(a|aa)+$", "^(a*)*$", "(x+x+)+y", "^(a?){900}a{900}$", "((a{0,30}){0,30}b)",
      "(.*)(.*)(.*)(.*)(.*)[^a!]", "^(([a-z])+.)+[A-Z]([a-z])+$", "[a-z]*a[a-z]{500}b",
    ]
    let start = ContinuousClock.now
    for pattern in patterns { #expect(try !matches(pattern, text), "\(pattern)") }
    let spent = start.duration(to: .now)
    #expect(spent < .seconds(20), "\(spent)")
  }
}
