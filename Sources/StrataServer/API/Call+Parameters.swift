import HummingbirdCore
import ProfileRepository
import Profiles

extension Call {
  /// A query parameter that must be there.
  func required(_ name: String) throws(Refusal) -> String {
    guard let text = query(name), !text.isEmpty else {
      throw Refusal.badRequest("the parameter '\(name)' is missing", code: "MissingParameter")
    }
    return text
  }

  /// Every value of a query parameter that may be repeated.
  func queries(_ name: String) -> [String] {
    (request.uri.query ?? "").split(separator: "&").compactMap { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard PercentEscapes.read(parts[0], isForm: true) == name, parts.count == 2 else {
        return nil
      }
      return PercentEscapes.read(parts[1], isForm: true)
    }
  }

  /// The parameter `scope`: `tenant` or `projects/NAME`; nil where there is none.
  func scope() throws(Refusal) -> Scope? {
    guard let text = query("scope") else { return nil }
    guard let scope = Scope(text) else {
      throw Refusal.badRequest(
        "'\(text)' is no scope; write 'tenant' or 'projects/NAME'", code: "InvalidParameter")
    }
    return scope
  }

  /// The parameter `limit`: at most so many; nil where there is none.
  func limit() throws(Refusal) -> Int? {
    guard let text = query("limit") else { return nil }
    guard let limit = Int(text), (0...10_000).contains(limit) else {
      throw Refusal.badRequest(
        "'limit' is a number from 0 to 10000", code: "InvalidParameter")
    }
    return limit
  }
}
