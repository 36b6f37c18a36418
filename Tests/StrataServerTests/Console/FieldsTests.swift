import Testing

@testable import StrataServer

@Suite struct FieldsTests {
  @Test func `a form is read as browsers write it`() {
    let fields = Fields(urlEncoded: "a=1+2&b=%C3%A9%2B&c=&a=3&d&=x")
    #expect(fields["a"] == "1 2")
    #expect(fields.all("a") == ["1 2", "3"])
    #expect(fields["b"] == "é+")
    #expect(fields["c"] == nil)
    #expect(fields.text("c") == "")
    #expect(fields.text("d") == "")
    #expect(fields.text("e") == nil)
  }

  @Test func `a broken escape stays as it is, and what is no UTF-8 is replaced`() {
    #expect(Fields(urlEncoded: "a=%zz%4")["a"] == "%zz%4")
    #expect(Fields(urlEncoded: "a=%FF")["a"] == "\u{FFFD}")
  }

  @Test(arguments: [
    ("/profiles?env=dev", "/profiles?env=dev"), ("//evil.example", "/environments"),
    ("/\\evil.example", "/environments"), ("https://evil.example", "/environments"),
    ("/a\r\nSet-Cookie: x=1", "/environments"), (nil, "/environments"),
  ])
  func `after signing in nobody is sent to another server`(address: String?, result: String) {
    #expect(SignIn.local(address) == result)
  }

  @Test func `an address in a link reads back whatever the name is`() {
    #expect(Link.encoded("dev:tenant/a&b=c@1.0.0 ü") == "dev:tenant/a%26b%3Dc@1.0.0%20%C3%BC")
  }
}
