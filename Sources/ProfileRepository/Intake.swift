internal import Dispatch
public import Git
public import Profiles
internal import Synchronization

/// Takes export files into one scope of an environment, each as a commit of its own.
///
/// Works in batches: at most 256 files or 32 MiB of input are in memory at once, are read and compressed on all cores, and
/// reach the branch with one move. What a batch acknowledged stays, whatever comes after.
public struct Intake: Sendable {
  /// One file to take in.
  public struct Item: Sendable {
    /// The name that results, errors and the commit's `Source` use.
    public let source: String
    let load: @Sendable () throws(RepositoryError) -> [UInt8]

    public init(
      source: String, load: @escaping @Sendable () throws(RepositoryError) -> [UInt8]
    ) {
      self.source = source
      self.load = load
    }
  }

  /// What became of one file.
  public enum Outcome: Sendable {
    case committed(ProfileKey, commit: ObjectID, PreparedDocument.Receipt)
    /// The scope holds the very same document.
    case unchanged(ProfileKey)
    case failed(RepositoryError)
  }

  public var environment: EnvironmentName
  public var scope: Scope
  public var message: String?
  public var author: Signature?
  /// What becomes of secrets; the environment's own declarations are added.
  public var gate = PreparedDocument.Gate()
  /// Refuses unless the branch is at this commit when the first batch is written.
  public var expected: ObjectID?
  public var stopsAtFirstFailure = false
  public var dryRun = false

  public init(into environment: EnvironmentName, scope: Scope) {
    self.environment = environment
    self.scope = scope
  }

  /// Takes the items in order, and tells each outcome as soon as its batch is on disk.
  ///
  /// - Throws: what concerns the branch rather than one file: a conflict, a lock, a failing disk.
  public func run(
    _ items: [Item], in repository: ProfileRepository, as operation: Operation,
    report: (Item, Outcome) throws(RepositoryError) -> Void
  ) throws(RepositoryError) {
    var intake = self
    let declared = try repository.snapshot(of: environment).sensitivity()
    intake.gate = gate.adding(declared)
    try intake.runBatches(items, in: repository, as: operation, report: report)
  }

  private func runBatches(
    _ items: [Item], in repository: ProfileRepository, as operation: Operation,
    report: (Item, Outcome) throws(RepositoryError) -> Void
  ) throws(RepositoryError) {
    var (rest, expected) = (items[...], expected)
    while !rest.isEmpty {
      let batch = Self.nextBatch(&rest)
      let prepared = prepare(batch)
      let failure = prepared.firstIndex { if case .failure = $0 { true } else { false } }
      let stop = stopsAtFirstFailure ? failure : nil
      let outcomes = try write(
        Array(zip(batch, prepared).prefix(stop ?? batch.count)), repository, operation, &expected)
      for (loaded, outcome) in zip(batch, outcomes) { try report(loaded.item, outcome) }
      if let stop, case .failure(let error) = prepared[stop] {
        try report(batch[stop].item, .failed(error))
        return
      }
    }
  }

  private struct Loaded: Sendable {
    let item: Item
    let bytes: Result<[UInt8], RepositoryError>
  }

  private typealias Prepared = Result<PreparedDocument, RepositoryError>

  private static func nextBatch(_ rest: inout ArraySlice<Item>) -> [Loaded] {
    var (batch, size) = ([Loaded](), 0)
    while batch.count < 256, size < 32 << 20, let item = rest.popFirst() {
      let bytes = Result { () throws(RepositoryError) in try item.load() }
      if case .success(let bytes) = bytes { size += bytes.count }
      batch.append(Loaded(item: item, bytes: bytes))
    }
    return batch
  }

  /// Reads and compresses a batch on all cores.
  private func prepare(_ batch: [Loaded]) -> [Prepared] {
    if batch.count == 1 { return batch.map(prepare) }
    let results = Mutex<[Int: Prepared]>([:])
    DispatchQueue.concurrentPerform(iterations: batch.count) { index in
      let result = prepare(batch[index])
      results.withLock { $0[index] = result }
    }
    return results.withLock { results in batch.indices.compactMap { results[$0] } }
  }

  private func prepare(_ loaded: Loaded) -> Prepared {
    Result { () throws(RepositoryError) in
      let bytes = try loaded.bytes.get()
      let source = loaded.item.source
      let document: ProfileDocument
      do throws(DocumentError) {
        document = try ProfileDocument(
          export: bytes, syntax: .init(fileName: source, bytes: bytes))
      } catch { throw RepositoryError(error, in: source) }
      return try PreparedDocument(document, gate: gate)
    }
  }

  private func write(
    _ batch: [(Loaded, Prepared)], _ repository: ProfileRepository, _ operation: Operation,
    _ expected: inout ObjectID?
  ) throws(RepositoryError) -> [Outcome] {
    let written = try repository.write(
      to: environment, expecting: expected, dryRun: dryRun, as: operation, reason: "commit"
    ) { change throws(RepositoryError) in
      var outcomes: [Outcome] = []
      for (loaded, prepared) in batch {
        outcomes.append(try put(prepared, from: loaded.item.source, to: &change))
      }
      return outcomes
    }
    if expected != nil { expected = written.after }
    return written.result
  }

  /// The folder is the committer's own business, and no part of the history.
  private static func fileName(_ source: String) -> String {
    source == "-" ? "standard input" : String(source.split(separator: "/").last ?? "")
  }

  private func put(
    _ prepared: Prepared, from source: String, to change: inout Change
  ) throws(RepositoryError) -> Outcome {
    switch prepared {
    case .failure(let error): return .failed(error)
    case .success(let prepared):
      let key = prepared.document.key(in: scope)
      let details = Change.Details(
        message: message, author: author, source: Self.fileName(source))
      let commit = try change.put(prepared, in: scope, details)
      return commit.map { .committed(key, commit: $0, prepared.receipt) } ?? .unchanged(key)
    }
  }
}
