import CanonicalJSON
import ProfileRepository
import Profiles
import Replay
import Testing

@Suite struct VariableRuleTests {
  private let fixture: ReplayFixture

  init() throws { fixture = try ReplayFixture() }

  private func findings(_ variables: String) throws -> [ValidationFinding] {
    let export =
      #"{"metadata":{"name":"web"},"spec":{"variables":[\#(variables)],"#
      + #""template":{"type":"add-on","cloudType":"all","packs":[]}}}"#
    let document = try ProfileDocument(export: Array(export.utf8), syntax: .json)
    let prod = try EnvironmentName("prod")
    let file = FileImport(document: document, source: "web.json", target: prod, scope: .tenant)
    return try file.validation(in: fixture.repository, as: fixture.operation())
      .outcomes.flatMap(\.findings)
  }

  /// As `severity code`.
  private func found(_ variables: String) throws -> [String] {
    try findings(variables).map { "\($0.severity.rawValue) \($0.code.rawValue)" }
  }

  @Test(
    arguments: [
      (#""format":"boolean","defaultValue":"yes""#, ["error variable-format"]),
      (#""format":"boolean","defaultValue":"True""#, ["error variable-format"]),
      (#""format":"boolean","defaultValue":"true""#, []),
      (#""format":"number","defaultValue":"nan""#, ["error variable-format"]),
      (#""format":"number","defaultValue":"-0.5""#, []),
      (#""format":"number","defaultValue":"{{.spectro.macro.size}}""#, []),
      (#""format":"ipv4","defaultValue":"10.0.0.256""#, ["error variable-format"]),
      (#""format":"ipv4cidr","defaultValue":"10.0.0.0/16""#, []),
      (#""format":"ipv4cidr","defaultValue":"10.0.0.0/33""#, ["error variable-format"]),
      (#""format":"ipv6","defaultValue":"fd00::1""#, []),
      (#""format":"ipv6","defaultValue":"::ffff:10.0.0.1""#, []),
      (#""format":"ipv6","defaultValue":"1:2:3""#, ["error variable-format"]),
      (#""format":"version","defaultValue":"v1.2""#, ["error variable-format"]),
      (#""format":"base64","defaultValue":"YQ==""#, []),
      (#""format":"base64","defaultValue":"YQ=""#, ["error variable-format"]),
      (#""format":"color""#, ["warning could-not-check"]),
      (#""immutable":true"#, ["error variable-default"]),
      (#""hidden":true,"required":true"#, ["error variable-default"]),
      (#""required":true"#, []),
      (#""hidden":true"#, []),
      (
        #""format":"number","isSensitive":true,"defaultValue":"********""#, ["warning mask-to-fill"]
      ),
      (
        #""format":"number","isSensitive":true,"hidden":true,"required":true,"defaultValue":"12****""#,
        ["warning mask-to-fill"]
      ),
      (#""inputType":"slider""#, ["warning could-not-check"]),
      (#""inputType":"text","defaultValue":"a\nb""#, ["warning variable-input"]),
      (#""inputType":"multiline","defaultValue":"a\nb""#, []),
    ] as [(String, [String])]
  )
  func `a variable is held against what its definition asks`(
    _ variable: String, _ expected: [String]
  ) throws {
    #expect(try found(#"{"name":"size",\#(variable)}"#) == expected)
  }

  @Test(
    arguments: [
      ("", ["error variable-options"]),
      (#""options":[{"value":"a"}],"defaultValue":"b""#, ["error variable-options"]),
      (#""options":[{"value":"a"}],"defaultValue":"a""#, []),
      (#""options":[{"value":""},{"value":"a"}]"#, ["error variable-options"]),
      (#""options":[{"value":"a"},{"value":"a"}]"#, ["warning variable-options"]),
      (
        #""options":[{"value":"a","label":"A"},{"value":"b","label":"A"}]"#,
        ["warning variable-options"]
      ),
      (
        #""options":[{"value":"a","default":true},{"value":"b","default":true}]"#,
        ["warning variable-options"]
      ),
      (
        #""options":[{"value":"a","default":true},{"value":"b"}],"defaultValue":"b""#,
        ["warning variable-options"]
      ),
      (#""options":[{"value":"a","default":true}],"immutable":true"#, []),
      (#""options":[{"value":"1"},{"value":"b"}],"format":"number""#, ["warning variable-format"]),
      (#""options":[{"value":"a"},{"value":"b"}],"regex":"^a$""#, ["warning variable-pattern"]),
    ] as [(String, [String])]
  )
  func `a drop-down list is held against its options`(
    _ variable: String, _ expected: [String]
  ) throws {
    let rest = variable.isEmpty ? "" : "," + variable
    #expect(try found(#"{"name":"size","inputType":"dropdown"\#(rest)}"#) == expected)
  }

  @Test func `options that nobody sees are told`() throws {
    #expect(
      try found(#"{"name":"size","options":[{"value":"a"}]}"#) == ["warning variable-options"])
  }

  @Test(
    arguments: [
      (#""regex":"^(a+)+$","defaultValue":"aaaa""#, []),
      (#""regex":"^(a+)+$","defaultValue":"aaab""#, ["error variable-pattern"]),
      (#""regex":"a+","defaultValue":"baab""#, []),
      (#""regex":"a(b","defaultValue":"ab""#, ["error variable-pattern"]),
      (#""regex":"a(b""#, ["error variable-pattern"]),
      (#""regex":"^(?<year>\\d{4})$","defaultValue":"2026""#, ["warning could-not-check"]),
      (#""regex":"^(\\p{L}|\\p{N}){0,900}$","defaultValue":"a""#, ["warning could-not-check"]),
      (#""regex":"^b$","defaultValue":"{{.spectro.macro.b}}""#, []),
      (#""regex":"^b$","isSensitive":true,"defaultValue":"********""#, ["warning mask-to-fill"]),
    ] as [(String, [String])]
  )
  func `a default value is held against the regular expression`(
    _ variable: String, _ expected: [String]
  ) throws {
    #expect(try found(#"{"name":"size",\#(variable)}"#) == expected)
  }

  @Test func `a finding about a regular expression says what the library says and no value`() throws
  {
    let wrong = try findings(#"{"name":"size","regex":"(?=x)","defaultValue":"hunter2"}"#)
    #expect(wrong.map(\.detail) == ["the regular expression is none: invalid perl operator: (?="])
    let other = try findings(#"{"name":"size","regex":"^hunter1$","defaultValue":"hunter2"}"#)
    #expect(
      other.map(\.detail) == ["the default value does not match the variable's regular expression"])
    #expect(!"\(wrong)\(other)".contains("hunter"))
  }

  @Test func `names and display names are each used once`() throws {
    let twice = #"{"name":"a","displayName":"A"},{"name":"b","displayName":"A"}"#
    #expect(try found(twice) == ["error variable-name"])
    #expect(try found(#"{"name":"a"},{"name":"a"}"#) == ["error variable-name"])
    #expect(try found(#"{"name":"a","displayName":""},{"name":"b","displayName":""}"#) == [])
  }
}
