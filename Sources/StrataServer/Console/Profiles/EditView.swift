/// The values of one layer on their way to another text.
struct EditView: PageView {
  static let template = "edit"
  let title: String
  let environment: String
  let profile: String
  let version: String
  let layer: String
  let at: String
  let position: Int
  /// The document that is edited, so that nobody's change in between is lost.
  let base: String
  let backHref: String
  let text: String
  let message: String
  let isPreview: Bool
  /// Markup, escaped where it was made.
  let difference: String
  /// The secrets that were masked on the way in.
  let masked: String?
  let warning: String?
}
