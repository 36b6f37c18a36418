import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PaletteAPI
import ProfileRepository
import Profiles

/// What a request of Palette's API asks, its body read already.
struct Inquiry: Sendable {
  let call: Call
  let body: [UInt8]

  func parameter(_ name: String) throws(Refusal) -> String { try call.parameter(name) }
  func query(_ name: String) -> String? { call.query(name) }

  /// A flag of the query; an empty one counts as set.
  func flag(_ name: String) throws(Refusal) -> Bool {
    switch query(name) {
    case nil, "false"?, "0"?: return false
    case "true"?, "1"?, ""?: return true
    default: throw Refusal.badRequest("'\(name)' must be true or false")
    }
  }

  /// The body as an object.
  func object() throws -> JSONValue {
    let limits = JSONReader.Limits(maxBytes: Limits.body)
    let value = try JSONReader.read(body, numbers: .rounded, limits: limits)
    guard value.object != nil else { throw Refusal.badRequest("the body must be an object") }
    return value
  }

  /// The body as an object of the API.
  ///
  /// - Throws: `Refusal` with status 400 where a member is of another type than the API describes: what cannot be read
  ///   must not pass for what is not there.
  func wire<Object: WireObject>(_ type: Object.Type) throws -> Object {
    let value = try object()
    if let path = Object.mismatch(in: value) {
      throw Refusal.badRequest("'\(path.abbreviated)' is not of the type that the API describes")
    }
    guard let object = Object(value) else {
      throw Refusal.badRequest("the body must be an object")
    }
    return object
  }

  /// The state that the client says it has read, by the header `If-Match`.
  var ifMatch: String? {
    call.request.headers[.ifMatch].map { $0.filter { $0 != "\"" } }.flatMap { $0 == "*" ? nil : $0 }
  }

  /// One page of a list: `limit` (50 at most), from `offset` or what `continue` says.
  func page<Item: WireObject>(_ items: [Item]) throws(Refusal) -> Page<Item> {
    let limit = try count("limit") ?? 50
    var offset = try count("offset") ?? 0
    if let text = query("continue"), !text.isEmpty {
      guard let start = Int(text), start >= 0 else {
        throw Refusal.badRequest("'continue' is no token of this server")
      }
      offset = start
    }
    guard limit <= 50 else { throw Refusal.badRequest("'limit' must be 50 or less") }
    let size = limit == 0 ? 50 : limit
    var meta = ListMetaData()
    (meta.count, meta.limit, meta.offset) = (items.count, size, offset)
    let next = offset.addingReportingOverflow(size)
    if !next.overflow, next.partialValue < items.count {
      meta.continue = JSONString(String(next.partialValue))
    }
    return Page(Array(items.dropFirst(offset).prefix(size)), meta)
  }

  private func count(_ name: String) throws(Refusal) -> Int? {
    guard let text = query(name), !text.isEmpty else { return nil }
    guard let number = Int(text), number >= 0 else {
      throw Refusal.badRequest("'\(name)' must be a number that is not negative")
    }
    return number
  }
}
