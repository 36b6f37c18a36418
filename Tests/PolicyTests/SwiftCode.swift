/// Swift source with its comments and the text of its string literals blanked out, line by line.
///
/// Good enough for this project's style: no block comments, interpolations count as text.
struct SwiftCode {
  let lines: [String]

  init(_ source: String) {
    var stripped: [String] = []
    var isInsideText = false
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
      let opens = Self.countOfFences(in: line) % 2 == 1
      if isInsideText || opens {
        stripped.append(isInsideText ? "" : String(line.prefix { $0 != "\"" }))
        if opens { isInsideText.toggle() }
      } else {
        stripped.append(Self.strip(line))
      }
    }
    lines = stripped
  }

  private static func countOfFences(in line: Substring) -> Int {
    line.split(separator: "\"\"\"", omittingEmptySubsequences: false).count - 1
  }

  private static func strip(_ line: Substring) -> String {
    var result: [UInt8] = []
    var isInsideString = false
    var previous = UInt8(ascii: " ")
    for byte in line.utf8 {
      if !isInsideString && byte == UInt8(ascii: "/") && previous == byte {
        result.removeLast()
        break
      }
      if byte == UInt8(ascii: "\"") && previous != UInt8(ascii: "\\") { isInsideString.toggle() }
      if !isInsideString || byte == UInt8(ascii: "\"") { result.append(byte) }
      previous = previous == UInt8(ascii: "\\") && byte == previous ? UInt8(ascii: " ") : byte
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func declaresFunction(_ line: String) -> Bool {
    line.contains("func ") || line.contains("init(") || line.contains("init<")
      || line.contains("deinit")
  }

  /// The functions longer than `limit` lines, by the number of their first line.
  func functions(longerThan limit: Int) -> [(line: Int, length: Int)] {
    var open: [(line: Int, depth: Int)] = []
    var found: [(line: Int, length: Int)] = []
    var depth = 0
    var declared: Int?
    for (number, line) in lines.enumerated() {
      if Self.declaresFunction(line) { declared = declared ?? number }
      for character in line.utf8 {
        if character == UInt8(ascii: "{") {
          if let start = declared { open.append((start, depth)) }
          declared = nil
          depth += 1
        } else if character == UInt8(ascii: "}") {
          depth -= 1
          guard let last = open.last, last.depth == depth else { continue }
          open.removeLast()
          if number - last.line + 1 > limit {
            found.append((last.line + 1, number - last.line + 1))
          }
        }
      }
      if line.isEmpty { declared = nil }
    }
    return found
  }
}
