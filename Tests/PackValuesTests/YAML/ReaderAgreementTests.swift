import Foundation
import Testing

@testable import PackValues

/// The reader gives for every text that it takes what the parser gives for it, places and types included.
@Suite struct ReaderAgreementTests {
  enum Verdict: Equatable {
    case same, left
    case differs(String)
  }

  func verdict(_ text: [UInt8]) -> Verdict {
    guard let read = try? ValuesTree.read(text, limits: YAMLLimits()) else { return .left }
    do throws(YAMLError) {
      let parsed = try ParsedTree.documents(of: text, limits: YAMLLimits())
      if read.documents == parsed { return .same }
      return .differs("\(Outline(read.documents)) and not \(Outline(parsed))")
    } catch {
      if error.code == .duplicateKey, read.hasDuplicates { return .same }
      return .differs("\(Outline(read.documents)) and not \(error)")
    }
  }

  func check(_ text: String, left: inout Int) {
    switch verdict(Array(text.utf8)) {
    case .same: break
    case .left: left += 1
    case .differs(let how): Issue.record("\(how) for:\n\(text)")
    }
  }

  @Test func `generated texts are read alike`() {
    var left = 0
    for seed in 0..<count(300) {
      var generator = TextGenerator(seed: UInt64(seed))
      check(generator.text(), left: &left)
    }
    #expect(left < count(300))
  }

  @Test func `texts without a plan are read alike`() {
    var random = SeededRandom(seed: 3)
    let pieces = [
      "a", "b: ", "c:", "- ", "-", " ", "  ", "\n", "\n", "\n  ", "\n    ", ": ", "#", " #", "'",
      "\"", "|", ">", "|2", ">-",
      "[", "]", "{", "}", ",", "{{x}}", "{{ if }}", "********", "&a", "*a", "!t", "!!int ", "? ",
      "---", "...",
      "\n---\n", "\n...\n", "\t", "\\", "é", "<<: ", "%", "1", "\r\n", "x y", "~", "\"k\": ",
      "'k': ",
    ]
    var left = 0
    for _ in 0..<count(2_000) {
      let text = (0..<(1 + random.below(14))).map { _ in random.pick(pieces) }.joined()
      check(text, left: &left)
    }
    #expect(left < count(2_000))
  }

  @Test func `real values with random damage are read alike`() {
    var random = SeededRandom(seed: 11)
    let pieces =
      Array(" \n:-#'\"|>[]{},&*!x\t").map(String.init) + ["{{x}}", "\n  ", ": ", "********"]
    var left = 0
    for text in SampleTexts.all where text.utf8.count < 6_000 {
      for _ in 0..<count(1) {
        var characters = Array(text)
        let at = random.below(max(1, characters.count))
        let end = min(characters.count, at + random.below(4))
        characters.replaceSubrange(at..<end, with: Array(random.pick(pieces)))
        check(String(characters), left: &left)
      }
    }
  }

  @Test func `real values are read alike and need no parser`() {
    var left: [String] = []
    for text in SampleTexts.all {
      switch verdict(Array(text.utf8)) {
      case .same: break
      case .left: left.append(String(text.prefix(60)))
      case .differs(let how): Issue.record("\(how.prefix(300)) for:\n\(text.prefix(300))")
      }
    }
    #expect(left.count * 20 <= SampleTexts.all.count, "\(left)")
  }

  private func count(_ usual: Int) -> Int {
    let factor = ProcessInfo.processInfo.environment["STRATA_FUZZ"].flatMap { Int($0) } ?? 1
    return usual * factor
  }
}

/// A tree on one line, for a report.
struct Outline: CustomStringConvertible {
  let documents: [YAMLNode]

  init(_ documents: [YAMLNode]) { self.documents = documents }

  var description: String { documents.map(Self.text).joined(separator: " --- ") }

  static func text(_ node: YAMLNode) -> String {
    let place = "@\(node.place.line):\(node.place.column)" + (node.tag.map { " <\($0)>" } ?? "")
    switch node.content {
    case .scalar(let scalar):
      let text = String(decoding: scalar.text, as: UTF8.self).debugDescription
      let tag = scalar.tag.map { " <\($0)>" } ?? ""
      return (scalar.isPlain ? String(text.dropFirst().dropLast()) : text) + tag + place
    case .sequence(let items):
      return "[" + items.map(Self.text).joined(separator: ", ") + "]" + place
    case .mapping(let entries):
      let inner = entries.map {
        "\(String(decoding: $0.key, as: UTF8.self))@\($0.place.line):\($0.place.column): \(text($0.value))"
      }
      return "{" + inner.joined(separator: ", ") + "}" + place
    }
  }
}

/// Values, schemas and manifests of packs and exports: the project's own, and real ones where they are at hand.
enum SampleTexts {
  static let all: [String] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let named = ProcessInfo.processInfo.environment["STRATA_SAMPLES"]
    let shared =
      named.map { URL(fileURLWithPath: $0) }
      ?? root.deletingLastPathComponent().appendingPathComponent("shared/samples")
    let folders = [root.appendingPathComponent("Tests/Fixtures"), shared.resolvingSymlinksInPath()]
    return folders.flatMap { texts(below: $0) }
  }()

  private static func texts(below folder: URL) -> [String] {
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var texts: [String] = []
    while let file = files?.nextObject() as? URL {
      guard let data = try? Data(contentsOf: file) else { continue }
      switch file.pathExtension {
      case "yaml", "yml": texts.append(String(decoding: data, as: UTF8.self))
      case "json": texts += strings(in: (try? JSONSerialization.jsonObject(with: data)) ?? [])
      default: break
      }
    }
    return texts
  }

  private static func strings(in value: Any) -> [String] {
    switch value {
    case let text as String: text.contains("\n") ? [text] : []
    case let items as [Any]: items.flatMap { strings(in: $0) }
    case let members as [String: Any]:
      members.keys.sorted().flatMap { strings(in: members[$0] ?? "") }
    default: []
    }
  }
}
