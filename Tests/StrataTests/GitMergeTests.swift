import Foundation
import Testing

@Suite struct GitMergeTests {
  private let bench: Workbench
  private let clone: Clone
  private let document = "tenant/profiles/web/1.0.0.json"

  init() throws {
    bench = try Workbench()
    var export = Export()
    export.layers[0].values = "# sizes\nreplicas: 3\nport: 80\npassword: '********'\n"
    try bench.commit(export)
    clone = try Clone(bench)
    try clone.git("config", "user.name", "Ada")
    try clone.git("config", "user.email", "ada@example.org")
    try clone.strata("setup-git")
  }

  /// Replaces a part of the document on a branch of its own and commits that.
  private func edit(_ branch: String, _ old: String, _ new: String) throws {
    try clone.git("checkout", "-q", "-B", branch, "origin/env/dev")
    let text = String(decoding: clone.bytes(document) ?? Data(), as: UTF8.self)
    #expect(text.contains(old))
    try clone.write(text.replacing(old, with: new), to: document)
    try clone.git("commit", "-qam", branch)
  }

  private func values() throws -> String {
    let shown = try clone.strata("git-textconv", document).text
    return shown.split(separator: "\n").filter { $0.hasPrefix("addon nginx  ") }
      .map { $0.dropFirst(13) }.joined(separator: " ")
  }

  /// The merged file is the stored form, byte for byte, and git finds nothing wrong.
  private func expectStored() throws {
    try clone.git("fsck", "--strict", "--no-dangling")
    #expect(try clone.strata("canonicalize", "--strict", document).output == clone.bytes(document))
    try clone.git("push", "-q", "origin", "HEAD:refs/heads/merged")
    let tip = try clone.git("rev-parse", "HEAD").dropLast()
    let shown = try bench.strata("export", "\(tip):web", "--format", "stored", "--out", "back.json")
    #expect(shown.code == 0, "\(shown)")
    #expect(try bench.folder.data("back.json") == clone.bytes(document))
  }

  @Test func `merge takes both edits of neighboring values, where plain git conflicts`() throws {
    try edit("ours", "replicas: 3", "replicas: 4")
    try edit("theirs", "port: 80", "port: 8080  # http")
    #expect(
      try clone.attempt("-c", "merge.strata.driver=git merge-file %A %O %B", "merge", "ours").code
        == 1)
    try clone.git("merge", "--abort")
    try clone.git("merge", "-q", "-m", "both", "ours")
    #expect(try values() == "replicas: 4 port: 8080 password: \"********\"")
    let text = String(decoding: clone.bytes(document) ?? Data(), as: UTF8.self)
    #expect(text.contains("\"port: 8080  # http\","))
    #expect(try clone.git("status", "--porcelain") == "")
    try expectStored()
  }

  @Test func `rebase and cherry-pick do the same`() throws {
    try edit("ours", "replicas: 3", "replicas: 4")
    try edit("theirs", "port: 80", "port: 81")
    try clone.git("rebase", "-q", "ours")
    #expect(try values() == "replicas: 4 port: 81 password: \"********\"")
    try edit("third", "# sizes", "# how large\",\n            \"limit: 5")
    try clone.git("cherry-pick", "ours")
    #expect(try values() == "limit: 5 replicas: 4 port: 80 password: \"********\"")
    try expectStored()
  }

  @Test func `a real conflict is marked where it is, named by layer and path, without its values`()
    throws
  {
    try edit(
      "ours", "replicas: 3\",\n            \"port: 80",
      "replicas: 4\",\n            \"port: 80\",\n            \"x: 1")
    try edit("theirs", "replicas: 3", "replicas: 5")
    let merge = try clone.attempt("merge", "ours")
    #expect(merge.code == 1)
    #expect(
      merge.errors == "conflict in \(document)\n  addon nginx, values at replicas\n", "\(merge)")
    let text = String(decoding: clone.bytes(document) ?? Data(), as: UTF8.self)
    #expect(
      text.contains(
        """
                    "# sizes",
        <<<<<<< ours
                    "replicas: 5",
        =======
                    "replicas: 4",
        >>>>>>> theirs
                    "port: 80",
                    "x: 1",
        """), "\(text)")
    #expect(try clone.git("diff", "--name-only", "--diff-filter=U") == document + "\n")
    #expect(try clone.attempt("diff").code == 0)
    #expect(try clone.strata("git-textconv", document).code == 0)
  }

  @Test func `a conflict about a secret names the place and nothing else`() throws {
    try edit("ours", "'********'", "hunter2")
    try edit("theirs", "'********'", "hunter3")
    let merge = try clone.attempt("merge", "ours")
    #expect(merge.code == 1)
    #expect(merge.errors.contains("addon nginx, values at password\n"))
    #expect(!(merge.errors + merge.text).contains("hunter"))
  }

  @Test func `both sides add one document, or something that is none, and git goes on`() throws {
    for (name, other) in [("ours", "1"), ("theirs", "2")] {
      try clone.git("checkout", "-q", "-B", name, "origin/env/dev")
      let text = String(decoding: clone.bytes(document) ?? Data(), as: UTF8.self)
      try clone.write(
        text.replacing("replicas: 3", with: "replicas: \(other)"),
        to: "tenant/profiles/new/1.0.0.json")
      try clone.write("a\n\(other)\n", to: "tenant/profiles/x/1.0.0.json")
      try clone.git("add", ".")
      try clone.git("commit", "-qm", name)
    }
    let merge = try clone.attempt("merge", "ours")
    #expect(merge.code == 1)
    #expect(merge.errors.contains("addon nginx, values"), "\(merge)")
    let plain = String(
      decoding: clone.bytes("tenant/profiles/x/1.0.0.json") ?? Data(), as: UTF8.self)
    #expect(plain == "a\n<<<<<<< ours\n2\n=======\n1\n>>>>>>> theirs\n")
  }
}
