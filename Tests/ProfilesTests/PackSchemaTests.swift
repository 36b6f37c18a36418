import CanonicalJSON
import Foundation
import PackValues
import Profiles
import Testing

@Suite struct PackSchemaTests {
  private func schema(_ text: String) throws -> PackSchema {
    try PackSchema(yaml: Array(text.utf8))
  }

  private func refusal(_ text: String) -> DocumentError? {
    do throws(DocumentError) {
      _ = try PackSchema(yaml: Array(text.utf8))
      return nil
    } catch { return error }
  }

  @Test func `a directive says required, readonly, format, regex and hints`() {
    let directive = SchemaDirective(
      #"{{ required | readonly | format "${password}" | regex "^[a-z|]+$" | hints "One \"two\"", "three" }}"#
    )
    #expect(directive.isRequired && directive.isReadonly && directive.isPassword)
    #expect(directive.format == "${password}")
    #expect(directive.type == "password")
    #expect(directive.regex == "^[a-z|]+$")
    #expect(directive.hints == ["One \"two\"", "three"])
  }

  @Test func `a list format gives its options, a number format its type`() {
    #expect(
      SchemaDirective(#"{{ format "${list:[Delete, Retain]}" }}"#).options == ["Delete", "Retain"])
    #expect(SchemaDirective(#"{{ format "${number:[5-10]}"}}"#).type == "number")
    #expect(SchemaDirective(#"{{format "${string}/${number}"}}"#).type == nil)
    #expect(SchemaDirective("{{ required }}").format == nil)
  }

  @Test func `what a directive says beyond the known stays in its text and changes nothing`() {
    let text = #"{{- arn for the policy1 | sparkle 3 | format "${string}" | hints "open"#
    let directive = SchemaDirective(text)
    #expect(directive.text == text)
    #expect(directive.type == "string")
    #expect(directive.hints == ["open"])
    #expect(!directive.isRequired && !directive.isPassword)
    for odd in ["", "{{", "}}", "|", "\"", "{{}}", "{{-}}", "required"] { _ = SchemaDirective(odd) }
  }

  @Test func `a schema is read path by path, and comments alone declare nothing`() throws {
    let found = try schema(
      """
      charts.hspc.vsp.password:
        # the user's
        schema: '{{ format "${password}" | hints "Enter the password for the VSP user" }}'
      pack.namespace:
        schema: '{{ required | format "${string}" }}'
      """)
    #expect(found.entries.map(\.path.text) == ["charts.hspc.vsp.password", "pack.namespace"])
    #expect(found.passwords.map(\.path.text) == ["charts.hspc.vsp.password"])
    #expect(try schema("# nothing\n\n").entries.isEmpty)
    #expect(try schema("").entries.isEmpty)
  }

  @Test func `the nearest declaration counts for a value, and lists are covered item by item`()
    throws
  {
    let found = try schema(
      """
      a:
        schema: '{{ format "${password}" }}'
      a.b.$[]:
        schema: '{{ required }}'
      """)
    let inner = ValuesPath([.key("a"), .key("b"), .index(3), .key("c")])
    #expect(found.entry(for: inner)?.path.text == "a.b.$[]")
    #expect(found.entry(for: ValuesPath([.key("a"), .key("x")]))?.path.text == "a")
    #expect(found.entry(for: ValuesPath([.key("x")])) == nil)
  }

  @Test func `what is kept reads back as the same schema`() throws {
    let found = try schema("a.b:\n  schema: '{{ required }}'\n  more: 1\n")
    #expect(found.stored == .object(["a.b": "{{ required }}"]))
    #expect(try PackSchema(stored: found.stored, at: JSONPath()) == found)
  }

  @Test func `a file that is no schema is refused with the place`() {
    #expect(refusal("pack:\n  content: x\n")?.detail == "an entry has no 'schema' text")
    #expect(refusal("pack:\n  content: x\n")?.line == 1)
    #expect(refusal("a: {schema: [x]}")?.path == "a")
    #expect(refusal("- a\n")?.detail == "a pack's schema is a mapping of paths")
    #expect(refusal("a: [")?.code == .syntax)
    #expect(refusal("a:\n  schema: x\na:\n  schema: y\n")?.code == .syntax)
    #expect(refusal("a:\n  schema: {{ required }}\n") != nil)
  }

  @Test func `a schema never brings a secret along`() {
    let token = "ghp_" + String(repeating: "a1", count: 18)
    let withToken = refusal("a:\n  schema: '{{ format \"${string}\" | default \"\(token)\" }}'\n")
    #expect(withToken?.code == .secret)
    #expect(withToken?.detail == "holds a secret (GitHub token)")
    let withDefault = refusal(
      "a.b:\n  schema: '{{ format \"${password}\" | default \"hunter2\" }}'\n")
    #expect(withDefault?.detail == "'default' brings a text along where a password is declared")
    #expect(withDefault?.line == 1)
    let inPath = refusal("\(token): 1\n")
    #expect(inPath.map { "\($0) \($0.hint ?? "")".contains(token) } == false)
    #expect(refusal("a:\n  schema: '{{ format \"${string}\" | default \"x\" }}'\n") == nil)
  }

  @Test func `every schema of a real pack is read`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("shared/samples/packs")
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    var passwords: Set<String> = []
    for folder in folders {
      let file = root.appendingPathComponent(folder).appendingPathComponent("schema.yaml")
      guard let data = try? Data(contentsOf: file) else { continue }
      let found = try PackSchema(yaml: Array(data))
      #expect(
        found.entries.allSatisfy { $0.directive.isRequired || $0.directive.format != nil },
        "\(folder)")
      passwords.formUnion(found.passwords.map(\.path.text))
    }
    if folders.isEmpty { return }
    #expect(passwords.contains("charts.hspc.vsp.password"))
    #expect(passwords.contains("manifests.install-falcon.customerId"))
  }
}
