import Testing

@testable import StrataServer

@Suite struct TemplatesTests {
  @Test func `every template can be read, and values in it are escaped`() throws {
    let templates = try Templates()
    let html = templates.html(
      ErrorView(.notFound("<script>alert(1)</script> \"quoted\"")), csrf: "")
    #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(!html.contains("<script"))
  }
}
