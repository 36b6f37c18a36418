import Palette
import Testing

@Suite struct APIKeyTests {
  @Test func `a key shows in no text`() throws {
    let key = try #require(APIKey("  plain-key-4711\n"))
    var dumped = ""
    dump(key, to: &dumped)
    for text in ["\(key)", String(reflecting: key), dumped] {
      #expect(!text.contains("4711"))
    }
    #expect("\(key)" == "<redacted>")
  }

  @Test(arguments: ["", " \n", "two words", "line\nbreak", "umläut"])
  func `what no header can carry is no key`(_ text: String) {
    #expect(APIKey(text) == nil)
  }
}
