import CanonicalJSON
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
  /// An answer of JSON.
  static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
    bytes(value.encoded(), type: "application/json", status: status)
  }

  static func bytes(
    _ bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok
  ) -> Response {
    Response(
      status: status, headers: [.contentType: type],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  static var nothing: Response { Response(status: .noContent) }

  /// A file to keep, under a name that needs no quotes.
  static func file(_ bytes: [UInt8], named name: String) -> Response {
    var response = Response.bytes(bytes, type: "application/octet-stream")
    let safe = name.unicodeScalars.map { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || "0123456789._-".contains(Character(scalar)))
        ? String(scalar) : "-"
    }.joined()
    response.headers[.contentDisposition] = "attachment; filename=\"\(safe)\""
    return response
  }
}

extension HTTPFields {
  /// The value of a header that HTTP itself does not know.
  subscript(named name: String) -> String? {
    get { HTTPField.Name(name).flatMap { self[$0] } }
    set { if let name = HTTPField.Name(name) { self[name] = newValue } }
  }
}
