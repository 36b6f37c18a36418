import CanonicalJSON
import Profiles
import Testing

@Suite struct ExportYAMLTests {
  private let yaml = """
    metadata:
      name: edge
      description: |
        two
        lines
      labels: {tier: 1, flag: true, none: }
    spec:
      version: 1.2.3
      template:
        type: infra
        cloudType: edge-native
        packs:
          - name: ubuntu
            layer: os
            version: 22.04
            tag: 1e3
            values: "a: 1\\n"
            registry:
              metadata: {uid: 123456789012345678901234, name: yes, isPrivate: false, extra: 7}
            manifests: []
            custom: {number: 1.5, text: 0x10, yes: yes}
      variables:
        - name: n
          defaultValue: 010
          isSensitive: true
    """

  @Test func `strings of the schema stay strings, whatever they look like`() throws {
    let document = try Exports.readYAML(yaml)
    let text = String(decoding: document.canonical, as: UTF8.self)
    for member in [
      #""version":"22.04""#, #""tag":"1e3""#, #""uid":"123456789012345678901234""#,
      #""name":"yes""#, #""isPrivate":false"#, #""defaultValue":"010""#, #""isSensitive":true"#,
      #""version":"1.2.3""#, #""description":"two\nlines\n""#,
      #""labels":{"flag":"true","none":"","tier":"1"}"#, #""manifests":[]"#,
    ] { #expect(text.contains(member), "\(member)\n\(text)") }
  }

  @Test func `a member that the schema does not know is what JSON would write the same way`() throws
  {
    let text = String(decoding: try Exports.readYAML(yaml).canonical, as: UTF8.self)
    #expect(
      text.contains(
        #""custom":{"number":1.5,"text":"0x10","yes":"yes"}"#),
      "\(text)")
    #expect(text.contains(#""extra":7"#))
  }

  @Test func `a number that a double does not hold is refused, as in JSON`() throws {
    let long = yaml.replacing("number: 1.5", with: "number: 12345678901234567890")
    #expect(throws: DocumentError.self) { _ = try Exports.readYAML(long) }
  }

  @Test func `YAML and JSON of one export are one document`() throws {
    let json = Exports.text(members: #""version":"22.04","values":"a: 1\nb: 2""#)
    let yaml = """
      metadata: {name: web}
      spec:
        version: "1.2.3"
        template:
          type: add-on
          cloudType: all
          packs:
            - name: nginx
              layer: addon
              version: 22.04
              values: |-
                a: 1
                b: 2
      """
    #expect(try Exports.readYAML(yaml).digest == Exports.read(json).digest)
  }

  @Test func `a duplicate key is refused, not last wins`() {
    let error = Exports.refusal("metadata:\n  name: a\n  name: b\nspec: {}\n", .yaml)
    #expect(error?.code == .syntax)
    #expect(error?.detail == "the same key twice")
    #expect((2...3).contains(error?.line ?? 0))
  }

  @Test(arguments: [
    ("metadata: [", 1), ("metadata: {name: x}\nspec: *gone\n", 2), ("a: 1\n---\nb: 2\n", 2),
    ("\tx: 1", 1),
  ])
  func `what is not one YAML document is refused with its line`(_ text: String, _ line: Int) {
    let error = Exports.refusal(text, .yaml)
    #expect(error?.code == .syntax, "\(error?.description ?? "accepted")")
    #expect((error?.line ?? line) >= line)
  }

  @Test func `a wrong type is refused with line, column and path`() {
    let text =
      "metadata: {name: x}\nspec:\n  template:\n    packs:\n      - name: a\n        values: [1]\n"
    let error = Exports.refusal(text, .yaml)
    #expect(
      error?.description
        == "line 6, column 17, at spec.template.packs[0].values: must be a string")
    let flag = Exports.refusal(
      "metadata: {name: x}\nspec:\n  template: {}\n  variables: [{name: v, required: maybe}]\n",
      .yaml)
    #expect(flag?.line == 4)
    #expect(flag?.detail == "'required' must be true or false")
  }

  @Test func `aliases that grow without bound are refused`() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...20 {
      let alias = "*a\(level - 1)"
      text +=
        "a\(level): &a\(level) [\(Array(repeating: alias, count: 10).joined(separator: ", "))]\n"
    }
    #expect(Exports.refusal(text, .yaml) != nil)
  }

  @Test(arguments: [
    ("x.json", "a: 1", true), ("x.YAML", "{}", false), ("x.yml", "[]", false), (nil, " \n{", true),
    (nil, "\u{FEFF}[", true), (nil, "a: 1", false), ("-", "{", true), ("-", "x", false),
  ])
  func `the syntax goes by the file's ending, else by the first byte`(
    _ name: String?, _ text: String, _ isJSON: Bool
  ) {
    let syntax = ProfileDocument.Syntax(fileName: name, bytes: Array(text.utf8))
    #expect((syntax == .json) == isJSON)
  }
}
