import CanonicalJSON
import Foundation
import Profiles
import Testing

/// Exports in the making, and what reading them comes to.
enum Exports {
  /// An export of one layer, as one line; `members` go into the layer, `spec` beside its template.
  static func text(
    name: String = #""web""#, metadata: String = "", version: String? = "1.2.3", spec: String = "",
    members: String = #""values":"a: 1""#
  ) -> String {
    let version = version.map { #""version":"\#($0)","# } ?? ""
    return #"{"metadata":{"name":\#(name)\#(metadata)},"spec":{\#(version)\#(spec)"template":"#
      + #"{"type":"add-on","cloudType":"all","packs":[{"name":"nginx","layer":"addon",\#(members)}]}}}"#
  }

  static func read(_ text: String) throws(DocumentError) -> ProfileDocument {
    try ProfileDocument(export: Array(text.utf8), syntax: .json)
  }

  static func readYAML(_ text: String) throws(DocumentError) -> ProfileDocument {
    try ProfileDocument(export: Array(text.utf8), syntax: .yaml)
  }

  /// Why a text is refused; nil where it is not.
  static func refusal(_ text: String, _ syntax: ProfileDocument.Syntax = .json) -> DocumentError? {
    do throws(DocumentError) {
      _ = try ProfileDocument(export: Array(text.utf8), syntax: syntax)
      return nil
    } catch { return error }
  }

  /// The exports that ship with the project, by file name.
  static let fixtures: [(name: String, bytes: [UInt8])] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/exports")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().map { name in
      let data = try? Data(contentsOf: folder.appendingPathComponent(name))
      return (name, Array(data ?? Data()))
    }
  }()
}
