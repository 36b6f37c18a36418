import StrataServer
import Testing

@Suite struct KeyTokenTests {
  @Test func `a key reads back, and a mistyped one does not`() {
    let token = KeyToken()
    #expect(KeyToken(token.text)?.text == token.text)
    #expect(token.text.utf8.count == 96)
    for index in token.text.indices {
      var text = token.text
      text.replaceSubrange(index...index, with: text[index] == "0" ? "1" : "0")
      #expect(KeyToken(text) == nil)
    }
    #expect(KeyToken("") == nil)
    #expect(KeyToken("strata__") == nil)
  }

  @Test func `no description of a key shows its secret`() {
    let token = KeyToken()
    let secret = token.text.dropFirst(24)
    var dumped = ""
    dump(token, to: &dumped)
    #expect(!"\(token) \(String(reflecting: token)) \(dumped)".contains(secret))
  }
}
