import Foundation
import Testing

@Suite struct ProjectTests {
  @Test func `each dependency is listed with its reason`() throws {
    let manifest = try SourceTree.text("Package.swift")
    let map = try SourceTree.text("Sources/README.md")
    let packages = manifest.matches(of: /\.package\(\s*url: "[^"]*\/([^"\/]+?)(?:\.git)?"/)
      .map { String($0.1) }
    #expect(!packages.isEmpty)
    for name in packages + ["libgit2", "zlib", "re2"] {
      let row = map.split(separator: "\n").first { $0.hasPrefix("| \(name) |") }
      let reason = row?.split(separator: "|").last?.trimmingCharacters(in: .whitespaces)
      #expect((reason ?? "").count > 20, "'\(name)' has no reason in Sources/README.md")
    }
  }

  @Test func `no file names a place that only one machine has`() {
    let hosts = ["pypi" + ".org", "files.python" + "hosted.org", "registry.npm" + "js.org"]
    let folders = ["/wor" + "k/", "/ro" + "ot/", "/hom" + "e/"]
    for file in SourceTree.everything {
      for place in hosts + folders {
        if file.text.contains(place) { Issue.record("'\(file.path)' names '\(place)'") }
      }
    }
  }

  @Test func `the sample exports are JSON and hold no key or token`() throws {
    let samples = SourceTree.everything.filter { $0.path.hasPrefix("Tests/Fixtures/exports/") }
    #expect(samples.count >= 4)
    for file in samples where file.path.hasSuffix(".json") {
      _ = try JSONSerialization.jsonObject(with: Data(file.text.utf8))
      #expect(!file.text.contains("-----BEGIN"), "'\(file.path)' holds a key")
      #expect(file.text.firstMatch(of: /(AKIA|ghp_|glpat-|xox[bp]-)\w{10}/) == nil)
    }
  }
}
