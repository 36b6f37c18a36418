import CanonicalJSON
import ProfileFixtures
import Profiles
import Reports
import Testing

/// What one text's change looks like for a person.
@Suite struct ValueTextTests {
  typealias F = Fixture

  private func block(
    _ from: JSONString, _ to: JSONString, versions: (JSONString, JSONString) = ("1.0.0", "1.0.0")
  ) throws -> [Substring] {
    let found = try difference(
      Fixture(layers: [F.layer("x", version: versions.0, values: from)]),
      Fixture(version: "2.0.0", layers: [F.layer("x", version: versions.1, values: to)]))
    let lines = DifferenceReport(found).text.split(separator: "\n")
    return Array(
      lines.drop { !$0.contains("addon x") }.prefix { $0.hasPrefix("~") || $0.hasPrefix(" ") })
  }

  @Test func `a change of type only says so, and spellings stay apart`() throws {
    #expect(
      try block("a: \"30\"\nb: no\nc: x\n", "a: 30\nb: \"no\"\nc: {}\n").dropFirst() == [
        "  values", "    ~ a  \"30\" → 30   only the type: string to integer",
        "    ~ b  no → \"no\"   only the type: boolean to string", "    ~ c  \"x\" → {}",
      ])
  }

  @Test func `a text that is no YAML is compared by lines, and says where it breaks`() throws {
    let lines = try block("a: 1\n", "a: [1\nb: 2\n")
    let reason = String(lines[1])
    #expect(reason.hasPrefix("  values are not YAML (line "), "\(reason)")
    #expect(reason.hasSuffix("); compared line by line, −1 +2"), "\(reason)")
    #expect(lines.dropFirst(3) == ["    - a: 1", "    + a: [1", "    + b: 2"])
  }

  @Test func `a key that stands twice is noticed`() throws {
    let lines = try block("a: 1\nb: 1\n", "a: 1\nb: 2\na: 3\n")
    #expect(
      lines.contains("    ! a  the key stands again in line 3; the last one counts"), "\(lines)")
  }

  @Test func `long values are cut where they differ`() throws {
    let long = String(repeating: "abcdefghij", count: 20)
    let lines = try block(JSONString("a: \(long)1\n"), JSONString("a: \(long)2\n"))
    #expect(
      lines[2] == "    ~ a  \"…efghijabcdefghij1\" → \"…efghijabcdefghij2\"")
  }

  @Test func `an equal meaning is one cosmetic line`() throws {
    #expect(
      try block("a: 1\nb: [x]\n", "# why\nb:\n  - 'x'\na:   1\n") == [
        "~ addon x  1.0.0", "  values  cosmetic: the values are the same",
      ])
    #expect(try block("a: 1\n", "a: 1\nb: '********'\n").last == "    (1 value unchanged)")
  }

  @Test func `a version that is not semantic is said to be so`() throws {
    #expect(
      try block("a: 1\n", "a: 1\n", versions: ("22.04", "24.04"))
        == ["~ addon x  22.04 → 24.04  not semver"])
    #expect(
      try block("a: 1\n", "a: 1\n", versions: ("1.2.0", "1.1.9"))
        == ["~ addon x  1.2.0 → 1.1.9  ▼ minor downgrade"])
  }

  @Test func `references in comments and look-alikes are none`() throws {
    let lines = try block(
      "a: 1\n",
      "# {{.spectro.macro.no}}\na: '{{ .Chart.AppVersion }}'\nb: '{{ .spectro.macro.yes | upper }}'\n"
    )
    #expect(lines.suffix(2) == ["  macros", "    + {{.spectro.macro.yes}}"])
  }

  @Test func `embedded documents, moved items and presets have lines of their own`() throws {
    let old: JSONString = """
      # spectrocloud.com/enabled-presets: Mode:a
      c: |
        rules:
        - level: Metadata
      l:
      - name: x
      - name: y

      """
    let new: JSONString = """
      # spectrocloud.com/enabled-presets: Mode:b
      c: |
        rules:
        - level: Request
      l:
      - name: y
      - name: x

      """
    #expect(
      try block(old, new).dropFirst(2) == [
        "    ~ enabled-presets  \"Mode:a\" → \"Mode:b\"",
        "    ~ c:rules[0].level  \"Metadata\" → \"Request\"",
        "    ⇅ l[name=y]         now first", "    (2 values unchanged)",
      ])
  }
}
