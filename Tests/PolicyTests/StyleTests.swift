import Testing

@Suite struct StyleTests {
  @Test func `no Swift file is longer than 500 lines`() {
    for file in swiftFiles where file.lines.count > 350 {
      #expect(file.lines.count <= 501, "'\(file.path)' has \(file.lines.count - 1) lines")
      Issue.record("'\(file.path)' is longer than 350 lines", severity: .warning)
    }
  }

  @Test func `no function is longer than 50 lines`() {
    for (file, code) in SourceTree.code {
      for function in code.functions(longerThan: 50) {
        Issue.record("\(file.path):\(function.line): a function of \(function.length) lines")
      }
    }
  }

  @Test func `every public type says what it is`() {
    for file in SourceTree.sources {
      let lines = file.lines
      for (number, line) in lines.enumerated() where declaresPublicType(line) {
        let above = lines[..<number].last { !$0.hasPrefix("@") }
        if above?.hasPrefix("///") != true {
          Issue.record("\(file.path):\(number + 1): no comment")
        }
      }
    }
  }

  @Test func `an open question is written down as one, not as a note to self`() {
    let note = /TODO|FIXME/
    for file in SourceTree.everything where !file.path.hasPrefix("Tests/PolicyTests/") {
      if let found = file.text.firstMatch(of: note) {
        Issue.record("'\(file.path)' says \(found.0)")
      }
    }
  }

  @Test func `no file begins with a banner or is cut up by marks`() {
    let mark = "// " + "MARK"
    for file in swiftFiles {
      #expect(!file.text.hasPrefix("//\n"), "'\(file.path)' begins with a banner")
      #expect(!file.text.contains(mark), "'\(file.path)' has a mark")
    }
  }

  private var swiftFiles: [SourceTree.File] {
    SourceTree.everything.filter { $0.path.hasSuffix(".swift") }
  }

  private func declaresPublicType(_ line: Substring) -> Bool {
    line.hasPrefix("public ")
      && line.firstMatch(of: /^public (final )?(struct|enum|class|actor|protocol)\s/) != nil
  }
}
