import Foundation
import PackValues
import Testing

/// The files that PyYAML is tested with, the examples of the YAML specification among them.
private enum YAMLFiles {
  static let folder = ProcessInfo.processInfo.environment["STRATA_YAML_SUITE"]

  static func texts(_ endings: Set<String>) throws -> [(name: String, text: [UInt8])] {
    let folder = URL(filePath: try #require(folder))
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return try files.filter { endings.contains($0.pathExtension) }
      .sorted { $0.path < $1.path }
      .map { ($0.lastPathComponent, [UInt8](try Data(contentsOf: $0))) }
  }
}

@Suite(.enabled(if: YAMLFiles.folder != nil)) struct SuiteTests {
  @Test func `a valid text differs from itself in nothing, and from any other the same both ways`()
    throws
  {
    let texts = try YAMLFiles.texts(["data", "canonical"])
    #expect(texts.count > 250)
    for (index, (name, text)) in texts.enumerated() {
      #expect(ValuesDifference(from: text, to: text).changes.isEmpty, "\(name)")
      let other = texts[(index + 7) % texts.count].text
      let (there, back) = (
        ValuesDifference(from: text, to: other), ValuesDifference(from: other, to: text)
      )
      let counts = { (difference: ValuesDifference, kind: ValuesChange.Kind) in
        difference.changes.count { $0.kind == kind }
      }
      #expect(counts(there, .added) == counts(back, .removed), "\(name)")
      #expect(counts(there, .removed) == counts(back, .added), "\(name)")
      #expect(counts(there, .changed) == counts(back, .changed), "\(name)")
    }
  }

  @Test func `most valid texts are read, and what is not says why`() throws {
    var unread: [String] = []
    for (name, text) in try YAMLFiles.texts(["data", "canonical"]) {
      do throws(YAMLError) { _ = try ValuesTree(text) } catch {
        #expect(!error.detail.isEmpty)
        unread.append(name)
      }
    }
    #expect(unread.count < 60, "\(unread)")
  }

  @Test func `what no parser may accept is refused or read, never a crash`() throws {
    let texts = try YAMLFiles.texts([
      "loader-error", "single-loader-error", "stream-error", "empty",
    ])
    #expect(texts.count > 80)
    for (_, text) in texts {
      #expect(ValuesDifference(from: text, to: text).changes.isEmpty)
      _ = ValuesDifference(from: text, to: Array("a: 1\n".utf8))
      _ = ValuesText(text).masks()
      _ = ValuesText(text).references()
    }
  }
}
