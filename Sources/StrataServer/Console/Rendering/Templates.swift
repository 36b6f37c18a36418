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
    ("import-open", PackageResources.import_open_mustache),
    ("import-close", PackageResources.import_close_mustache),
    ("import-notes", PackageResources.import_notes_mustache),
    ("import-file", PackageResources.import_file_mustache),
    ("import-edit", PackageResources.import_edit_mustache),
    ("import-registries", PackageResources.import_registries_mustache),
    ("import-fills", PackageResources.import_fills_mustache),
    ("import-review", PackageResources.import_review_mustache),
    ("finding", PackageResources.finding_mustache),
    ("promote", PackageResources.promote_mustache),
    ("promote-preview", PackageResources.promote_preview_mustache),
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
    if let own = Self.value(name, of: view) { return own.content }
    return (view as? any ImportStepView).flatMap { Self.value(name, of: $0.frame)?.content }
  }

  /// Nil where there is no such value; its content is nil where it is an optional that holds nothing.
  private static func value(_ name: String, of view: Any) -> (content: Any?, Void)? {
    let found = Mirror(reflecting: view).children.first { $0.label == name }
    guard let value = found?.value else { return nil }
    let mirror = Mirror(reflecting: value)
    return (mirror.displayStyle == .optional ? mirror.children.first?.value : value, ())
  }
}
