import PackValues
import Testing

@Suite struct ByteSearchTests {
  /// Long enough for the search to go in strides.
  private let filler = String(repeating: "key: word ", count: 80)

  @Test(arguments: ["a", "ab", "********", "aab", "abab", "key: *", ".spectro.", "rd k*"])
  func `a literal is found wherever it stands, and nowhere else`(_ literal: String) {
    let bytes = Array(literal.utf8)
    #expect(!ValuesText(Array(filler.utf8)).contains(literal))
    for start in 0...40 {
      let (before, after) = (Array(filler.utf8.prefix(start)), Array(filler.utf8.dropFirst(start)))
      #expect(ValuesText(before + bytes + after).contains(literal))
      #expect(ValuesText(after + bytes + before).contains(literal))
      let broken = bytes.dropLast() + [0x7E] + bytes.dropFirst()
      #expect(ValuesText(before + broken + after).contains(literal) == broken.contains(bytes))
    }
  }
}
