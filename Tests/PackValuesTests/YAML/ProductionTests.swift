import PackValues
import Testing

/// A text for each production of YAML's chapters, and what PyYAML's composer says of it.
///
/// Three answers are libyaml's, which takes tabs and repeated anchors where PyYAML refuses them.
enum Productions {
  typealias Production = (name: String, text: String, meaning: String)

  static var all: [Production] { structures + blocks }
}

@Suite struct ProductionTests {
  @Test(arguments: Productions.all)
  func `each production of YAML is read as it means`(
    name: String, text: String, meaning: String
  ) throws {
    let tree = try ValuesTree(Array(text.utf8))
    #expect(tree.documents.map(Self.meaning).joined(separator: " --- ") == meaning)
  }

  @Test(arguments: Productions.all)
  func `a text of each production is equal to itself`(
    name: String, text: String, meaning: String
  ) {
    let bytes = Array(text.utf8)
    let difference = ValuesDifference(from: bytes, to: bytes)
    #expect(difference.basis == .paths)
    #expect(difference.changes.isEmpty)
  }

  @Test func `texts of any two productions compare without a trap`() {
    for (index, old) in Productions.all.enumerated() {
      let new = Productions.all[(index * 37 + 11) % Productions.all.count]
      let difference = ValuesDifference(from: Array(old.text.utf8), to: Array(new.text.utf8))
      #expect(difference.basis == .paths)
    }
  }

  static func meaning(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let scalar): "\(scalar.type.rawValue)\"\(escaped(scalar.text))\""
    case .sequence(let items): "[" + items.map(meaning).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{"
        + entries.map { "\"\(escaped($0.key))\": \(meaning($0.value))" }.joined(separator: ", ")
        + "}"
    }
  }

  private static func escaped(_ text: [UInt8]) -> String {
    var result = ""
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C: result += "\\" + String(scalar)
      case 0x0A: result += "\\n"
      case 0..<0x20, 0x85, 0xA0, 0x2028, 0x2029:
        result += "<\(String(scalar.value, radix: 16, uppercase: true))>"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
