import CanonicalJSON
import Testing

@testable import StrataServer

@Suite struct SentTextTests {
  @Test(arguments: [
    ("a: 1\r\nb: 2\r\n", "x\ny\n", "a: 1\nb: 2\n"),
    ("a: 1\r\nb: 2", "x\r\ny", "a: 1\r\nb: 2"), ("a\rb\nc", "", "a\nb\nc"),
  ])
  func `a text comes back from a form with the line ends that it had`(
    sent: String, before: String, result: String
  ) {
    #expect(SentText(sent, insteadOf: JSONString(before))?.text == JSONString(result))
  }

  @Test(arguments: ["a\r\nb\nc", "a\rb"])
  func `a text of mixed line ends is not taken`(before: String) {
    #expect(SentText("a", insteadOf: JSONString(before)) == nil)
  }
}
