import CanonicalJSON
import PackValues
import ProfileFixtures
import Profiles
import Testing

@Suite struct RedactionTests {
  private static let secret = "hunter2-PLANTED"
  private static let mask = "********"

  /// Texts with one place for a mask or a value, none of which is a whole YAML scalar of its own.
  static let texts = [
    "a: 1\nurl: https://user:%@host\nb: 2\n",
    "cfg: |\n  user=x\n  password=%\n  z=1\n",
    "j: '{\"password\":\"%\"}'\n",
    "v: {{ \"%\" | quote }}\n",
    "a: 1\n#password: %\n",
    "not: [yaml\npassword = %\n",
  ]

  private func fill(_ text: String, _ value: String) -> JSONString {
    JSONString(
      text.split(separator: "%", omittingEmptySubsequences: false).joined(separator: value))
  }

  @Test(arguments: texts)
  func `what a mask in part of a line stood for is in no difference, either way`(
    text: String
  ) throws {
    let masked = Fixture(layers: [Fixture.layer("x", values: fill(text, Self.mask))])
    let plain = Fixture(layers: [Fixture.layer("x", values: fill(text, Self.secret))])
    for (from, to) in [(masked, plain), (plain, masked)] {
      let found = try difference(from, to)
      #expect(found.hasChanges)
      let isUncovered = shown(found).contains(Self.secret)
      #expect(!isUncovered)
    }
  }

  @Test func `a key with a new name does not uncover what its mask stood for`() throws {
    let from = Fixture(layers: [Fixture.layer("x", values: "a: 1\npassword: ********\nb: 2\n")])
    let to = Fixture(layers: [Fixture.layer("x", values: "a: 1\npasswd: hunter2-PLANTED\nb: 2\n")])
    let both = [try difference(from, to), try difference(to, from)].map(shown)
    let isUncovered = both.joined().contains(Self.secret)
    #expect(!isUncovered)
  }

  @Test func `labels that are masked on one side hide the other`() throws {
    let masked = Fixture(labels: .object(["a": .string(JSONString(Self.mask))]))
    let plain = Fixture(labels: .object(["a": .string(JSONString(Self.secret))]))
    for (from, to) in [(masked, plain), (plain, masked)] {
      let fields = try difference(from, to).fields
      #expect(fields.map(\.path.description) == ["labels.a"])
      let sides = [fields.first?.from, fields.first?.to]
      #expect(sides.contains(.hidden))
    }
  }

  @Test func `tokens and private keys of a file are hidden in its difference`() throws {
    let token = "ghp_" + String(repeating: "a1B2", count: 9)
    let begin = "-----BEGIN RSA PRIVATE KEY-----"
    let end = "-----END RSA PRIVATE KEY-----"
    let values = "a: 1\nt: \(token)\nk: |\n  \(begin)\n  \(Self.secret)\n  \(end)\nb: 2\n"
    let plain = Fixture(
      layers: [Fixture.layer("x", values: JSONString(values))],
      labels: .object(["t": .string(JSONString(token))]))
    let empty = Fixture(layers: [Fixture.layer("x", values: "a: 1\nb: 2\n")])
    let found = try difference(empty, plain)
    let lines = shown(found)
    #expect(found.layers.first?.texts.first?.values.map(\.path.description) == ["t", "k"])
    for text in [token, Self.secret] {
      let isUncovered = lines.contains(text)
      #expect(!isUncovered)
    }
    #expect(found.fields.first?.to == .hidden)
  }

  @Test func `a comment drawn with asterisks hides nothing`() throws {
    let from = Fixture(layers: [Fixture.layer("x", values: "# **********\na: 1\n")])
    let to = Fixture(layers: [Fixture.layer("x", values: "# section\na: 2\n")])
    let lines = shown(try difference(from, to))
    #expect(lines == "~ a 1 → 2")
  }

  /// Everything that is shown of the texts.
  private func shown(_ difference: ProfileDifference) -> String {
    shownLines(difference).joined(separator: "\n")
  }
}
