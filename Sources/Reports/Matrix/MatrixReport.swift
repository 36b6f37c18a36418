public import CanonicalJSON
public import ProfileRepository
internal import Profiles

/// Environments side by side: all profiles, or the layers of one.
///
/// A cell says its version and how it stands to the environment before it: `=` the same, `≠` not, `+` new there, `-` missing.
public struct MatrixReport: Report {
  private let table: MatrixTable
  private let options: DifferenceReport.Options

  public init(_ matrix: ProfileMatrix, options: DifferenceReport.Options) {
    (table, self.options) = (MatrixTable(matrix), options)
  }

  public init(_ matrix: LayerMatrix, options: DifferenceReport.Options) {
    (table, self.options) = (MatrixTable(matrix), options)
  }

  public var hasDifferences: Bool { table.hasDifferences }

  public var text: String {
    if table.rows.isEmpty { return "no profiles\n" }
    let head = [table.heading] + table.environments
    let body = table.rows.map { row in [row.title] + row.cells.map(text) }
    let widths = head.indices.map { column in
      ([head] + body).map { $0[column].count }.max() ?? 0
    }
    var lines = [Self.line(zip(head, widths).map { $0.padding(to: $1) })]
    for (row, cells) in zip(table.rows, body) {
      lines.append(
        Self.line(
          cells.indices.map { column in
            let cell = cells[column].padding(to: widths[column])
            return column == 0 ? cell : colored(cell, row.cells[column - 1])
          }))
    }
    return lines.joined() + table.summary + "\n"
  }

  private static func line(_ cells: [String]) -> String {
    let line = cells.joined(separator: "  ")
    let end = line.lastIndex { $0 != " " }
    return (end.map { String(line[...$0]) } ?? "") + "\n"
  }

  private func text(_ cell: MatrixTable.Cell?) -> String {
    guard let cell else { return "-" }
    let masks = cell.openMasks > 0 ? "?\(cell.openMasks)" : ""
    return [cell.version, sign(cell.standing), masks].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  private func sign(_ standing: MatrixStanding) -> String {
    switch standing {
    case .first: ""
    case .same: "="
    case .differs: options.isASCII ? "!=" : "≠"
    case .added: "+"
    }
  }

  private func colored(_ text: String, _ cell: MatrixTable.Cell?) -> String {
    let signs = DifferenceSigns(options)
    switch cell?.standing {
    case nil: return signs.colored(text, as: .removed)
    case .differs: return signs.colored(text, as: .changed)
    case .added: return signs.colored(text, as: .added)
    case .first, .same: return text
    }
  }

  /// One cell a line, tab-separated: row, environment, version, sign, masked places; a missing cell has the sign `-` alone.
  public var compact: String {
    table.rows.map { row in
      zip(table.environments, row.cells).map { environment, cell in
        guard let cell else { return "\(row.title)\t\(environment)\t\t-\t\n" }
        let sign = sign(cell.standing)
        return "\(row.title)\t\(environment)\t\(cell.version)\t\(sign)\t\(cell.openMasks)\n"
      }.joined()
    }.joined()
  }

  /// `matrix/1`.
  public var json: JSONValue {
    Build.object([
      "format": "matrix/1", "environments": .array(table.environmentValues),
      "profile": table.profile,
      "rows": .array(
        table.rows.map { row in
          var object = row.members
          object["cells"] = .array(row.cells.map { $0.map(Self.cell) ?? .null })
          return .object(object)
        }), "hasDifferences": .bool(table.hasDifferences),
    ])
  }

  private static func cell(_ cell: MatrixTable.Cell) -> JSONValue {
    Build.object([
      "version": .string(cell.exactVersion), "standing": Build.string(cell.standing.rawValue),
      "openMasks": Build.number(cell.openMasks),
      "versions": cell.versionCount.map(Build.number),
    ])
  }
}
