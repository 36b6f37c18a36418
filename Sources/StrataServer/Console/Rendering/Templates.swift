import Mustache

/// The console's pages, as the binary holds them.
struct Templates: Sendable {
  private let library: MustacheLibrary

  /// - Throws: where a template cannot be parsed.
  init() throws {
    var library = MustacheLibrary()
    for (name, bytes) in Self.pages {
      try library.register(String(decoding: bytes, as: UTF8.self), named: name)
    }
    self.library = library
  }

  /// A page without its frame; every value is escaped but for what is markup already.
  ///
  /// - Parameter csrf: what its forms bring along.
  func html(_ view: some PageView, csrf: String) -> String {
    render(PageWithToken(view: view, csrf: csrf), type(of: view).template)
  }

  /// A whole page.
  func html(_ frame: FrameView) -> String { render(frame, "layout") }

  private func render(_ view: Any, _ template: String) -> String {
    library.render(view, withTemplate: template) ?? ""
  }

  static let pages: [(name: String, bytes: [UInt8])] = [
    ("layout", PackageResources.layout_mustache),
    ("mark", PackageResources.mark_mustache),
    ("pager", PackageResources.pager_mustache),
    ("sign-in", PackageResources.sign_in_mustache),
    ("environments", PackageResources.environments_mustache),
    ("profiles", PackageResources.profiles_mustache),
    ("profile", PackageResources.profile_mustache),
    ("edit", PackageResources.edit_mustache),
    ("diff", PackageResources.diff_mustache),
    ("masked", PackageResources.masked_mustache),
    ("history", PackageResources.history_mustache),
    ("operations", PackageResources.operations_mustache),
    ("operation", PackageResources.operation_mustache),
    ("restoration", PackageResources.restoration_mustache),
    ("error", PackageResources.error_mustache),
  ]
}

/// What a page shows: stored values alone, under the names that its template uses.
protocol PageView: Sendable {
  static var template: String { get }
  /// The page's title in the browser.
  var title: String { get }
}

/// A page's values with the token of its forms beside them.
private struct PageWithToken: MustacheParent {
  let view: any PageView
  let csrf: String

  func child(named name: String) -> Any? {
    if name == "csrf" { return csrf }
    let found = Mirror(reflecting: view).children.first { $0.label == name }
    guard let value = found?.value else { return nil }
    let mirror = Mirror(reflecting: value)
    return mirror.displayStyle == .optional ? mirror.children.first?.value : value
  }
}
