import Foundation
import Testing

@Suite struct DiffTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  @Test func `one changed digit is one line removed and one added in git log -p`() throws {
    try bench.commit(.numbered(3))
    try bench.commit(.numbered(4))
    let patch = try bench.git("log", "-1", "-p", "--format=", "env/dev")
    let changed = patch.split(separator: "\n").filter {
      ($0.hasPrefix("+") || $0.hasPrefix("-")) && !$0.hasPrefix("+++") && !$0.hasPrefix("---")
    }
    #expect(changed.map { $0.filter { $0 != " " } } == ["-\"replicas:3\",", "+\"replicas:4\","])
    let blame = try bench.git("blame", "-s", "env/dev", "--", "tenant/profiles/web/1.0.0.json")
    let tip = try bench.tip().prefix(7)
    #expect(blame.split(separator: "\n").count { $0.hasPrefix(tip) } == 1)
    let shown = try bench.strata("diff", "dev:web")
    #expect(
      shown.text.replacing(/[0-9a-f]{7}/, with: "ID") == """
        profile  web                  current ID → proposed dev@ID
        version  1.0.0                           type add-on · cloud all · layers 1
        risk     content differs, version 1.0.0 is the same

        ~ addon nginx  1.9.4
          values
            ~ charts.nginx.replicas  3 → 4
            (1 value unchanged)

        Summary: 1 changed, 0 unchanged layers; 1 value

        """)
    #expect(
      try bench.strata("diff", "dev:web", "--output", "compact").text
        == "web\t~\taddon nginx\tvalues charts.nginx.replicas\t3\t4\n")
    let json = try bench.strata("diff", "dev:web", "--json").json()
    #expect(json["format"].string == "profile-diff/1")
    #expect(json["summary"]["layersChanged"].int == 1)
  }

  @Test func `differences are exit code 2 only with --exit-code`() throws {
    try bench.folder.write(Export.numbered(1).json, to: "a.json")
    try bench.folder.write(Export.numbered(2).json, to: "b.json")
    #expect(try bench.strata("diff", "a.json", "b.json").code == 0)
    #expect(try bench.strata("diff", "a.json", "b.json", "--exit-code").code == 2)
    #expect(try bench.strata("diff", "a.json", "a.json", "--exit-code").code == 0)
    #expect(try bench.strata("diff", "a.json", "none.json", "--exit-code").code == 6)
  }

  @Test func `nothing differs from itself, in every format`() throws {
    for file in Samples.fixtures + Samples.real {
      for format in ["text", "compact", "json"] {
        let outcome = try bench.strata("diff", file, file, "--output", format, "--exit-code")
        #expect(outcome.code == 0)
        switch format {
        case "text": #expect(outcome.text == "no differences\n")
        case "compact": #expect(outcome.text == "")
        default:
          let json = try outcome.json()
          #expect(json["summary"]["hasChanges"].bool == false)
          #expect(json["layers"].count + json["variables"].count + json["fields"].count == 0)
        }
      }
    }
  }

  @Test func `an export comes back without a difference, null and empty members kept`() throws {
    for member in [#""manifests":[]"#, #""manifests":null"#, #""x":null"#, #""x":{}"#] {
      let json = Export().json.replacing(
        #""layer":"addon","#, with: #""layer":"addon",\#(member),"#)
      #expect(json.contains(member))
      #expect(try bench.strata("commit", "-", "--env", "dev", input: json).code == 0)
      #expect(try bench.strata("export", "dev:web", "--out", "back.json").code == 0)
      #expect(try bench.strata("diff", "dev:web", "back.json").text == "no differences\n")
      let again = try bench.strata("commit", "back.json", "--env", "dev")
      #expect(again.text.hasPrefix("unchanged"), "\(member)")
    }
    try bench.expectSound()
  }

  @Test func `a mask on both sides is unknown, never unchanged, and alone no difference`() throws {
    var (old, new) = (Export(), Export())
    old.layers[0].values = "a: 1\npassword: '********'"
    new.layers[0].values = old.layers[0].values
    new.layers[0].registry = ("another", "Public Repo")
    try bench.folder.write(old.json, to: "a.json")
    try bench.folder.write(new.json, to: "b.json")
    let outcome = try bench.strata("diff", "a.json", "b.json", "--exit-code")
    #expect(outcome.code == 0)
    #expect(outcome.text.contains("? password  masked → masked   cannot tell; to fill\n"))
    #expect(!outcome.text.contains("unchanged\n    ?"))
  }

  @Test func `a sensitive value that appears or goes is told, never shown`() throws {
    var (plain, masked) = (Export(), Export())
    plain.variables = [.init(name: "pw", value: "hunter2", isSensitive: true)]
    masked.variables = [.init(name: "pw", value: "********", isSensitive: true)]
    plain.layers[0].values = "password: hunter2\nword: hunter2x"
    masked.layers[0].values = "password: '********'\nword: hunter2x"
    try bench.folder.write(plain.json, to: "plain.json")
    try bench.folder.write(masked.json, to: "masked.json")
    for format in ["text", "compact", "json"] {
      let hidden = try bench.strata("diff", "plain.json", "masked.json", "--output", format)
      #expect(!hidden.text.replacing("hunter2x", with: "").contains("hunter2"), "\(hidden.text)")
      let entered = try bench.strata("diff", "masked.json", "plain.json", "--output", format)
      #expect(!entered.text.replacing("hunter2x", with: "").contains("hunter2"), "\(entered.text)")
    }
    let text = try bench.strata("diff", "masked.json", "plain.json").text
    #expect(text.contains("! password  masked → (hidden)   plain text entered"))
  }

  @Test func `two packs of one name with different display names are not paired crosswise`() throws
  {
    var old = Export()
    old.layers = [
      .init(name: "one--nginx", values: "a: 1"), .init(name: "two--nginx", values: "b: 1"),
    ]
    var new = old
    new.layers.reverse()
    try bench.folder.write(old.json, to: "a.json")
    try bench.folder.write(new.json, to: "b.json")
    let json = try bench.strata("diff", "a.json", "b.json", "--json").json()
    #expect(json["summary"]["layersMoved"].int == 1)
    #expect(json["summary"]["layersChanged"].int == 0)
    #expect(json["summary"]["layersAdded"].int == 0)
  }

  @Test func `one line of a manifest of 75,000 lines is one line`() throws {
    var (old, new) = (Export(), Export())
    var lines = (0..<75_000).map { "key\($0): value \($0 % 97)" }
    old.layers[0].manifests = [("crds", lines.joined(separator: "\n"))]
    lines[50_000] = "key50000: other"
    new.layers[0].manifests = [("crds", lines.joined(separator: "\n"))]
    try bench.folder.write(old.json, to: "a.json")
    try bench.folder.write(new.json, to: "b.json")
    let outcome = try bench.strata("diff", "a.json", "b.json")
    #expect(outcome.code == 0)
    let manifest = """
        manifest crds
          ~ key50000  "value 45" → "other"
          (74999 values unchanged)

      """
    #expect(outcome.text.contains(manifest))
    #expect(outcome.text.utf8.count < 2000)
  }

  @Test func `environments and revisions are compared profile by profile`() throws {
    try bench.commit(.numbered(1))
    try bench.commit(.numbered(1, name: "db"))
    #expect(try bench.strata("promote", "--all", "--from", "dev", "--to", "staging").code == 0)
    try bench.commit(.numbered(2))
    #expect(try bench.strata("rm", "dev:db").code == 0)
    try bench.commit(.numbered(1, name: "new"))
    let text = try bench.strata("diff", "staging", "dev").text
    let heading = "current staging@\(try bench.tip("staging").prefix(7)) → proposed dev@"
    #expect(text.hasPrefix(heading + "\(try bench.tip().prefix(7))\n"))
    #expect(text.contains("  -  tenant/db@1.0.0\n  +  tenant/new@1.0.0\n  ~  tenant/web@1.0.0\n"))
    #expect(text.contains("1 added, 1 removed, 1 changed\n"))
    let names = try bench.strata("diff", "staging", "dev", "--name-only", "-o", "compact").text
    #expect(names == "tenant/db@1.0.0\t-\ntenant/new@1.0.0\t+\ntenant/web@1.0.0\t~\n")
    #expect(try bench.strata("diff", "dev", "dev").text == "no differences\n")
    #expect(try bench.strata("diff", "staging:web", "dev", "--exit-code").code == 2)
    #expect(try bench.strata("diff", "staging", "dev:web", "--exit-code").code == 2)
    let alone = try bench.strata("diff", "dev").text
    #expect(alone.contains("0 removed, 0 changed"))
  }
}
