import StrataServer
import Testing

@Suite struct BindAddressTests {
  @Test(arguments: [
    ("127.0.0.1:8080", "127.0.0.1", 8080), ("localhost:0", "localhost", 0),
    ("[::1]:443", "::1", 443),
  ])
  func `an address reads and prints as it was`(_ text: String, _ host: String, _ port: Int) {
    let address = BindAddress(text)
    #expect(address?.host == host)
    #expect(address?.port == port)
    #expect(address?.description == text)
  }

  @Test(arguments: [
    "8080", ":8080", "localhost", "::1:8080", "[::1]", "a:65536", "a:-1", "a b:1", "a:",
  ])
  func `anything else is no address`(_ text: String) {
    #expect(BindAddress(text) == nil)
  }
}
