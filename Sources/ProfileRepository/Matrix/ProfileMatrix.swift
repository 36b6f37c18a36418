public import CanonicalJSON
internal import Git
internal import PackValues
public import Profiles

/// How a cell of a matrix stands to the cell of the environment before it.
public enum MatrixStanding: String, Hashable, Sendable {
  /// There is no environment before it.
  case first
  case same
  case differs
  /// The environment before it does not have it.
  case added
}

/// Which profiles the environments hold, in which version, and where they differ.
public struct ProfileMatrix: Sendable {
  public struct Cell: Hashable, Sendable {
    /// The highest version.
    public let version: ProfileVersion
    public let versionCount: Int
    /// By the content of the highest version, whatever brought it there.
    public let standing: MatrixStanding
    /// The masked places of the highest version.
    public let openMasks: Int
  }

  public struct Row: Sendable {
    public let scope: Scope
    public let name: JSONString
    /// Per environment; nil where it does not have the profile.
    public let cells: [Cell?]
  }

  /// In promotion order.
  public let environments: [Environment]
  /// Per environment, the index of the one that comes before it.
  public let predecessors: [Int?]
  public let rows: [Row]

  /// Whether two neighbors in the promotion order differ anywhere.
  public var hasDifferences: Bool {
    rows.contains { Self.differs($0.cells.map { $0?.standing }, predecessors) }
  }

  static func differs(_ standings: [MatrixStanding?], _ predecessors: [Int?]) -> Bool {
    standings.indices.contains { index in
      guard let standing = standings[index] else {
        return predecessors[index].map { standings[$0] != nil } ?? false
      }
      return standing == .differs || standing == .added
    }
  }
}

extension ProfileMatrix.Row {
  /// Whether the row differs between two neighbors in the promotion order.
  public func differs(in matrix: ProfileMatrix) -> Bool {
    ProfileMatrix.differs(cells.map { $0?.standing }, matrix.predecessors)
  }
}

extension ProfileRepository {
  /// Compares all environments, profile by profile.
  ///
  /// Folders and documents that two environments have alike are looked at once; a document is parsed only where it may hold a
  /// mask or differs from the one before it in the same version.
  public func matrix() throws(RepositoryError) -> ProfileMatrix {
    let environments = try environments()
    let names = environments.map(\.name.text)
    let predecessors = environments.map { environment in
      environment.settings.after.flatMap { names.firstIndex(of: $0) }
    }
    var builder = MatrixBuilder(predecessors)
    var known: (snapshot: Snapshot, entries: [ProfileKey: Snapshot.Entry])?
    for environment in environments {
      let snapshot = try snapshot(of: environment.name, at: environment.tip)
      let entries = try snapshot.entries(knowing: known)
      known = (snapshot, entries)
      builder.add(entries, of: snapshot)
    }
    return ProfileMatrix(
      environments: environments, predecessors: predecessors, rows: try builder.rows())
  }
}

extension Snapshot {
  /// Every document by key, found by what differs from another snapshot's where that is given.
  fileprivate func entries(
    knowing other: (snapshot: Snapshot, entries: [ProfileKey: Entry])?
  ) throws(RepositoryError) -> [ProfileKey: Entry] {
    guard let other else {
      return Dictionary(try entries().map { ($0.key, $0) }) { $1 }
    }
    var entries = other.entries
    for change in try other.snapshot.documentChanges(to: self) {
      entries[change.key] = change.after
    }
    return entries
  }
}

/// Puts the environments' documents into rows.
private struct MatrixBuilder {
  private struct Name: Hashable {
    let scope: Scope
    let name: JSONString
  }

  private struct Held {
    let entry: Snapshot.Entry
    let count: Int
  }

  private let predecessors: [Int?]
  private var snapshots: [Snapshot] = []
  private var held: [[Name: Held]] = []
  private var masks: [ObjectID: Int] = [:]

  init(_ predecessors: [Int?]) { self.predecessors = predecessors }

  mutating func add(_ entries: [ProfileKey: Snapshot.Entry], of snapshot: Snapshot) {
    var own: [Name: Held] = [:]
    for entry in entries.values {
      let name = Name(scope: entry.key.scope, name: entry.key.name)
      let known = own[name]
      let isHigher = known.map { $0.entry.key.version < entry.key.version } ?? true
      let highest = isHigher ? entry : known?.entry ?? entry
      own[name] = Held(entry: highest, count: 1 + (known?.count ?? 0))
    }
    snapshots.append(snapshot)
    held.append(own)
  }

  mutating func rows() throws(RepositoryError) -> [ProfileMatrix.Row] {
    let names = Set(held.flatMap(\.keys)).map {
      ProfileKey(scope: $0.scope, name: $0.name, version: .initial)
    }.sorted()
    var rows: [ProfileMatrix.Row] = []
    for key in names {
      let name = Name(scope: key.scope, name: key.name)
      var cells: [ProfileMatrix.Cell?] = []
      for index in held.indices { cells.append(try cell(name, index)) }
      rows.append(ProfileMatrix.Row(scope: key.scope, name: key.name, cells: cells))
    }
    return rows
  }

  private mutating func cell(
    _ name: Name, _ index: Int
  ) throws(RepositoryError) -> ProfileMatrix.Cell? {
    guard let own = held[index][name] else { return nil }
    let standing: MatrixStanding
    if let before = predecessors[index] {
      standing = try self.standing(of: own.entry, index, held[before][name]?.entry, before)
    } else {
      standing = .first
    }
    return ProfileMatrix.Cell(
      version: own.entry.key.version, versionCount: own.count, standing: standing,
      openMasks: try openMasks(of: own.entry, in: snapshots[index]))
  }

  private func standing(
    of own: Snapshot.Entry, _ index: Int, _ before: Snapshot.Entry?, _ other: Int
  ) throws(RepositoryError) -> MatrixStanding {
    guard let before else { return .added }
    if before.blob == own.blob { return .same }
    guard before.key.version == own.key.version else { return .differs }
    let (left, right) = (
      try snapshots[other].document(before), try snapshots[index].document(own)
    )
    return left.contentID == right.contentID ? .same : .differs
  }

  /// A document without four asterisks in a row has no mask, and most have none.
  private mutating func openMasks(
    of entry: Snapshot.Entry, in snapshot: Snapshot
  ) throws(RepositoryError) -> Int {
    if let count = masks[entry.blob] { return count }
    let mayHoldMask = ValuesText(try snapshot.blob(entry.blob)).contains("****")
    let count = mayHoldMask ? try snapshot.document(entry).masks().count : 0
    masks[entry.blob] = count
    return count
  }
}
