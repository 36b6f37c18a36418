import Foundation
import Testing

@Suite struct PatchCommandTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  @Test func `a patch from one environment's profile to another's applies back exactly`() throws {
    let files = Samples.fixtures
    for to in files.dropFirst() {
      #expect(try bench.strata("commit", to, "--env", "dev").code == 0)
      let patch = try bench.strata("diff", files[0], to, "-o", "patch", "--out", "p.json")
      #expect(patch.code == 0, "\(patch)")
      let applied = try bench.strata("apply-patch", "p.json", files[0], "--out", "back.json")
      #expect(applied.code == 0, "\(applied)")
      #expect(try bench.strata("diff", to, "back.json", "--exit-code").text == "no differences\n")
      let bytes = try bench.strata("canonicalize", "back.json", "--jcs").output
      #expect(try bench.strata("canonicalize", to, "--jcs").output == bytes)
    }
  }

  @Test func `a secret's change is carried as the stored document's id`() throws {
    let secret = "hunter2-of-the-patch"
    var (masked, plain) = (Export(), Export())
    masked.layers[0].values = "a: 1\npassword: '********'"
    plain.layers[0].values = "a: 1\npassword: \(secret)"
    try bench.folder.write(masked.json, to: "masked.json")
    try bench.folder.write(plain.json, to: "plain.json")
    let refused = try bench.strata("diff", "masked.json", "plain.json", "-o", "patch")
    #expect(refused.code == 64)
    #expect(
      refused.errors == """
        error: a secret changes, and a patch carries that only as the id of a stored document
        hint: commit 'plain.json' to an environment first, and name it there

        """)
    try bench.commit(masked)
    try bench.commit(plain)
    let patch = try bench.strata("diff", "dev:web", "-o", "patch", "--out", "p.json")
    #expect(patch.code == 0, "\(patch)")
    let text = String(decoding: try bench.folder.data("p.json"), as: UTF8.self)
    #expect(!text.contains(secret))
    let blob = try bench.git("rev-parse", "env/dev:tenant/profiles/web/1.0.0.json")
    #expect(text.contains(blob.dropLast()))
    let applied = try bench.strata("apply-patch", "p.json", "dev~1:web")
    #expect(applied.text == (try bench.strata("export", "dev:web").text))
    let other = try bench.strata("apply-patch", "p.json", "dev:web")
    #expect(other.code == 5)
    #expect(!other.errors.contains(secret))
  }

  @Test func `what cannot be applied says where and writes nothing`() throws {
    var (old, new, other) = (Export(), Export(), Export())
    old.layers[0].values = "a: 1\nb: 2"
    new.layers[0].values = "a: 1\nb: 3"
    other.layers[0].values = "a: 1\nb: 4"
    for (name, export) in [("a.json", old), ("b.json", new), ("c.json", other)] {
      try bench.folder.write(export.json, to: name)
    }
    try bench.strata("diff", "a.json", "b.json", "-o", "patch", "--out", "p.json")
    let outcome = try bench.strata("apply-patch", "p.json", "c.json", "--out", "d.json")
    #expect(outcome.code == 5)
    #expect(
      outcome.errors == """
        error: cannot apply 'p.json': spec.template.packs[addon nginx].values: the text has other lines at line 2
        hint: the patch was made from another document; compare the two with 'strata diff'

        """)
    #expect(!(try bench.folder.names().contains("d.json")))
    try bench.folder.write("{\"format\":\"profile-patch/1\"}", to: "bad.json")
    let bad = try bench.strata("apply-patch", "bad.json", "a.json")
    #expect(bad.code == 1)
    #expect(
      bad.errors.hasPrefix("error: cannot apply 'bad.json': $: the member 'from' is missing\n"))
    #expect(try bench.strata("diff", "dev", "staging", "-o", "patch").code == 64)
  }
}
