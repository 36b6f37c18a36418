import Profiles
import Testing

@Suite struct PaletteAddressTests {
  @Test(arguments: [
    ("https://api.example.com", "https://api.example.com"),
    ("HTTPS://API.Example.com:443/", "https://api.example.com"),
    ("https://palette.local:8443", "https://palette.local:8443"),
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ("http://localhost", "http://localhost"), ("http://[::1]:80/", "http://[::1]"),
    ("https://[2001:db8::1]", "https://[2001:db8::1]"),
  ])
  func `an address is a scheme, a host and a port`(_ text: String, _ canonical: String) throws {
    #expect(try PaletteAddress(text).description == canonical)
  }

  @Test(arguments: [
    "", "api.example.com", "ftp://api.example.com", "http://api.example.com",
    "http://127.0.0.1.evil.example", "http://127.1", "https://user@api.example.com",
    "https://api.example.com/v1", "https://api.example.com?x=1", "https://", "https://:443",
    "https://a b", "https://api.example.com:0", "https://api.example.com:70000",
    "https://api.example.com:+1", "https://[::1", "https://exämple.com", "https://a\nb",
    "http://localhost.evil.example",
  ])
  func `anything else is refused, plain http to another machine too`(_ text: String) {
    #expect(throws: PaletteAddress.Refusal.self) { try PaletteAddress(text) }
  }
}
