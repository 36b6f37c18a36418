internal import CanonicalJSON
internal import ProfileRepository
internal import Profiles

/// A matrix of either kind, ready to be written: titles and versions are printable.
struct MatrixTable {
  struct Cell {
    let version: String
    let exactVersion: JSONString
    let versionCount: Int?
    let standing: MatrixStanding
    let openMasks: Int
  }

  struct Row {
    let title: String
    /// What the row is, in machine form.
    let members: JSONObject
    let cells: [Cell?]
  }

  let heading: String
  let environments: [String]
  let environmentValues: [JSONValue]
  /// The profile whose layers are the rows, in machine form.
  let profile: JSONValue?
  let rows: [Row]
  let hasDifferences: Bool
  let summary: String

  init(_ matrix: ProfileMatrix) {
    heading = "profile"
    (environments, environmentValues) = Self.environments(matrix.environments, versions: nil)
    profile = nil
    rows = matrix.rows.map { row in
      Row(
        title: PrintableText.escaped("\(row.scope)/\(row.name)"),
        members: ["scope": Build.string(row.scope), "name": .string(row.name)],
        cells: row.cells.map { cell in
          cell.map { cell in
            let version = JSONString(cell.version.description)
            return Cell(
              version: version.string, exactVersion: version, versionCount: cell.versionCount,
              standing: cell.standing, openMasks: cell.openMasks)
          }
        })
    }
    hasDifferences = matrix.hasDifferences
    let differing = matrix.rows.count { $0.differs(in: matrix) }
    summary =
      "\(Count.of(matrix.rows.count, "profile")), \(differing) not the same everywhere"
      + Self.masks(rows)
  }

  init(_ matrix: LayerMatrix) {
    heading = PrintableText.escaped("\(matrix.scope)/\(matrix.name)")
    (environments, environmentValues) = Self.environments(
      matrix.environments, versions: matrix.versions)
    profile = Build.object([
      "scope": Build.string(matrix.scope), "name": .string(matrix.name),
    ])
    rows = matrix.rows.map { row in
      Row(
        title: PrintableText.escaped(row.layer?.description ?? "variables"),
        members: row.layer.map { ["layer": LayerJSON.identity($0)] } ?? ["variables": .bool(true)],
        cells: row.cells.map { cell in
          cell.map {
            Cell(
              version: PrintableText.escaped($0.version.string), exactVersion: $0.version,
              versionCount: nil, standing: $0.standing, openMasks: $0.openMasks)
          }
        })
    }
    hasDifferences = matrix.hasDifferences
    let layers = matrix.rows.count { $0.layer != nil }
    summary =
      "\(Count.of(layers, "layer")), "
      + (hasDifferences ? "not the same everywhere" : "the same everywhere") + Self.masks(rows)
  }

  private static func environments(
    _ environments: [Environment], versions: [ProfileVersion?]?
  ) -> ([String], [JSONValue]) {
    let texts = environments.enumerated().map { index, environment in
      guard let versions else { return environment.name.text }
      return environment.name.text + (versions[index].map { "@\($0)" } ?? "")
    }
    let values = environments.enumerated().map { index, environment in
      Build.object([
        "name": Build.string(environment.name), "after": Build.optional(environment.settings.after),
        "commit": Build.string(environment.tip), "version": Build.optional(versions?[index]),
      ])
    }
    return (texts, values)
  }

  private static func masks(_ rows: [Row]) -> String {
    let count = rows.reduce(0) { sum, row in
      sum + row.cells.reduce(0) { $0 + ($1?.openMasks ?? 0) }
    }
    return count > 0 ? ", \(count) masked" : ""
  }
}
