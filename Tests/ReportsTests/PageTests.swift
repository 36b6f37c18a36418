import CanonicalJSON
import Foundation
import ProfileFixtures
import Profiles
import Reports
import Testing

@Suite struct PageTests {
  typealias F = Fixture

  private func report(_ from: Fixture, _ to: Fixture) throws -> DifferenceReport {
    DifferenceReport(
      try difference(from, to), options: .init(fromLabel: "prod@91c0d44", toLabel: "dev@3f7e2a1"))
  }

  private let from = Fixture(
    version: "1.4.0",
    layers: [
      F.layer(
        "kubernetes", kind: "k8s", version: "1.29.8",
        values: "a: \"30\"\nsecret: ********\nx: y`z|w <b>@team\n"), F.layer("gone"),
    ])
  private let to = Fixture(
    version: "1.5.0",
    layers: [
      F.layer(
        "kubernetes", kind: "k8s", version: "1.30.4",
        values: "a: \"60\"\nsecret: ********\nx: y`z|w <i>@team\n")
    ])

  @Test func `Markdown tells risk and what is to fill first, then the layers`() throws {
    #expect(
      try report(from, to).markdown == #"""
        ### `edge` 1.4.0 → 1.5.0 (minor)

        current `prod@91c0d44` → proposed `dev@3f7e2a1`

        **Risk:** kubernetes minor 1.29 → 1.30 · 1 layer removed · 1 value to fill

        **To fill: 1**

        - `k8s kubernetes` `secret`

        | | layer | pack | version | what |
        |---|---|---|---|---|
        | \~ | k8s | kubernetes | 1.29.8 → 1.30.4  ▲ minor | 3 values · 1 to fill |
        | - | addon | gone | 1.0.0 |  |

        <details><summary><code>~ k8s kubernetes  1.29.8 → 1.30.4  ▲ minor</code></summary>

        ```diff
          values
            ~ a       "30" → "60"
            ? secret  masked → masked   cannot tell; to fill
            ~ x       "y`z|w <b>@team" → "y`z|w <i>@team"
        ```

        </details>

        <details><summary><code>- addon gone  1.0.0</code></summary>

        ```diff
          values  removed, 1 line
        ```

        </details>


        Masked values: 1, still to fill for prod: 1   (strata masked …)

        Summary: 1 removed, 1 changed, 0 unchanged layers; 3 values; 1 to fill

        """#)
  }

  @Test func `Markdown at its limit keeps risk and every count of what is to fill`() throws {
    var (old, new) = (Fixture(), Fixture(version: "2.0.0"))
    for layer in 0..<60 {
      let lines = (0..<200).map { "key\($0): \"value of some length \(layer)-\($0)\"" }
      let masks = (0..<20).map { "secret\($0): ********" }
      let text = (lines + masks).joined(separator: "\n")
      old.layers.append(F.layer(JSONString("pack-\(layer)"), values: JSONString(text)))
      let edited = text.replacing("some", with: "another")
      new.layers.append(
        F.layer(JSONString("pack-\(layer)"), version: "2.0.0", values: JSONString(edited)))
    }
    let text = try report(old, new).markdown
    #expect(text.count <= 65_536)
    #expect(text.count > 40_000)
    #expect(text.contains("**To fill: 1200**"))
    #expect((0..<60).allSatisfy { text.contains("pack-\($0) major 1.0 → 2.0") })
    #expect(text.contains("_Left out for size: "))
    let places = text.split(separator: "\n").count { $0.contains("`secret") && $0.hasPrefix("- ") }
    let layers = text.split(separator: "\n").count { $0.hasSuffix(": 20 values") }
    #expect(places == 1200 || layers == 60)
  }

  @Test func `nothing of a document is read as Markdown or HTML`() throws {
    let hostile = "</code></summary><script>alert(1)</script>```\n````\n| a | b | @everyone ![x](y)"
    let side = Fixture(
      name: JSONString("<img src=x onerror=alert(1)> ```"),
      layers: [
        F.layer(
          JSONString("p|<b>"),
          values: JSONString("a: |\n  " + hostile.replacing("\n", with: "\n  ")))
      ])
    var other = side
    other.layers = [F.layer(JSONString("p|<b>"), values: "a: |\n  other\n  text\n")]
    let page = try report(side, other)
    #expect(!page.html.contains("<script") && !page.html.contains("<img"))
    #expect(page.html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    let outside = page.markdown.components(separatedBy: "\n`````").enumerated()
      .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
    #expect(outside.hasPrefix("### ```` <img src=x onerror=alert(1)> ``` ```` 1.0.0\n"))
    #expect(!outside.contains("<script>") && !outside.dropFirst(80).contains("<img src"))
  }

  @Test func `the page stands alone and holds what the text holds`() throws {
    let html = try report(from, to).html
    for part in ["kubernetes", "1.29.8 → 1.30.4", "&quot;30&quot;", "cannot tell; to fill"] {
      #expect(html.contains(part), "\(part)")
    }
    for outside in ["http://", "https://", "<script", "src=", "@import"] {
      #expect(!html.contains(outside), "\(outside)")
    }
    let opened = html.matches(of: /<(\w+)[^>]*>/).map { String($0.1) }
      .filter { !["meta"].contains($0) }
    let closed = html.matches(of: /<\/(\w+)>/).map { String($0.1) }
    #expect(opened.sorted() == closed.sorted())
  }

  @Test func `nothing differs in every form`() throws {
    #expect(try report(from, from).markdown == "no differences\n")
    #expect(try report(from, from).html.contains("no differences"))
  }
}
