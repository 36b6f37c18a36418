import Foundation
import Testing

@Suite struct FactsSetTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  @discardableResult
  private func set(_ arguments: String...) throws -> Outcome {
    try bench.strata(["facts", "set", "prod"] + arguments)
  }

  private func shown() throws -> String {
    try bench.strata("facts", "show", "prod").text.replacing(/, \d+ days? old/, with: "")
  }

  @Test func `single things are added by hand, and shown for people`() throws {
    let outcome = try set(
      "--registry", "Corp Mirror,kind=oci,uid=64ea,scope=tenant,private=true", "--registry",
      "a, b", "--pack", "nginx@1.9.4=Corp Mirror", "--pack", "nginx@1.9.9=Corp Mirror", "--macro",
      "tenant:proxy", "--macro", "projects/pay:near", "--project", "payments", "--constraint",
      "shop@2.0.0:required,pack=kubernetes,layer=k8s,min=1.27,max=1.31")
    #expect(outcome.text.hasPrefix("prod  facts  "), "\(outcome)")
    #expect(
      try shown() == """
        prod  facts of 2026-11-20
        registries  2, there may be more
          Corp Mirror  oci  tenant  private  uid 64ea
          a, b
        packs  1, there may be more
          nginx  Corp Mirror  1.9.4, 1.9.9, …
        macros
          projects/pay  near, …
          system        not known
          tenant        proxy, …
        projects  1, there may be more
          payments
        constraints  1
          shop 2.0.0  required kubernetes 1.27 to 1.31 (k8s)

        """)
    try bench.expectSound()
  }

  @Test func `what is known already makes no commit, nor does a dry run`() throws {
    #expect(
      try set("--macro", "tenant:proxy", "--dry-run").text == "prod  facts  would be written\n")
    #expect(try bench.commitCount("prod") == 1)
    try set("--macro", "tenant:proxy")
    #expect(try set("--macro", "tenant:proxy").text == "prod  facts  unchanged\n")
    #expect(try bench.commitCount("prod") == 2)
    #expect(
      try bench.git("log", "-1", "--format=%s|%an", "env/prod")
        == "Change the facts of prod|Ada\n")
  }

  @Test func `what was added is taken out again, and nothing stays behind`() throws {
    try set(
      "--registry", "R,kind=oci", "--pack", "nginx@1=R", "--pack", "nginx@2=R", "--pack",
      "etcd@1=S",
      "--macro", "tenant:proxy", "--project", "pay", "--constraint", "shop@2:optional,pack=nginx")
    try set("--no-pack", "nginx@1=R")
    #expect(try shown().contains("  nginx  R  2, …\n"))
    try set(
      "--no-registry", "R", "--no-pack", "etcd", "--no-macro", "tenant:proxy", "--no-project",
      "pay", "--no-constraint", "shop@2")
    let facts = try bench.strata("facts", "show", "prod", "--json").json()
    #expect((facts["packs"].value as? NSDictionary)?.count == 0)
    #expect((facts["registries"].value as? NSDictionary)?.count == 0)
    #expect((facts["macros"]["tenant"].value as? NSArray)?.count == 0)
    let missing = try set("--no-macro", "tenant:prxy")
    #expect(missing.code == 6)
    #expect(missing.errors.hasPrefix("error: no macro 'prxy' of tenant is known\n"))
  }

  @Test func `what is known in part is not held against a profile, what is complete is`() throws {
    try set("--macro", "tenant:proxy", "--pack", "nginx@1.9.9=Public Repo", "--project", "other")
    var export = Export()
    export.layers[0].values = "a: '{{.spectro.macro.gone}}'"
    let arguments = ["validate", "-", "--to", "prod:projects/pay", "--json"]
    let unsure = try bench.strata(arguments, input: export.json)
    #expect(unsure.code == 0)
    #expect(try unsure.json()["findings"].count == 3, "\(unsure)")
    let done = try set(
      "--complete", "packs", "--complete", "projects", "--complete", "versions:nginx=Public Repo")
    #expect(done.code == 0, "\(done)")
    let known = try bench.strata(arguments, input: export.json)
    #expect(known.code == 3)
    let codes = try known.json()["findings"].elements.map { $0["code"].string ?? "" }
    #expect(codes == ["unknown-project", "unknown-pack-version", "could-not-check"])
    #expect(try set("--complete", "macros:system").code == 6)
  }

  @Test func `what cannot be read is said with the form that is meant`() throws {
    let cases: [([String], Int32, String)] = [
      (["--pack", "nginx"], 64, "a pack is named as PACK@VERSION=REGISTRY, not 'nginx'"),
      (["--macro", "proxy"], 64, "a macro is named as SCOPE:NAME"),
      (["--macro", "team:proxy"], 64, "'team' is no scope of macros"),
      (["--registry", "R,kind=git"], 64, "'git' is no kind of registry"),
      (["--constraint", "a@1:forbidden,pack=b"], 64, "'forbidden' is no kind of constraint"),
      (["--complete", "clusters"], 64, "'clusters' is no list that can be complete"),
      (["--project", ""], 1, "a name is blank"),
      (["--macro", "tenant:ghp_" + String(repeating: "a1", count: 18)], 1, "would hold a secret"),
      ([], 64, "name what to change"),
    ]
    for (arguments, code, text) in cases {
      let outcome = try bench.strata(["facts", "set", "prod"] + arguments)
      #expect(outcome.code == code, "\(arguments): \(outcome)")
      #expect(outcome.errors.contains(text), "\(outcome.errors)")
    }
    #expect(try bench.commitCount("prod") == 1)
  }
}
