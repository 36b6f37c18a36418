import CanonicalJSON
import FakePalette
import Foundation
import Profiles
import Testing

/// A repository whose environments stand for Palettes in memory, and a user who knows the keys.
struct LiveBench {
  let bench: Workbench
  let palette: FakePalette
  private var config: String { bench.folder["home/config.json"] }

  /// `prod` stands for the Palette.
  init() async throws {
    bench = try Workbench()
    palette = try await FakePalette()
    try #require(
      try strata("env", "set", "prod", "--palette", palette.address, "--api-key", "env:PALETTE_KEY")
        .code == 0)
  }

  var environment: [String: String] {
    ["STRATA_CONFIG": config, "PALETTE_KEY": FakePalette.key]
  }

  @discardableResult
  func strata(_ arguments: String..., more: [String: String] = [:]) throws -> Outcome {
    try bench.strata(arguments, environment: environment.merging(more) { $1 })
  }

  /// The text of the user's configuration.
  func configuration() throws -> String { try String(contentsOfFile: config, encoding: .utf8) }

  /// Puts an export into the Palette.
  @discardableResult
  func put(_ export: Export, project: String? = nil) throws -> JSONString {
    palette.put(try export.document(), project: project)
  }

  /// The documents in the Palette, by name and version.
  func live() -> [String: ProfileDocument] {
    Dictionary(
      palette.documents.values.map { ("\($0.profile.name)@\($0.profile.version)", $0) }
    ) { first, _ in first }
  }
}

extension Export {
  func document() throws -> ProfileDocument {
    try ProfileDocument(export: Array(json.utf8), syntax: .json)
  }
}
