import CanonicalJSON
import PackValues
import ProfileFixtures
import Profiles
import Testing

@Suite struct FillingTests {
  private let canary = "planted-hunter2"

  @Test(arguments: [
    "env:DB_PASSWORD", "file:vault", "file:vault#db.password", "cmd:pass-db", "prompt:",
    "macro:nginx-pw", "var:NGC_API_KEY",
  ])
  func `a reference is read and written as it is`(text: String) throws {
    #expect(try #require(FillReference(JSONString(text))).description == text)
  }

  @Test(arguments: [
    "", "hunter2", "env:", "env:A B", "env:1A", "env:pass-word!", "file:", "file:/etc/passwd",
    "file:../x", "file:a#", "file:a#b c", "cmd:rm -rf", "cmd:/bin/sh", "prompt:x", "macro:a}}",
    "{{.spectro.macro.x}}", "vault:x", "ENV:X", " env:X", "env:X\n",
    "env:gh" + "p_abcdefghijklmnopqrstuvwxyz0123456789",
  ])
  func `anything else is no reference`(text: String) {
    #expect(FillReference(JSONString(text)) == nil)
  }

  private func filled(
    _ values: String, with texts: [String], known: Sensitivity = Sensitivity()
  ) throws -> String? {
    let document = try Fixture(layers: [Fixture.layer("x", values: JSONString(values))]).document()
    let masks = document.masks(sensitivity: known)
    let secrets = try texts.map { try Secret(Array($0.utf8)) }
    let result = document.filling(zip(masks, secrets).map { (mask: $0, value: $1) })
    guard masks.count == texts.count, result.failed.isEmpty else { return nil }
    return result.document.profile.layers.first?.values.string
  }

  @Test(arguments: [
    ("a: ********", "hunter2", "a: \"hunter2\""),
    ("a: \"********\"  # keep", "x\"y\\z", "a: \"x\\\"y\\\\z\"  # keep"),
    ("a: '********'\nb: 1", "it's: # no", "a: \"it's: # no\"\nb: 1"),
    ("a: ********", "123", "a: \"123\""), ("a: ********", "two\nlines", "a: \"two\\nlines\""),
    ("a: ********", "{{.spectro.macro.x}}", "a: \"{{.spectro.macro.x}}\""),
    ("a: \"x://u:********@h\"", "p@", "a: \"x://u:p@@h\""),
    ("a: |\n  k=********\n  l\nb: 1", "v", "a: |\n  k=v\n  l\nb: 1"),
    ("a: |\n  ********\nb: 1", "v\nw", "a: |\n  v\n  w\nb: 1"),
    ("a: [x, ********]", "- y", "a: [x, \"- y\"]"),
    ("a: ********\r\nb: 1", "v", "a: \"v\"\r\nb: 1"),
    ("a: \"************\"", "v", "a: \"v\""),
  ])
  func `a value stands where the mask stood, and nothing else changes`(
    from: String, value: String, to: String
  ) throws {
    #expect(try filled(from, with: [value]) == to)
  }

  @Test func `two masks in one value cannot be told apart, and are refused`() throws {
    #expect(try filled("a: |\n  ********=x\n  ********=y\n", with: ["v", "w"]) == nil)
    #expect(try filled("- [\nx ********\n", with: ["v"]) == nil)
  }

  @Test func `a required value that is missing is filled as well`() throws {
    let schema = PackSchema([
      .init(
        path: SchemaPath("a.key"),
        directive: SchemaDirective(#"{{ required | format "${password}" }}"#))
    ])
    let known = Sensitivity(schemas: [.init(name: "x", version: "1.0.0"): schema])
    #expect(try filled("a:\n  key:\nb: 1", with: ["v"], known: known) == "a:\n  key: \"v\"\nb: 1")
    #expect(try filled("a:\n  key: ''\n", with: ["v"], known: known) == "a:\n  key: \"v\"\n")
    #expect(try filled("a:\n  key: ab****\n", with: ["v"], known: known) == "a:\n  key: \"v\"\n")
  }

  @Test func `variables and other members are filled by their names`() throws {
    let document = try Fixture(
      variables: [Fixture.variable("v", "********", isSensitive: true)],
      labels: .object(["note": "was ********"])
    ).document()
    let masks = document.masks(sensitivity: Sensitivity())
    let secret = try Secret(Array("x".utf8))
    let result = document.filling(masks.map { ($0, secret) })
    #expect(result.failed.isEmpty)
    #expect(result.document.profile.variables.first?.defaultValue == "x")
    #expect(result.document.profile.labels.map(\.value) == ["was x"])
  }

  @Test func `a fill finds its place by layer, text and path, not by index or version`() throws {
    let one = try document("l:\n  - name: a\n    pw: ********\n  - name: b\n    pw: x\n")
    let two = try document("l:\n  - name: c\n    pw: y\n  - name: a\n    pw: ********\n")
    let place = try #require(one.masks()[0].fillPlace(in: "edge"))
    #expect(place.description == "edge addon x l[name=a].pw")
    let fill = Fill(place, from: .environment("PW"))
    let found = two.masks(two.masks(), filledBy: [fill])
    #expect(found.map(\.fill) == [.environment("PW")])
    #expect(found.map(\.isOpen) == [false])
  }

  private func document(_ values: JSONString) throws -> ProfileDocument {
    try Fixture(layers: [Fixture.layer("x", values: values)]).document()
  }

  @Test func `what is no value for a place is refused`() {
    let refusal = { (bytes: [UInt8]) -> Secret.Refusal? in
      do throws(Secret.Refusal) {
        _ = try Secret(bytes, dropsNewline: true)
        return nil
      } catch { return error }
    }
    #expect(refusal([]) == .empty)
    #expect(refusal([0x0A]) == .empty)
    #expect(refusal([0xFF]) == .notText)
    #expect(refusal([0x61, 0]) == .control)
    #expect(refusal(Array("********".utf8)) == .mask)
    #expect(refusal(Array("x\n".utf8)) == nil)
  }

  @Test func `no description of a secret shows it`() throws {
    let secret = try Secret(Array(canary.utf8))
    var dumped = ""
    dump(secret, to: &dumped)
    let shown = "\(secret) \(String(reflecting: secret)) \([secret]) \(dumped)"
    #expect(!shown.contains(canary))
    #expect(!shown.contains("112"))
    #expect("\(secret)" == "<redacted>")
  }

  @Test func `a filled sheet gives fills, and an entry that is no reference is not repeated`()
    throws
  {
    let document = try document("a: ********\n")
    var sheet = FillSheet(
      environment: nil, places: [(document.key(in: .tenant), document.masks())])
    #expect(try sheet.fills().isEmpty)
    sheet.entries[0].from = "cmd:pw"
    let fill = try #require(try sheet.fills()[.tenant]?.first)
    #expect(fill.reference == .command("pw"))
    #expect(try Fill(stored: StrictMembers(fill.stored)) == fill)
    sheet.entries[0].from = JSONString(canary)
    do throws(DocumentError) {
      _ = try sheet.fills()
      Issue.record("it was taken")
    } catch {
      #expect(error.detail == "'from' of tenant/edge@1.0.0 addon x a is no reference")
      #expect(!"\(error) \(error.hint ?? "")".contains(canary))
    }
  }
}
