import Foundation
import Testing

@Suite struct HistoryTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.commit(.numbered(1), to: "dev", "-m", "One\n\nThe first.")
    try bench.commit(.numbered(2))
    try bench.commit(.numbered(1, version: "1.1.0"))
    try bench.commit(.numbered(7, name: "db"))
  }

  @Test func `log shows one profile's commits, one version's, or an environment's`() throws {
    let all = try bench.strata("log", "dev", "--json").json()
    #expect(all.count == 5)
    #expect(
      all.elements.map { $0["message"].string } == [
        "Add db 1.0.0", "Add web 1.1.0", "Update web 1.0.0", "One\n\nThe first.",
        "Start the environment dev",
      ])
    let profile = try bench.strata("log", "dev:web", "--json").json()
    #expect(
      profile.elements.compactMap { $0["profile"]["version"].string } == [
        "1.1.0", "1.0.0", "1.0.0",
      ])
    let version = try bench.strata("log", "dev:web@1.0.0").text
    let ids = try bench.git("log", "--format=%h", "--abbrev=7", "env/dev").split(separator: "\n")
    #expect(
      version == """
        commit \(ids[2])  2026-11-20 14:03 +0100  Ada <ada@example.org>
            Update web 1.0.0
            profile  tenant/web@1.0.0
            source   standard input

        commit \(ids[3])  2026-11-20 14:03 +0100  Ada <ada@example.org>
            One
            
            The first.
            profile  tenant/web@1.0.0
            source   standard input

        """)
    #expect(try bench.strata("log", "dev", "-n", "2", "--json").json().count == 2)
    #expect(try bench.strata("log", "-n", "0").text == "no commits\n")
    #expect(try bench.strata("log", "dev", "-n", "-1").code == 64)
    #expect(try bench.strata("log", "dev:nope").code == 6)
  }

  @Test func `an old revision is shown and exported as it was`() throws {
    let old = try bench.strata("export", "dev~2:web@1.0.0", "--format", "jcs").text
    #expect(old.contains("replicas: 2"))
    let first = try bench.git("log", "--format=%H", "--reverse", "env/dev").split(separator: "\n")[
      1]
    for address in ["\(first):web", "\(first.prefix(7)):tenant/web@1.0.0", "dev~3:web"] {
      let text = try bench.strata("export", address, "--format", "jcs").text
      #expect(text.contains("replicas: 1"), "\(address)")
    }
    #expect(try bench.strata("export", "dev~2:web@1.1.0").code == 6)
    #expect(try bench.strata("show", "dev~9").code == 6)
  }

  @Test func `an unversioned name means its highest version`() throws {
    try bench.commit(.numbered(5, version: "1.1.0-rc.1"))
    try bench.commit(.numbered(6, version: "1.0.10"))
    #expect(try bench.strata("show", "dev:web", "--json").json()["version"].string == "1.1.0")
  }

  @Test func `what is missing is named, with what is near`() throws {
    let near = try bench.strata("show", "dev:wep")
    #expect(near.code == 6)
    #expect(
      near.errors == "error: no profile 'tenant/wep' in 'dev'\nhint: did you mean 'web'?\n")
    let version = try bench.strata("show", "dev:web@9.9.9")
    #expect(version.code == 6)
    #expect(
      version.errors == """
        error: no version 'tenant/web@9.9.9' in 'dev' (there are 1.0.0, 1.1.0)
        hint: name one of those, or none for the highest

        """)
  }

  @Test func `export writes palette's order, the jcs bytes or the stored form`() throws {
    let palette = try bench.strata("export", "dev:db").text
    #expect(palette.hasPrefix("{\n  \"metadata\": {\n    \"name\": \"db\",\n"))
    #expect(palette.hasSuffix("}\n"))
    let jcs = try bench.strata("export", "dev:db", "--format", "jcs").text
    #expect(jcs == Export.numbered(7, name: "db").json)
    let stored = try bench.strata("export", "dev:db", "--format", "stored").text
    #expect(stored == (try bench.git("show", "env/dev:tenant/profiles/db/1.0.0.json")))
    #expect(stored.contains("          \"values\": [\n            \"charts:\",\n"))
  }

  @Test func `--out writes a whole file or none, in place of an older one`() throws {
    #expect(try bench.strata("export", "dev:db", "--out", "db.json").text == "")
    let first = try bench.folder.data("db.json")
    #expect(first == (try bench.strata("export", "dev:db", "--out", "-").output))
    try bench.folder.write("old", to: "db.json")
    #expect(try bench.strata("export", "dev:nope", "--out", "db.json").code == 6)
    #expect(try bench.folder.data("db.json") == Data("old".utf8))
    #expect(try bench.strata("export", "dev:db", "--out", "db.json").code == 0)
    #expect(try bench.folder.data("db.json") == first)
    #expect(try bench.strata("export", "dev:db", "--out", "no/where.json").code == 6)
    #expect(try bench.folder.names() == ["db.json", "strata.git"])
  }

  @Test func `rm removes one version or all, each by a commit`() throws {
    let dry = try bench.strata("rm", "dev:web", "--dry-run")
    #expect(dry.text == "would remove  dev:tenant/web@1.1.0\n")
    let one = try bench.strata("rm", "dev:web@1.0.0", "-m", "No longer used")
    #expect(one.text == "removed  dev:tenant/web@1.0.0  \(try bench.tip().prefix(7))\n")
    #expect(
      try bench.git("log", "-1", "--format=%s", "env/dev") == "No longer used\n")
    try bench.commit(.numbered(3))
    let all = try bench.strata("rm", "dev:web", "--all-versions", "--json").json()
    #expect(all["removed"].elements.map { $0["profile"]["version"].string } == ["1.0.0", "1.1.0"])
    #expect(try bench.strata("show", "dev").text == "tenant/db@1.0.0\n")
    #expect(try bench.strata("rm", "dev:web").code == 6)
    #expect(try bench.strata("rm", "dev~1:web").code == 64)
    #expect(try bench.strata("log", "dev:web@1.0.0", "--json").json().count == 5)
    try bench.expectSound()
  }

  @Test func `show says what the stack is made of`() throws {
    var export = Export(name: "full", description: "two\nlines")
    export.layers[0].values = "a: {{.spectro.macro.mirror}}\npassword: '********'"
    export.layers.append(
      .init(name: "int--nginx", values: "b: 1", registry: nil, manifests: [("m", "c: 1")]))
    export.variables = [.init(name: "pw", value: "********", isSensitive: true)]
    try bench.commit(export)
    let shown = try bench.strata("show", "dev:full").text
      .replacing(/sha256:[0-9a-f]{64}/, with: "X").replacing(/@[0-9a-f]{7}/, with: "@ID")
    #expect(
      shown == """
        profile  full 1.0.0  tenant · dev@ID
        type     add-on · cloud all · 2 layers
        about    two
                 lines
        digest   X
        content  X

        Layers
          addon  nginx        1.9.4  helm  Public Repo (pack)  1 mask · 1 reference
          addon  nginx (int)  1.9.4  helm  -                   1 manifest

        Variables
          pw  string  sensitive masked

        Masked values
          ? addon nginx  values  password  line 2  looks masked
          ? variable pw  declared sensitive

        References
          {{.spectro.macro.mirror}}  addon nginx

        """)
    let masked = try bench.strata("masked", "dev")
    #expect(
      masked.text == """
        tenant/full@1.0.0
          ? addon nginx  values  password  line 2  looks masked
          ? variable pw  declared sensitive
        2 masked values in 1 profile version

        """)
    #expect(try bench.strata("masked", "dev:db").text == "no masked values\n")
    #expect(try bench.strata("masked", "dev", "--json").json().count == 2)
  }
}
