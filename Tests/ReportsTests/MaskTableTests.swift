import CanonicalJSON
import PackValues
import ProfileFixtures
import Profiles
import Reports
import Testing

/// The mask table of a difference, each row in each form.
@Suite struct MaskTableTests {
  typealias F = Fixture

  struct Row {
    let from: String
    let to: String
    let text: String
    /// Marker, from and to.
    let compact: String
    let mask: String
    let hasChanges: Bool
    var declares = false
  }

  static let rows = [
    Row(
      from: "p: ********", to: "p: ********", text: "? p  masked → masked   cannot tell; to fill",
      compact: "? masked masked", mask: "unknown", hasChanges: false),
    Row(
      from: "p: word", to: "p: ********",
      text: "~ p  (hidden) → masked   became sensitive; the old value is in the history",
      compact: "~ (hidden) masked", mask: "becameSensitive", hasChanges: true),
    Row(
      from: "p: ********", to: "p: word", text: "! p  masked → (hidden)   plain text entered",
      compact: "! masked (hidden)", mask: "plainTextEntered", hasChanges: true),
    Row(
      from: "p: ********", to: "p: '{{.spectro.macro.x}}'",
      text: "~ p  masked → {{.spectro.macro.x}}",
      compact: "~ masked {{.spectro.macro.x}}", mask: "filled", hasChanges: true),
    Row(
      from: "a: 1", to: "a: 1\np: ********", text: "+ p  masked   to fill", compact: "+  masked",
      mask: "added", hasChanges: true),
    Row(
      from: "a: 1\np: ********", to: "a: 1", text: "- p  masked", compact: "- masked ",
      mask: "removed", hasChanges: true),
    Row(
      from: "p: ********", to: "p: ********", text: "? p  \"********\"  literal or mask?",
      compact: "? \"********\" \"********\"", mask: "literalOrMask", hasChanges: false,
      declares: true),
    Row(
      from: "p: u:********@h", to: "p: u:********@h", text: "? p  \"********\"  literal or mask?",
      compact: "? \"********\" \"********\"", mask: "literalOrMask", hasChanges: false),
    Row(
      from: "s: ab****", to: "s: ab****", text: "? s  masked → masked   cannot tell; to fill",
      compact: "? masked masked", mask: "unknown", hasChanges: false, declares: true),
    Row(
      from: "s: one", to: "s: two", text: "~ s  (hidden) → (hidden)",
      compact: "~ (hidden) (hidden)",
      mask: "", hasChanges: true, declares: true),
    Row(
      from: "s: '{{.spectro.macro.x}}'", to: "s: two",
      text: "! s  \"{{.spectro.macro.x}}\" → (hidden)   plain text entered",
      compact: "! \"{{.spectro.macro.x}}\" (hidden)", mask: "plainTextEntered", hasChanges: true,
      declares: true),
  ]

  @Test(arguments: rows.indices)
  func `each row has its line in every form`(index: Int) throws {
    let row = Self.rows[index]
    let pack = Sensitivity.Pack(name: "x", version: "1.0.0")
    let entry = PackSchema.Entry(
      path: SchemaPath("s"), directive: SchemaDirective("{{ format \"${password}\" }}"))
    let sensitivity =
      row.declares ? Sensitivity(schemas: [pack: PackSchema([entry])]) : Sensitivity()
    // another registry's uid alone is no change, but makes two documents of one
    let found = try difference(
      Fixture(layers: [F.layer("x", values: JSONString(row.from), uid: "u1")]),
      Fixture(layers: [F.layer("x", values: JSONString(row.to), uid: "u2")]),
      sensitivity: sensitivity)
    #expect(found.hasChanges == row.hasChanges)
    let report = DifferenceReport(found)
    #expect(report.text.contains("\n    \(row.text)\n"), "\(report.text)")
    let place = row.text.dropFirst(2).prefix { $0 != " " }
    let cells = row.compact.split(separator: " ", omittingEmptySubsequences: false)
    let line = "edge\t\(cells[0])\taddon x\tvalues \(place)\t\(cells[1])\t\(cells[2])\n"
    #expect(report.compact.contains(line), "\(report.compact)")
    let value = report.json["layers"]?.elements?.first?["texts"]?.elements?.first?["values"]?
      .elements?.first
    #expect(value?["path"] == .array([.string(JSONString(String(place)))]))
    #expect(value?["mask"]?.text?.string ?? "" == row.mask)
    #expect(value?["sensitive"] == .bool(true))
  }

  @Test func `a masked value that is a common word masks nothing elsewhere`() throws {
    let found = try difference(
      Fixture(layers: [F.layer("x", values: "p: admin\nuser: admin\nrole: admin\n")]),
      Fixture(layers: [F.layer("x", values: "p: ********\nuser: admin2\nrole: admin\n")]))
    let report = DifferenceReport(found)
    #expect(report.compact.contains("values user\t\"admin\"\t\"admin2\"\n"))
    #expect(report.compact.contains("values p\t(hidden)\tmasked\n"))
  }

  @Test func `a change of a secret alone is visible as one`() throws {
    let found = try difference(
      Fixture(variables: [F.variable("v", "one", isSensitive: true)]),
      Fixture(variables: [F.variable("v", "two", isSensitive: true)]))
    #expect(found.hasChanges)
    #expect(DifferenceReport(found).text.contains("~ defaultValue  (hidden) → (hidden)\n"))
  }
}
