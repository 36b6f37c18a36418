import Foundation

/// The files of the checkout that this test was built from.
struct SourceTree {
  struct File {
    /// Relative to the root of the checkout, with `/`.
    let path: String
    let text: String
    let lines: [Substring]

    init(path: String, text: String) {
      self.path = path
      self.text = text
      lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    var isSwift: Bool { path.hasSuffix(".swift") }

    /// The first folder below `Sources`.
    var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
  }

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every Swift file below `Sources`, in the order of the paths.
  static let sources = everything.filter { $0.path.hasPrefix("Sources/") && $0.isSwift }

  /// The same files without comments and texts.
  static let code = sources.map { (file: $0, code: SwiftCode($0.text)) }

  /// Every text file of the project; what a build leaves behind is not part of it.
  static let everything = files()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  private static func files() -> [File] {
    let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [])
    var found: [File] = []
    for case let url as URL in walk ?? FileManager.DirectoryEnumerator() {
      if built.contains(url.lastPathComponent) {
        walk?.skipDescendants()
        continue
      }
      guard let text = try? String(contentsOf: url, encoding: .utf8) else { continue }
      found.append(File(path: String(url.path.dropFirst(root.path.count + 1)), text: text))
    }
    return found.sorted { $0.path < $1.path }
  }

  private static let built: Set<String> = [".build", ".git", "__pycache__", "Package.resolved"]
}
