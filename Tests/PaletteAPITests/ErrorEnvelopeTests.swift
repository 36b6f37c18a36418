import CanonicalJSON
import PaletteAPI
import Testing

@Suite struct ErrorEnvelopeTests {
  @Test func `an error comes back from its own body`() {
    let error = ErrorEnvelope(
      code: "ResourceNotFound", message: "no such profile", details: ["uid": "5f"],
      reference: "c0ffee")
    #expect(ErrorEnvelope(error.value) == error)
  }

  @Test func `a body without code and message is no error of Palette`() {
    #expect(ErrorEnvelope(.object(["uid": "5f"])) == nil)
    #expect(ErrorEnvelope(.string("bad gateway")) == nil)
    #expect(ErrorEnvelope(.object(["message": "busy"]))?.message == "busy")
  }
}
