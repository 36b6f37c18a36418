import Foundation
import Testing

/// `promote` and `import` as a person meets them; `ReplayTests` has the table row by row.
@Suite struct ReplayCommandTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.commit(.numbered(1), to: "dev", "-m", "Start with one")
    try bench.commit(.numbered(2), to: "dev", "-m", "Two are better")
  }

  @Test func `promotion writes the commits again with author, message and origin`() throws {
    let dry = try bench.strata("promote", "web", "--from", "dev", "--dry-run")
    let unchecked =
      "unchecked    packs: nothing is known of staging ('strata facts import' takes it in)\n"
    #expect(
      dry.text == "would write  dev:tenant/web@1.0.0 → staging:tenant/web@1.0.0  2 commits\n"
        + unchecked)
    #expect(try bench.commitCount("staging") == 1)
    let real = try bench.strata("promote", "web", "--from", "dev")
    #expect(
      real.text == "written      dev:tenant/web@1.0.0 → staging:tenant/web@1.0.0  2 commits\n"
        + unchecked)
    let format = "--format=%s|%an|%ai"
    #expect(
      try bench.git("log", "-2", format, "env/staging") == bench.git("log", "-2", format, "env/dev")
    )
    let message = try bench.git("log", "-1", "--format=%B", "env/staging")
    #expect(message.contains("\nReplayed-From: \(try bench.tip()) tenant/web@1.0.0\n"))
    try bench.expectSound()
  }

  @Test func `a promotion that finds nothing to do makes no commit`() throws {
    try bench.strata("promote", "--all", "--from", "dev")
    let before = try bench.tip("staging")
    let again = try bench.strata("promote", "--all", "--from", "dev")
    #expect(again.code == 0)
    #expect(
      again.text == """
        up to date   dev:tenant/web@1.0.0 → staging:tenant/web@1.0.0  the same document is there

        """)
    #expect(try bench.tip("staging") == before)
  }

  @Test func `a hot-fix in the target is a conflict that says what differs`() throws {
    try bench.strata("promote", "web", "--from", "dev")
    try bench.commit(.numbered(9), to: "staging", "-m", "Hot fix")
    try bench.commit(.numbered(3))
    for more in [[], ["--dry-run"]] {
      let outcome = try bench.strata(["promote", "web", "--from", "dev"] + more)
      #expect(outcome.code == 5)
      #expect(
        outcome.text.replacing(/[0-9a-f]{7}/, with: "ID") == """
          refused      dev:tenant/web@1.0.0 → staging:tenant/web@1.0.0
                       changed since the last replay: staging:tenant/web@1.0.0 has commits of its own
                         ID Hot fix
                       1 place changed on both sides (base: the last replay, ours: the target, theirs: the source):
                         ! addon nginx, values at charts.nginx.replicas
                             base        replicas: 2
                             ours        replicas: 9
                             theirs      replicas: 3
                       remedies: keep the target's with --ours, take the source's with --theirs, \
          answer each with --conflicts FILE and --resolve FILE, or replace all of it with --overwrite

          """)
    }
    #expect(try bench.strata("export", "staging:web").text.contains("replicas: 9"))
    #expect(try bench.strata("promote", "web", "--from", "dev", "--overwrite").code == 0)
    #expect(try bench.strata("export", "staging:web").text.contains("replicas: 3"))
    try bench.expectSound()
  }

  @Test func `a hot-fix elsewhere is merged and said in the same words by a dry run`() throws {
    try bench.strata("promote", "web", "--from", "dev")
    var export = Export.numbered(2)
    export.layers[0].values += "\n    tls: true"
    try bench.commit(export, to: "staging", "-m", "Hot fix")
    try bench.commit(.numbered(3))
    let dry = try bench.strata("promote", "web", "--from", "dev", "--dry-run")
    let route = "dev:tenant/web@1.0.0 → staging:tenant/web@1.0.0"
    #expect(dry.text.hasPrefix("would merge  \(route)  1 commit; 1 change kept, 1 brought\n"))
    let why = try bench.strata("why", "dev", "staging", "web").text
    #expect(why.contains("promote      would merge 1 commit with what staging changed\n"))
    let real = try bench.strata("promote", "web", "--from", "dev", "--json")
    #expect(real.code == 0)
    #expect(try real.json()["targets"][0]["items"][0]["result"].string == "merged")
    let values = "charts:\\n  nginx:\\n    replicas: 3\\n    port: 80\\n    tls: true"
    #expect(try bench.strata("export", "staging:web").text.contains(values))
    let tip = try bench.tip("staging")
    #expect(try bench.strata("promote", "web", "--from", "dev").text.hasPrefix("up to date"))
    #expect(try bench.tip("staging") == tip)
    #expect(
      try bench.strata("status", "dev", "staging").text == """
        dev → staging  1 merged
          merged  tenant/web@1.0.0  everything is replayed, and merged with what staging changed

        """)
    try bench.expectSound()
  }

  @Test func `conflicts are written to a file, answered there, and land`() throws {
    try bench.strata("promote", "web", "--from", "dev")
    try bench.commit(.numbered(9), to: "staging", "-m", "Hot fix")
    try bench.commit(.numbered(3))
    let sheet = bench.folder["conflicts.json"]
    let asked = try bench.strata("promote", "web", "--from", "dev", "--conflicts", sheet)
    #expect(asked.code == 5)
    #expect(asked.errors.hasPrefix("wrote "))
    let open = try bench.strata("promote", "web", "--from", "dev", "--resolve", sheet)
    #expect(open.code == 5)
    let text = try String(contentsOfFile: sheet, encoding: .utf8)
    try text.replacing("\"take\": \"\"", with: "\"value\": \"    replicas: 6\"")
      .write(toFile: sheet, atomically: true, encoding: .utf8)
    let done = try bench.strata("promote", "web", "--from", "dev", "--resolve", sheet)
    #expect(done.code == 0, "\(done)")
    #expect(try bench.strata("export", "staging:web").text.contains("replicas: 6\\n    port: 80"))
    #expect(try bench.strata("promote", "web", "--from", "dev", "--resolve", sheet).code == 0)
    #expect(try bench.strata("promote", "web", "--from", "dev", "--ours", "--theirs").code == 64)
    try bench.expectSound()
  }

  @Test func `a masked value in conflict is named and never shown`() throws {
    let planted = ["s3cr3t-of-the-base", "hunter2-in-staging", "letmein-from-dev"]
    let variable = { (text: String) in
      var export = Export.numbered(1, name: "vault")
      export.variables = [.init(name: "token", value: text, isSensitive: true)]
      export.layers[0].values = "password: \(text == planted[1] ? "********" : "old-\(text.count)")"
      return export
    }
    for (index, environment) in ["dev", "staging", "dev"].enumerated() {
      try bench.commit(
        variable(planted[index]), to: environment, "--allow-secret", "test of conflicts")
      if index == 0 { try bench.strata("promote", "vault", "--from", "dev") }
    }
    let sheet = bench.folder["conflicts.json"]
    let text = try bench.strata("promote", "vault", "--from", "dev", "--conflicts", sheet)
    let json = try bench.strata("promote", "vault", "--from", "dev", "--json")
    #expect(text.code == 5 && json.code == 5)
    #expect(text.text.contains("variable token"))
    let written = try String(contentsOfFile: sheet, encoding: .utf8)
    for shown in [text.text, text.errors, json.text, json.errors, written] {
      for secret in planted { #expect(!shown.contains(secret)) }
      #expect(!shown.contains("old-"))
    }
    #expect(try bench.strata("promote", "vault", "--from", "dev", "--ours").code == 0)
    #expect(try bench.strata("promote", "vault", "--from", "dev").code == 0)
  }

  @Test func `a duplicate is a finding for import and a conflict for promote`() throws {
    try bench.commit(.numbered(8), to: "staging")
    let imported = try bench.strata("import", "dev:web", "--to", "staging")
    #expect(imported.code == 3)
    #expect(
      imported.text.contains(
        "duplicate name and version: staging:tenant/web@1.0.0 is another document that never "
          + "came from here\n"))
    #expect(
      imported.text.contains(
        "remedies: import it as --name NEW or --version NEW, replace what is there with "
          + "--overwrite, or leave it\n"))
    #expect(try bench.strata("promote", "web", "--from", "dev").code == 5)
    #expect(try bench.strata("import", "dev:web", "--to", "staging", "--name", "web2").code == 0)
    #expect(
      try bench.strata("import", "dev:web", "--to", "staging", "--version", "2.0.0").code == 0)
    #expect(try bench.strata("show", "staging").lines.count == 3)
    try bench.expectSound()
  }

  @Test func `several targets are independent, with a result each`() throws {
    try bench.commit(.numbered(8), to: "prod")
    let outcome = try bench.strata(
      "import", "dev:web", "--to", "staging:projects/a", "--to", "prod", "--to", "nope:tenant",
      "--to", "prod:projects/b", "--json")
    #expect(outcome.code == 3)
    let targets = try outcome.json()["targets"]
    #expect(
      targets.elements.map { $0["items"][0]["result"].string }
        == ["written", "refused", nil, "written"])
    #expect(targets[2]["error"]["code"].string == "not-found")
    #expect(try bench.strata("show", "prod:projects/b/web").code == 0)
    #expect(try bench.strata("show", "staging:projects/a/web").code == 0)
    try bench.expectSound()
  }

  @Test func `registries are mapped on the way, and a slip of the pen is refused`() throws {
    let slip = try bench.strata(
      "import", "dev:web", "--to", "prod", "--registry", "Public Rep=Corp")
    #expect(slip.code == 64)
    #expect(
      slip.errors == """
        error: no layer of 'web' uses the registry 'Public Rep'
        hint: its layers use 'Public Repo'

        """)
    let outcome = try bench.strata(
      "import", "dev:web", "--to", "prod:projects/pay", "--registry", "Public Repo=Corp#abc")
    #expect(outcome.code == 0)
    let registry = try bench.strata("show", "prod:projects/pay/web", "--json")
      .json()["layers"][0]["registry"]
    #expect(registry["name"].string == "Corp")
    #expect(registry["uid"].string == "abc")
    try bench.expectSound()
  }

  @Test func `a file is imported straight into a scope with its source recorded`() throws {
    let path = try bench.folder.write(Export.numbered(1, name: "file").json, to: "in/file.json")
    let outcome = try bench.strata("import", path, "--to", "prod:projects/pay", "-m", "By hand")
    #expect(outcome.code == 0, "\(outcome)")
    let message = try bench.git("log", "-1", "--format=%B", "env/prod")
    #expect(message.hasPrefix("By hand\n\nProfile: file@1.0.0\nScope: projects/pay\n"))
    #expect(message.contains("\nSource: file.json\n"))
    #expect(!message.contains("Replayed-From"))
    let again = try bench.strata("import", path, "--to", "prod:projects/pay")
    #expect(again.code == 0)
    #expect(again.text.hasPrefix("up to date"))
    try bench.folder.write(Export.numbered(2, name: "file").json, to: "in/file.json")
    #expect(try bench.strata("import", path, "--to", "prod:projects/pay").code == 3)
    try bench.expectSound()
  }

  @Test func `--expect holds a promotion back when the target moved`() throws {
    let base = try bench.tip("staging")
    try bench.commit(.numbered(1, name: "other"), to: "staging")
    let late = try bench.strata("promote", "web", "--from", "dev", "--expect", base)
    #expect(late.code == 5)
    #expect(try bench.commitCount("staging") == 2)
  }

  @Test func `who promotes from the last, to itself or from nowhere is told`() throws {
    let last = try bench.strata("promote", "--all", "--from", "prod")
    #expect(last.code == 64)
    #expect(
      last.errors
        == "error: no environment comes after 'prod'\nhint: name the target with --to\n")
    #expect(try bench.strata("promote", "web", "--from", "dev", "--to", "dev").code == 64)
    #expect(try bench.strata("promote", "--from", "dev").code == 64)
    #expect(try bench.strata("promote", "web", "--from", "qa").code == 6)
    #expect(try bench.strata("promote", "nope", "--from", "dev").code == 6)
    #expect(try bench.strata("import", "dev:web").code == 64)
  }

  @Test func `masked values that the target has to fill are counted`() throws {
    var export = Export(name: "m")
    export.layers[0].values = "password: '********'"
    try bench.commit(export)
    let outcome = try bench.strata("promote", "m", "--from", "dev")
    #expect(
      outcome.lines.last == "1 masked value to fill in staging (strata masked staging)")
  }

  @Test func `files that are not strata's stay on the branch`() throws {
    try bench.shell(
      """
      git clone -q -b env/staging strata.git clone && cd clone && echo mine > NOTES.md &&
      git add NOTES.md && git commit -qm 'A note' && git -C ../strata.git fetch -q "$PWD" env/staging:env/staging
      """)
    #expect(try bench.strata("promote", "web", "--from", "dev").code == 0)
    #expect(try bench.git("show", "env/staging:NOTES.md") == "mine\n")
    let verified = try bench.strata("verify")
    #expect(verified.code == 0)
    #expect(verified.text.contains("foreign  staging:NOTES.md  not strata's, left alone\n"))
  }
}
