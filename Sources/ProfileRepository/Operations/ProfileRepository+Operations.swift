internal import Git

extension ProfileRepository {
  /// What was done to the environments, newest first.
  ///
  /// The commits say what happened; the operation log adds the command, what was read, and the order of what happened
  /// within one second on different branches. An operation without commits on a branch did not happen. Cost: the
  /// commits of every branch, or without more than `limit` operations as many as those have.
  public func operations(limit: Int? = nil) throws(RepositoryError) -> [OperationRecord] {
    if limit == 0 { return [] }
    let index = try OperationIndex(store)
    var records: [String: OperationRecord] = [:]
    for environment in try environments() {
      let moves = try moves(of: environment, limit: limit)
      for move in moves.reversed() { index.add(move, to: &records) }
    }
    let sorted = records.values.sorted { index.isOlder($1, $0) }
    return Array(sorted.prefix(limit ?? .max))
  }

  /// One operation with all its moves, by its id or the first seven digits or more of it.
  ///
  /// Cost: for the whole id of an operation that the log has, the commits since it began; else those of every branch.
  ///
  /// - Throws: `notFound`; `invalid` where several begin so.
  public func operation(_ prefix: String) throws(RepositoryError) -> OperationRecord {
    let isHex = prefix.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    guard isHex, (7...16).contains(prefix.utf8.count) else {
      throw RepositoryError(
        .invalid, "cannot read the operation '\(prefix)'",
        hint: "it is 7 to 16 hexadecimal digits, as 'strata log --operations' shows")
    }
    if prefix.utf8.count == 16, let record = try loggedOperation(prefix) { return record }
    let found = try operations().filter { $0.id.hasPrefix(prefix) }
    if found.count == 1 { return found[0] }
    if found.isEmpty {
      throw RepositoryError(
        .notFound, "no operation '\(prefix)'", hint: "see them with 'strata log --operations'")
    }
    throw RepositoryError(
      .invalid, "\(found.count) operations begin with '\(prefix)'",
      hint: "give more digits of the one that is meant")
  }

  /// An operation whose every line the log still has; nil where that is not certain, or nothing of it happened.
  private func loggedOperation(_ id: String) throws(RepositoryError) -> OperationRecord? {
    let index = try OperationIndex(store)
    guard let starts = index.starts(of: id) else { return nil }
    var records: [String: OperationRecord] = [:]
    for environment in try environments() {
      guard let start = starts[environment.name.text] else { continue }
      let moves = try moves(of: environment, limit: nil, downTo: start)
      for move in moves.reversed() where move.operation == id { index.add(move, to: &records) }
    }
    return records[id]
  }

  /// The runs of commits that share an operation, newest first.
  private func moves(
    of environment: Environment, limit: Int?, downTo start: ObjectID? = nil
  ) throws(RepositoryError) -> [FoundMove] {
    var runs = OperationRuns(of: environment.name, limit: limit ?? .max)
    try git { () throws(GitError) in
      try store.log(from: environment.tip) { commit in runs.add(commit) && commit.id != start }
    }
    return runs.finished()
  }
}

/// A run of commits with the operation that they name.
struct FoundMove {
  let operation: String
  let committer: Signature
  /// How many commits of the branch are newer.
  let age: Int
  let move: OperationRecord.Move
}

/// Collects runs of one operation from a branch's commits, newest first.
private struct OperationRuns {
  private let environment: EnvironmentName
  private let limit: Int
  private var found: [FoundMove] = []
  private var open: (operation: String, newest: Commit, age: Int, count: Int)?
  private var seen = 0

  init(of environment: EnvironmentName, limit: Int) {
    (self.environment, self.limit) = (environment, limit)
  }

  /// Takes the next older commit; false once there are enough runs.
  mutating func add(_ commit: Commit) -> Bool {
    let operation = CommitMessage(stored: commit.message).lineage.operation
    if let open, open.operation != operation {
      close(before: commit.id)
      if found.count >= limit { return false }
    }
    if let operation {
      open = (operation, open?.newest ?? commit, open?.age ?? seen, (open?.count ?? 0) + 1)
    }
    seen += 1
    return true
  }

  mutating func finished() -> [FoundMove] {
    if found.count < limit { close(before: nil) }
    return found
  }

  private mutating func close(before: ObjectID?) {
    guard let run = open else { return }
    open = nil
    found.append(
      FoundMove(
        operation: run.operation, committer: run.newest.committer, age: run.age,
        move: .init(
          environment: environment, before: before, after: run.newest.id, commits: run.count,
          source: nil)))
  }
}

/// The log's lines by the moves that they tell of.
private struct OperationIndex {
  private var lines: [ObjectID: (position: Int, line: OperationLog.Line)] = [:]
  private var order: [String: Order] = [:]

  /// Later lines never count as earlier, whatever the clock said.
  private struct Order {
    let seconds: Int64
    let position: Int
  }

  init(_ store: Repository) throws(RepositoryError) {
    let all = try git { () throws(GitError) in try OperationLog(store).lines() }
    var seconds: Int64 = 0
    for (position, line) in all.enumerated() {
      seconds = max(seconds, line.committer.seconds)
      lines[line.after] = (position, line)
      order[line.operation] = Order(seconds: seconds, position: position)
    }
  }

  /// Where the branches stood before an operation, by environment; nil at the value where it started one. Nil where the log
  /// does not have the operation, or its older lines may have been cut off.
  func starts(of id: String) -> [String: ObjectID?]? {
    let own = lines.values.filter { $0.line.operation == id }.sorted { $0.position < $1.position }
    guard let first = own.first, first.position > 0 else { return nil }
    var starts: [String: ObjectID?] = [:]
    for (_, line) in own where starts[line.environment] == nil {
      starts.updateValue(line.before, forKey: line.environment)
    }
    return starts
  }

  func add(_ found: FoundMove, to records: inout [String: OperationRecord]) {
    let line = lines[found.move.after]?.line
    var move = found.move
    move.source = line?.source
    var record =
      records[found.operation]
      ?? OperationRecord(
        id: found.operation, committer: found.committer, command: nil, moves: [],
        age: found.age)
    record.command = record.command ?? line?.command
    record.moves.append(move)
    records[found.operation] = record
  }

  func isOlder(_ left: OperationRecord, _ right: OperationRecord) -> Bool {
    let (a, b) = (order(of: left), order(of: right))
    if a.seconds != b.seconds { return a.seconds < b.seconds }
    if a.position != b.position { return a.position < b.position }
    return left.age == right.age ? left.id < right.id : left.age > right.age
  }

  private func order(of record: OperationRecord) -> Order {
    order[record.id] ?? Order(seconds: record.committer.seconds, position: -1)
  }
}
