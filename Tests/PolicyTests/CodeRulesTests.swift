import Testing

@Suite struct CodeRulesTests {
  /// The only file that writes to standard output and standard error.
  private let outputFile = "Sources/strata/Output.swift"
  private let withUnsafeCode: Set = ["Git", "CanonicalJSON", "PackValues", "RegularExpressions"]

  @Test func `nothing turns the compiler's checks off`() throws {
    expectNowhere("try!", /\btry!/)
    expectNowhere("@unchecked", /@unchecked\b/)
    expectNowhere("nonisolated", /\bnonisolated\s*\(\s*unsafe\s*\)/)
    expectNowhere("@preconcurrency", /@preconcurrency\b/)
    #expect(!(try SourceTree.text("Package.swift")).contains("unsafeFlags"))
  }

  @Test func `no input can reach a deliberate crash`() {
    expectNowhere("fatalError", /\bfatalError\s*\(/)
    expectNowhere("precondition", /\bprecondition(Failure)?\s*\(/)
    expectNowhere("as!", /\bas!/)
  }

  @Test func `only the tool's output file prints`() {
    for name in ["print", "debugPrint", "dump", "NSLog"] {
      expectNowhere(name + "(", /\(/) { file, line in
        file.path == outputFile || !isCall(of: name, in: line)
      }
    }
  }

  @Test func `unsafe code stays in the modules that need it`() {
    expectNowhere("unsafe", /\bunsafe\b/) { file, _ in withUnsafeCode.contains(file.module) }
  }

  @Test func `one module alone imports each C library`() {
    expectNowhere("Clibgit2", /\bimport\s+Clibgit2\b/) { file, _ in file.module == "Git" }
    expectNowhere("Cre2", /\bimport\s+Cre2\b/) { file, _ in
      file.module == "RegularExpressions"
    }
  }

  @Test func `every target has the strict settings, but for the shim that holds no Swift`() throws {
    let manifest = try SourceTree.text("Package.swift")
    for setting in [
      "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility",
      "NonisolatedNonsendingByDefault", "InferIsolatedConformances", "ImmutableWeakCaptures",
      ".strictMemorySafety()", ".treatAllWarnings(as: .error)", ".swiftLanguageMode(.v6)",
    ] {
      #expect(manifest.contains(setting), "'\(setting)' is missing in Package.swift")
    }
    let targets = manifest.matches(of: /\.(target|executableTarget|testTarget)\(/).count
    let shims = manifest.matches(of: /\.target\(\s*name: "\w+", path: "Modules\//).count
    #expect(shims == 1)
    #expect(manifest.matches(of: /swiftSettings: strict\b/).count == targets - shims)
  }

  /// Every line of code that holds `text` and matches `pattern` is reported, unless it is allowed.
  private func expectNowhere(
    _ text: String, _ pattern: Regex<some Any>,
    except isAllowed: (SourceTree.File, String) -> Bool = { _, _ in false }
  ) {
    for (file, code) in SourceTree.code {
      for (number, line) in code.lines.enumerated()
      where line.contains(text) && line.contains(pattern) && !isAllowed(file, line) {
        Issue.record("\(file.path):\(number + 1): \(text)")
      }
    }
  }

  /// A call of the global function: not a declaration of that name, not a method. The
  /// global ones do not throw.
  private func isCall(of name: String, in line: String) -> Bool {
    line.matches(of: /(func\s+|try\s+|[.\w])?(print|debugPrint|dump|NSLog)\s*\(/)
      .contains { $0.1 == nil && $0.2 == name }
  }
}
