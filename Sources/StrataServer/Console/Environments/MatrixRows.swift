import CanonicalJSON
import ProfileRepository
import Profiles

/// The rows of the matrix that somebody may see.
struct MatrixRows {
  private let matrix: ProfileMatrix
  private let visit: Visit
  /// The positions of the environments to show.
  let columns: [Int]

  init(_ matrix: ProfileMatrix, _ visit: Visit) {
    (self.matrix, self.visit) = (matrix, visit)
    columns = matrix.environments.indices.filter { visit.sees(matrix.environments[$0].name) }
  }

  func name(of column: Int) -> String { matrix.environments[column].name.text }

  func rows(matching query: String, onlyDiffers: Bool) -> [ProfileMatrix.Row] {
    let wanted = query.lowercased()
    return matrix.rows.filter { row in
      columns.contains { cell(row, $0) != nil }
        && (wanted.isEmpty || row.name.string.lowercased().contains(wanted))
        && (!onlyDiffers || row.differs(in: matrix))
    }
  }

  func view(_ row: ProfileMatrix.Row) -> EnvironmentsView.Row {
    EnvironmentsView.Row(
      scope: row.scope.description, name: row.name.shown,
      cells: columns.map { view(row, $0) })
  }

  private func cell(_ row: ProfileMatrix.Row, _ column: Int) -> ProfileMatrix.Cell? {
    let name = matrix.environments[column].name
    return visit.may(.readProfiles, in: name, row.scope) ? row.cells[column] : nil
  }

  private func view(_ row: ProfileMatrix.Row, _ column: Int) -> EnvironmentsView.Cell {
    guard let cell = cell(row, column) else {
      return .init(
        isThere: false, href: "", version: "", sign: nil, tone: "", title: "", masks: nil)
    }
    let before = matrix.predecessors[column]
    let (sign, tone, title): (String?, String, String) =
      switch cell.standing {
      case .first: (nil, "", "first environment")
      case .same: ("=", "soft", "the same as in \(before.map(name) ?? "")")
      case .differs: ("≠", "changed", "differs from \(before.map(name) ?? "")")
      case .added: ("+", "added", "not in \(before.map(name) ?? "")")
      }
    return .init(
      isThere: true, href: href(row, column, cell), version: cell.version.description, sign: sign,
      tone: tone,
      title: title, masks: cell.openMasks > 0 ? cell.openMasks : nil)
  }

  /// To the difference from the environment before, else to the profile.
  private func href(
    _ row: ProfileMatrix.Row, _ column: Int, _ cell: ProfileMatrix.Cell
  ) -> String {
    let key = ProfileKey(scope: row.scope, name: row.name, version: cell.version)
    let own = matrix.environments[column].name
    guard cell.standing == .differs, let before = matrix.predecessors[column],
      let other = self.cell(row, before)
    else { return Link.profile(own, key) }
    let theirs = ProfileKey(scope: row.scope, name: row.name, version: other.version)
    return Link.difference(
      from: Link.address(own, key),
      to: Link.address(matrix.environments[before].name, theirs))
  }
}
