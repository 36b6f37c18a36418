import CanonicalJSON
import PackValues
import ProfileFixtures
import Profiles
import Testing

@Suite struct FillSheetTests {
  private func sheet() throws -> FillSheet {
    let schema = PackSchema([
      .init(
        path: SchemaPath("a.key"),
        directive: SchemaDirective(#"{{ required | format "${password}" | hints "Ask Ada" }}"#))
    ])
    let known = Sensitivity(schemas: [.init(name: "x", version: "1.0.0"): schema])
    let document = try Fixture(
      layers: [
        Fixture.layer(
          "x", values: "a:\n  key: ********\nb: [********]\n",
          manifests: [("m", "- [\n  x: ********\n")])
      ], variables: [Fixture.variable("v", "********", isSensitive: true)],
      labels: .object(["note": "was ********"])
    ).document()
    let masks = document.masks(sensitivity: known)
    return FillSheet(environment: "staging", places: [(document.key(in: .tenant), masks)])
  }

  private func refusal(_ text: String) -> DocumentError? {
    do throws(DocumentError) {
      _ = try FillSheet(Array(text.utf8))
      return nil
    } catch { return error }
  }

  private func text() throws -> String { String(decoding: try sheet().encoded, as: UTF8.self) }

  @Test func `an entry says the place, what is known of its value, and leaves room for its source`()
    throws
  {
    #expect(
      try text().hasPrefix(
        """
        {
          "environment": "staging",
          "format": "fill-sheet/1",
          "places": [
            {
              "declared": "schema",
              "from": "",
              "hint": "Ask Ada",
              "layer": {
                "kind": "addon",
                "pack": "x"
              },
              "line": 2,
              "path": "a.key",
              "profile": "edge",
              "required": true,
              "scope": "tenant",
              "steps": [
                "a",
                "key"
              ],
              "type": "password",
              "version": "1.0.0"
            },
            {
              "from": "",

        """))
  }

  @Test func `a sheet reads back as it was written, filled or not`() throws {
    var sheet = try sheet()
    #expect(sheet.entries.count == 5)
    #expect(try FillSheet(sheet.encoded) == sheet)
    sheet.entries[0].from = "env:KEY"
    #expect(try FillSheet(sheet.encoded) == sheet)
  }

  @Test func `every step of a path reads back`() {
    let path = ValuesPath([
      .document(1), .object("Secret x/y"), .key("a.b"), .index(3), .item(key: "name", value: "n"),
      .embedded,
    ])
    #expect(ValuesPath(stored: path.stored) == path)
    for wrong: JSONValue in [
      "a", .array([.null]), .array([.object(["key": "a"])]), .array([.object(["document": "1"])]),
    ] {
      #expect(ValuesPath(stored: wrong) == nil)
    }
  }

  @Test func `what an older sheet says of the same places is kept, the rest given back`() throws {
    var (new, old) = (try sheet(), try sheet())
    old.entries[0].from = "env:KEY"
    old.entries[0].line = 99
    old.entries[1].from = "env:GONE"
    old.entries[1].path = ValuesPath([.key("gone")])
    let lost = new.take(from: old)
    #expect(new.entries.map(\.from) == ["env:KEY", "", "", "", ""])
    #expect(lost.map(\.summary) == ["tenant/edge@1.0.0 addon x gone"])
  }

  @Test func `a sheet that was changed into something else is refused with the place`() throws {
    let text = try text()
    let cases = [
      ("\"from\": \"\",\n      \"hint\"", "\"form\": \"\",\n      \"hint\"", "places[0]"),
      ("\"scope\": \"tenant\"", "\"scope\": \"tenants\"", "places[0].scope"),
      ("\"version\": \"1.0.0\"", "\"version\": \"one\"", "places[0].version"),
      ("\"path\": \"a.key\"", "\"path\": \"a.kay\"", "places[0].path"),
      ("\"line\": 2", "\"line\": 2.5", "places[0].line"),
      ("\"pack\": \"x\"", "\"peck\": \"x\"", "places[0].layer"),
      ("\"declared\": \"schema\"", "\"declared\": \"me\"", "places[0].declared"),
      ("fill-sheet/1", "fill-sheet/2", "format"),
    ]
    for (old, new, path) in cases {
      let changed = text.replacing(old, with: new, maxReplacements: 1)
      #expect(changed != text, "\(old)")
      #expect(refusal(changed)?.path == path, "\(new)")
    }
    #expect(refusal("[]")?.detail == "must be an object")
    #expect(refusal("{\"format\": \"fill-sheet/1\"}")?.detail == "'places' is missing")
    #expect(
      refusal("{\"format\": \"fill-sheet/1\", \"place\": []}")?.detail
        == "unknown member 'place'; did you mean 'places'?")
    #expect(refusal("{")?.code == .syntax)
  }

  @Test func `a secret in a sheet is refused without repeating it`() throws {
    let token = "ghp_" + String(repeating: "a1", count: 18)
    let filled = try text().replacing("\"from\": \"\"", with: "\"from\": \"\(token)\"")
    let error = refusal(filled)
    #expect(error?.code == .secret)
    #expect(error.map { "\($0) \($0.hint ?? "")".contains(token) } == false)
  }
}
