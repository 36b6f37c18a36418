import CanonicalJSON
import PackValues
import ProfileFixtures
import Profiles
import Testing

@Suite struct SensitivePlacesTests {
  private let secret = "hunter2-planted"

  private func sensitivity(
    _ directives: [String: String] = [:], literals: Set<JSONString> = [],
    version: JSONString = "1.0.0"
  ) -> Sensitivity {
    let schema = PackSchema(
      directives.map { .init(path: SchemaPath($0.key), directive: SchemaDirective($0.value)) })
    return Sensitivity(literals: literals, schemas: [.init(name: "x", version: version): schema])
  }

  private func masks(
    _ values: JSONString, _ sensitivity: Sensitivity, variables: [JSONValue] = []
  ) throws -> [ProfileMask] {
    try Fixture(layers: [Fixture.layer("x", values: values)], variables: variables).document()
      .masks(sensitivity: sensitivity)
  }

  private func shown(_ masks: [ProfileMask]) -> [String] {
    masks.map { mask in
      let path = mask.place.map { "\($0.path?.description ?? "?"):\($0.place.line)" } ?? "variable"
      return "\(path) \(mask.state.rawValue) \(mask.declaration?.rawValue ?? "-")"
    }
  }

  private let password = "{{ format \"${password}\" }}"

  @Test func `a declared place is masked, plain, filled by a reference, or empty`() throws {
    let values: JSONString = """
      a: ********
      b: hunter2-planted
      c: "{{.spectro.macro.x}}"
      d: ""
      e: abcd****
      f: abcd****
      g: null
      """
    let known = sensitivity([
      "a": password, "b": password, "c": password, "d": password, "e": password,
      "g": "{{ required | format \"${password}\" }}",
    ])
    #expect(
      shown(try masks(values, known)) == [
        "a:1 masked schema", "b:2 plain schema", "e:5 masked schema", "g:7 empty schema",
      ])
    #expect(shown(try masks(values, Sensitivity())) == ["a:1 masked -"])
  }

  @Test func `a schema of another version is not guessed from`() throws {
    let other = sensitivity(["b": password], version: "1.0.1")
    let document = try Fixture(layers: [Fixture.layer("x", values: "b: hunter2-planted")])
      .document()
    #expect(document.masks(sensitivity: other).isEmpty)
    let layer = try #require(document.profile.layers.first)
    #expect(other.otherVersions(of: layer) == ["1.0.1"])
    #expect(sensitivity().otherVersions(of: layer) == [])
  }

  @Test func `lists, blocks, several documents and aliases are looked at item by item`() throws {
    let values: JSONString = """
      list:
        - key: one
        - key: ********
      block: |
        first: 1
        token: ********
      base: &base hunter2-planted
      copy: *base
      """
    let known = sensitivity(["list.$[].key": password, "block": password, "base": password])
    #expect(
      shown(try masks(values, known)) == [
        "list[0].key:2 plain schema", "list[1].key:3 masked schema", "block:6 masked schema",
        "base:7 plain schema",
      ])
    let documents: JSONString = "a: 1\n---\nb: hunter2-planted\n"
    #expect(shown(try masks(documents, sensitivity(["b": password]))) == ["(1).b:3 plain schema"])
  }

  @Test func `a mask within a value is a mask of its place, not a plain value`() throws {
    let known = sensitivity(["url": password])
    let found = try masks("url: https://user:********@example.org\n", known)
    #expect(shown(found) == ["url:1 masked schema"])
  }

  @Test func `a configured literal is a mask as a whole value alone`() throws {
    let literal = sensitivity(literals: ["<hidden>"])
    let values: JSONString = "a: <hidden>\nb: \"<hidden>\"\nc: x <hidden> y\nd: [<hidden>]\n"
    #expect(
      shown(try masks(values, literal)) == ["a:1 masked -", "b:2 masked -", "d[0]:4 masked -"])
    let broken: JSONString = "a: <hidden>\nb: [\n- \"<hidden>\"\n"
    #expect(shown(try masks(broken, literal)) == ["?:1 masked -", "?:3 masked -"])
    let labels = Fixture(labels: .object(["owner": "<hidden>"]))
    #expect(try labels.document().masks(sensitivity: literal).count == 1)
  }

  @Test func `a sensitive variable is masked or plain, and others are what they look like`() throws
  {
    let variables = [
      Fixture.variable("a", "abcd****", isSensitive: true), Fixture.variable("b", "abcd****"),
      Fixture.variable("c", "hunter2-planted", isSensitive: true),
      Fixture.variable("d", "", isSensitive: true), Fixture.variable("e", "********"),
    ]
    let found = try masks("x: 1", Sensitivity(), variables: variables)
    #expect(
      found.map(\.owner) == [
        .variable(name: "a"), .variable(name: "c"), .variable(name: "e"),
      ])
    #expect(
      shown(found) == ["variable masked variable", "variable plain variable", "variable masked -"])
  }

  @Test func `what is expected of a value comes from the schema or the variable`() throws {
    let known = sensitivity([
      "a": #"{{ required | format "${password}" | regex "^x" | hints "Ask" "Ada" }}"#
    ])
    let variable: JSONValue = .object([
      "name": "v", "defaultValue": "********", "isSensitive": .bool(true), "format": "version",
      "regex": "^1", "required": .bool(true), "description": "the release",
      "options": .array([.object(["value": "1.0.0"]), .object(["value": "1.1.0"])]),
    ])
    let found = try masks("a: ********", known, variables: [variable]).map(\.expectation)
    #expect(found.map(\.type) == ["password", "version"])
    #expect(found.map(\.isRequired) == [true, true])
    #expect(found.map(\.regex) == ["^x", "^1"])
    #expect(found.map(\.hint) == ["Ask Ada", "the release"])
    #expect(found.map(\.options) == [[], ["1.0.0", "1.1.0"]])
  }

  @Test func `a place where the target has a reference is filled, and nothing else is`() throws {
    let source = try Fixture(
      layers: [
        Fixture.layer("x", values: "a: ********\nb: ********\nc: [********, 1]\nd: [********]\n")
      ], variables: [Fixture.variable("v", "********", isSensitive: true)]
    ).document()
    let target = try Fixture(
      layers: [
        Fixture.layer(
          "x",
          values: """
            b: hunter2-planted
            a: "{{.spectro.macro.a}}"
            c: ["{{.spectro.macro.c}}", 1]
            d: [0, "{{.spectro.macro.d}}"]
            """)
      ], variables: [Fixture.variable("v", "{{.spectro.macro.v}}", isSensitive: true)]
    ).document()
    let found = source.masks(source.masks(sensitivity: Sensitivity()), filledIn: target)
    #expect(
      found.map(\.filledBy) == [
        "{{.spectro.macro.a}}", nil, "{{.spectro.macro.c}}", nil, "{{.spectro.macro.v}}",
      ])
    #expect(found.map(\.isOpen) == [false, true, false, true, false])
  }
}
