import HTTPTypes
import Hummingbird

/// What an address of the console comes to.
enum PageAnswer: Sendable {
  case page(any PageView, Notice? = nil, status: HTTPResponse.Status = .ok)
  /// To another page, with a word for it.
  case move(String, Notice? = nil)
  case download([UInt8], name: String)
  case text(String)
}

/// Why a page cannot be shown.
struct ErrorView: PageView {
  static let template = "error"
  let title: String
  let text: String
  let hint: String?
  let href: String
  let action: String

  init(_ refusal: Refusal) {
    switch refusal.status {
    case .notFound: title = "Not found"
    case .forbidden: title = "Not allowed"
    case .conflict: title = "Changed meanwhile"
    case .badRequest: title = "That cannot be done"
    default: title = "Something went wrong"
    }
    text = refusal.message
    hint = refusal.hint
    (href, action) = ("/environments", "To the environments")
  }
}
