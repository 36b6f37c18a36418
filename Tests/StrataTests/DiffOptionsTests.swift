import Foundation
import Testing

@Suite struct DiffOptionsTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    var old = Export()
    old.layers = [
      .init(values: "image: a\nreplicas: 1\nenv:\n- name: A\n  value: x\n"),
      .init(name: "loki", values: "a: 1\nb: 2\n"),
    ]
    var new = old
    new.layers[0].values = "image: b\nreplicas: 2\nenv:\n- name: A\n  value: y\n"
    new.layers[1].values = "b: 2\na: 1\n"
    try bench.folder.write(old.json, to: "a.json")
    try bench.folder.write(new.json, to: "b.json")
  }

  private func compact(_ options: String...) throws -> [String] {
    let outcome = try bench.strata(["diff", "a.json", "b.json", "-o", "compact"] + options)
    return outcome.lines.map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false)[2...3].joined(separator: " ")
    }
  }

  @Test func `layers and paths are chosen, and the exit code goes along`() throws {
    #expect(
      try compact() == [
        "addon nginx values image", "addon nginx values replicas",
        "addon nginx values env[name=A].value", "addon loki values",
      ])
    #expect(try compact("--layer", "lo*") == ["addon loki values"])
    #expect(try compact("--filter", "image") == ["addon nginx values image"])
    #expect(
      try compact("--exclude", "image", "--exclude", "env", "--ignore", "cosmetic") == [
        "addon nginx values replicas"
      ])
    let nothing = try bench.strata(
      "diff", "a.json", "b.json", "--layer", "loki", "--ignore", "cosmetic", "--exit-code")
    #expect(nothing.code == 0)
    #expect(nothing.text == "no differences (4 left out)\n")
    #expect(
      try bench.strata("diff", "a.json", "b.json", "--filter", "image", "--exit-code").code == 2)
  }

  @Test func `a layer that is not there and a path that is none are said`() throws {
    let layer = try bench.strata("diff", "a.json", "b.json", "--layer", "ngin")
    #expect(layer.code != 0)
    #expect(
      layer.errors == "error: no layer on either side is 'ngin'\nhint: did you mean 'nginx'?\n")
    let path = try bench.strata("diff", "a.json", "b.json", "--filter", "a[")
    #expect(path.code != 0)
    #expect(path.errors.hasPrefix("error: cannot read the path 'a['"))
    #expect(try bench.strata("diff", "a.json", "b.json", "--ignore", "cosmetics").code != 0)
  }

  @Test func `a line a layer, names alone, and what lists were told by`() throws {
    #expect(
      try bench.strata("diff", "a.json", "b.json", "--stat").text == """
          ~  addon  nginx   1.9.4    3 values
          ~  addon  loki    1.9.4    values cosmetic
        Summary: 2 changed, 0 unchanged layers; 3 values

        """)
    #expect(
      try bench.strata("diff", "a.json", "b.json", "--name-only").text
        == "addon nginx\naddon loki\n")
    let explained = try bench.strata("diff", "a.json", "b.json", "--explain").text
    #expect(explained.contains("    items of env: told by 'name'\n"))
    let names = try bench.strata("diff", "a.json", "b.json", "--name-only", "--json").json()
    #expect(names["layers"].elements.map { $0["pack"].string } == ["nginx", "loki"])
    #expect(names["layers"][0]["texts"].value == nil)
  }

  @Test func `what an environment ignores is left out, unless asked for`() throws {
    for (file, message) in [("a.json", "one"), ("b.json", "two")] {
      let landed = try bench.strata("commit", file, "--env", "dev", "-m", message)
      try #require(landed.code == 0, "\(landed)")
    }
    let set = try bench.strata(
      "env", "set", "dev", "--ignore", "layer=nginx", "--ignore", "cosmetic")
    try #require(set.code == 0, "\(set)")
    let left = try bench.strata("diff", "dev:web", "--exit-code")
    #expect(left.code == 0, "\(left)")
    #expect(left.text == "no differences (4 left out)\n")
    #expect(try bench.strata("diff", "dev:web", "--exit-code", "--no-ignore").code == 2)
    #expect(try bench.strata("diff", "dev~2", "dev", "--exit-code").code == 0)
  }

  @Test func `color is for terminals, and is switched as elsewhere`() throws {
    func isColored(_ environment: [String: String], _ more: String...) throws -> Bool {
      try bench.strata(["diff", "a.json", "b.json"] + more, environment: environment)
        .text.contains("\u{1B}[")
    }
    #expect(try !isColored([:]))
    #expect(try isColored([:], "--color", "always"))
    #expect(try isColored(["CLICOLOR_FORCE": "1"]))
    #expect(try !isColored(["CLICOLOR_FORCE": "1", "NO_COLOR": "1"]))
    #expect(try isColored(["STRATA_COLOR": "always", "NO_COLOR": "1"]))
    #expect(try !isColored(["STRATA_COLOR": "always"], "--color", "never"))
    let ascii = try bench.strata(
      ["diff", "a.json", "b.json"], environment: ["LC_ALL": "C"])
    #expect(ascii.text.utf8.allSatisfy { $0 < 0x80 })
  }
}
