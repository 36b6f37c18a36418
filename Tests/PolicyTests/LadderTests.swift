import Testing

@Suite struct LadderTests {
  @Test func `a module imports only what stands below it on the ladder`() throws {
    for (file, code) in SourceTree.code {
      let rung = try #require(
        ladder.first { $0.module == file.module },
        "'\(file.path)' is in a module that the ladder does not have")
      for name in imports(in: code) where name != file.module {
        if !rung.allows(name) { Issue.record("'\(file.path)' imports '\(name)'") }
      }
    }
  }

  @Test func `the table is ordered, so nothing stands on what is above it`() {
    var seen: Set<String> = []
    for rung in ladder {
      #expect(seen.isSuperset(of: rung.uses), "'\(rung.module)' uses a module above it")
      seen.insert(rung.module)
    }
  }

  @Test func `the map of the sources draws every module that exists`() throws {
    let map = try SourceTree.text("Sources/README.md")
    for module in Set(SourceTree.sources.map(\.module)) {
      #expect(map.contains("| `\(module)` |"), "'\(module)' is missing in Sources/README.md")
    }
  }

  @Test func `every module has a test folder of its own`() {
    let tested = Set(
      SourceTree.everything.map(\.path).filter { $0.hasPrefix("Tests/") }
        .compactMap { $0.split(separator: "/").dropFirst().first })
    for module in Set(SourceTree.sources.map(\.module)) {
      let folder = (module == "strata" ? "Strata" : module) + "Tests"
      if !tested.contains(Substring(folder)) { Issue.record("'Tests/\(folder)' is missing") }
    }
  }

  private func imports(in code: SwiftCode) -> [String] {
    code.lines.filter { $0.contains("import ") }.compactMap { line in
      line.firstMatch(
        of:
          /^\s*(?:@\w+(?:\(\w+\))?\s+)*(?:\w+\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/
      ).map { String($0.1) }
    }
  }
}
