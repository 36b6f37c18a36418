import Foundation
import Testing

@Suite struct InsideGitTests {
  private let bench: Workbench
  private let document = "tenant/profiles/web/1.0.0.json"

  init() throws {
    bench = try Workbench()
    try bench.commit(.numbered(3))
    try bench.commit(.numbered(4))
    #expect(try bench.strata("promote", "--all", "--from", "dev", "--to", "staging").code == 0)
    try bench.commit(.numbered(5))
  }

  private func changed(_ patch: String) -> [String] {
    patch.split(separator: "\n").map(String.init).filter {
      ($0.hasPrefix("+") || $0.hasPrefix("-")) && !$0.hasPrefix("+++") && !$0.hasPrefix("---")
    }
  }

  private let value = { (sign: String, number: Int) in
    "\(sign)addon nginx  charts.nginx.replicas: \(number)"
  }

  @Test func `log -p and show read as values, in a clone and in the bare repository`() throws {
    let clone = try Clone(bench)
    #expect(try clone.strata("setup-git").code == 0)
    #expect(try bench.strata("setup-git").code == 0)
    let expected = [value("-", 4), value("+", 5), value("-", 3), value("+", 4)]
    #expect(changed(try clone.git("log", "-p", "-2", "--format=")) == expected)
    #expect(changed(try bench.git("log", "-p", "-2", "--format=", "env/dev")) == expected)
    let show = try bench.git("show", "--format=", "env/dev")
    #expect(changed(show) == [value("-", 4), value("+", 5)])
  }

  @Test func `blame names the commit that set a value, in a clone and in the bare repository`()
    throws
  {
    let clone = try Clone(bench)
    #expect(try clone.strata("setup-git").code == 0)
    #expect(try bench.strata("setup-git", bench.repository).code == 0)
    let tip = try bench.tip().prefix(8)
    for text in [
      try clone.git("blame", "-s", document),
      try bench.git("blame", "-s", "env/dev", "--", document),
    ] {
      let own = text.split(separator: "\n").filter { $0.hasPrefix(tip) }
      #expect(own.count == 1, "\(text)")
      #expect(own.first?.hasSuffix(value("", 5)) == true, "\(text)")
      #expect(text.contains("addon nginx  charts.nginx.port: 80"))
    }
  }

  @Test func `git diff between environments is the text of strata diff`() throws {
    let clone = try Clone(bench, branch: "main")
    #expect(try clone.strata("setup-git").code == 0)
    #expect(try bench.strata("setup-git").code == 0)
    for text in [
      try clone.git("diff", "origin/env/staging", "origin/env/dev", "--", "tenant"),
      try bench.git("diff", "env/staging", "env/dev", "--", "tenant"),
    ] {
      #expect(text.contains("strata diff \(document)\n"), "\(text)")
      #expect(text.contains("→ proposed"), "\(text)")
      #expect(!text.contains("@@ -"), "\(text)")
    }
    let stored = try clone.git(
      "diff", "--no-ext-diff", "--no-textconv", "origin/env/staging", "origin/env/dev")
    #expect(stored.contains("\"    replicas: 5\""))
    #expect(try bench.git("diff", "--stat", "env/staging", "env/dev").contains("2 files changed"))
  }

  @Test func `new, deleted and foreign files are shown, never an error`() throws {
    let clone = try Clone(bench)
    #expect(try clone.strata("setup-git").code == 0)
    try clone.write("{\n  broken", to: "tenant/profiles/x/1.0.0.json")
    try clone.git("add", ".")
    let added = try clone.git("diff", "--cached")
    #expect(added.contains("strata diff tenant/profiles/x/1.0.0.json\n+ {\n+   broken\n"))
    try clone.git("commit", "-qm", "x")
    try clone.write("{\n  other", to: "tenant/profiles/x/1.0.0.json")
    #expect(try clone.git("diff").contains("  {\n-   broken\n+   other\n"))
    try clone.git("rm", "-qf", "tenant/profiles/x/1.0.0.json", document)
    let removed = try clone.git("diff", "--cached")
    #expect(removed.contains("-   broken\n"))
    #expect(removed.contains("- addon nginx  charts.nginx.replicas: 5\n"))
    let log = try clone.git("log", "-p", "--ext-diff", "--all")
    #expect(log.contains("+ profile web\n+ version 1.0.0\n"))
  }

  @Test func `git gets color where a person watches its pager`() throws {
    try bench.strata("setup-git")
    let run = { (more: [String: String]) in
      try Execution(
        program: "/usr/bin/env",
        arguments: [
          "git", "-C", bench.repository, "diff", "env/staging", "env/dev", "--", document,
        ],
        folder: bench.folder.path, environment: Tool.environment.merging(more) { $1 }
      ).run().text
    }
    #expect(try run(["GIT_PAGER_IN_USE": "true", "TERM": "xterm"]).contains("\u{1B}[3"))
    #expect(
      !(try run(["GIT_PAGER_IN_USE": "true", "TERM": "xterm", "NO_COLOR": "1"])).contains("\u{1B}"))
    #expect(!(try run([:])).contains("\u{1B}"))
  }

  @Test func `no secret comes out of git, whatever it is asked`() throws {
    let token = "ghp" + "_" + "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5"
    let marker = "-----BEGIN RSA " + "PRIVATE KEY-----"
    var export = Export(name: "secrets")
    export.layers[0].values = "a: 1\ntoken: \(token)\nkey: |\n  \(marker)\n  xyzzy\nb: [\(token)]\n"
    export.layers[0].manifests = [("m", "x: {{ if }\n\(marker)\nxyzzy\n")]
    export.variables = [.init(name: "pw", value: "hunter2", isSensitive: true)]
    try bench.commit(export, to: "dev", "--allow-secret", "test")
    export.layers[0].values += "c: 3\n"
    try bench.commit(export, to: "dev", "--allow-secret", "test")
    try bench.strata("setup-git")
    let path = "tenant/profiles/secrets/1.0.0.json"
    let text = try [
      bench.git("log", "-p", "env/dev"), bench.git("log", "-p", "--ext-diff", "env/dev"),
      bench.git("blame", "env/dev", "--", path), bench.git("diff", "env/staging", "env/dev"),
    ].joined()
    for secret in [token, "xyzzy", "hunter2"] { #expect(!text.contains(secret), "\(secret)") }
    #expect(text.contains("addon nginx  token: (hidden)"))
    #expect(text.contains("variable pw  defaultValue: (hidden)"))
  }
}
