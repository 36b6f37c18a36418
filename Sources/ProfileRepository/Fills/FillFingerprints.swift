internal import CanonicalJSON
internal import Git
public import Profiles

/// What is remembered of the values that exports were filled with: fingerprints alone, in the repository's own folder and never
/// in git.
///
/// The format is in the article *Fills*. Whoever lacks the key learns nothing from them, and is told nothing.
public struct FillFingerprints: Sendable {
  /// The format that this version writes and reads.
  static let format = 1
  /// The largest file, in bytes.
  private static let limit = 16 << 20

  /// A filled place of one environment.
  public struct Place: Hashable, Sendable {
    public let environment: EnvironmentName
    public let scope: Scope
    public let fill: Fill.Place

    public init(_ environment: EnvironmentName, _ scope: Scope, _ fill: Fill.Place) {
      (self.environment, self.scope, self.fill) = (environment, scope, fill)
    }

    var text: String { "\(environment) \(scope) \(fill)" }
  }

  /// Whether a value is what an export was last filled with.
  public enum Verdict: Hashable, Sendable {
    /// Seconds since 1970 of that export.
    case unchanged(since: Int64)
    case changed(since: Int64)
    /// A clause that says why it cannot be told.
    case unknown(String)
  }

  struct Record: Hashable, Sendable {
    let place: Place
    let from: FillReference
    let fingerprint: Fingerprint
    let seconds: Int64
  }

  private var records: [Place: Record] = [:]

  /// Reads those of a repository; none where there is no file.
  ///
  /// - Throws: `damaged` where the file is not as Strata writes it.
  public init(of repository: ProfileRepository) throws(RepositoryError) {
    let path = Self.path(in: repository)
    guard Folder.exists(path) else { return }
    let bytes: [UInt8]
    do { bytes = try DurableFile.read(path, limit: Self.limit) } catch {
      throw RepositoryError(error)
    }
    do throws(DocumentError) { try read(bytes) } catch {
      throw RepositoryError(
        .damaged, "'\(path)' is not as strata writes it: \(error)",
        hint: "remove it: the next export with --fill begins a new one")
    }
  }

  /// Compares the value that a place has now.
  ///
  /// - Parameter key: nil where the user has none.
  public func verdict(
    on secret: Secret, at place: Place, _ key: FingerprintKey?
  ) -> Verdict {
    guard let record = records[place] else { return .unknown("not exported yet") }
    guard let key, key.id == record.fingerprint.keyID else {
      return .unknown("the key for fingerprints is another one")
    }
    return key.fingerprint(of: secret, at: place.text) == record.fingerprint
      ? .unchanged(since: record.seconds) : .changed(since: record.seconds)
  }

  /// Remembers the values of an export, and forgets the places of its scope that no fill names any more.
  ///
  /// - Parameters:
  ///   - filled: the places of one environment's scope with where each value came from.
  ///   - kept: the places that the scope has fills for.
  public static func record(
    _ filled: [(place: Place, from: FillReference, secret: Secret)], keeping kept: Set<Fill.Place>,
    at seconds: Int64, _ key: FingerprintKey, in repository: ProfileRepository
  ) throws(RepositoryError) {
    guard let first = filled.first?.place else { return }
    let lock: WriterLock
    do { lock = try WriterLock(repository: repository.path, patience: 5) } catch {
      throw RepositoryError(error)
    }
    var all = try FillFingerprints(of: repository)
    all.records = all.records.filter { place, _ in
      place.environment != first.environment || place.scope != first.scope
        || kept.contains(place.fill)
    }
    for (place, from, secret) in filled {
      all.records[place] = Record(
        place: place, from: from, fingerprint: key.fingerprint(of: secret, at: place.text),
        seconds: seconds)
    }
    let bytes = all.value.encoded(.indented)
    do { try DurableFile.write(bytes, to: path(in: repository), mode: 0o600) } catch {
      throw RepositoryError(error)
    }
    lock.release()
  }

  private static func path(in repository: ProfileRepository) -> String {
    repository.store.ownFolder + "/fingerprints.json"
  }
}

extension FillFingerprints {
  private var value: JSONValue {
    let sorted = records.values.sorted {
      $0.place.text.utf8.lexicographicallyPrecedes($1.place.text.utf8)
    }
    var object: JSONObject = ["values": .array(sorted.map(\.value))]
    object["format"] = JSONNumber(Double(Self.format)).map(JSONValue.number)
    return .object(object)
  }

  private mutating func read(_ bytes: [UInt8]) throws(DocumentError) {
    let value: JSONValue
    do throws(JSONError) { value = try JSONReader.read(bytes) } catch {
      throw DocumentError(.syntax, "it is no JSON as Strata reads it", line: error.position.line)
    }
    let members = try StrictMembers(value)
    try members.allowOnly(["format", "values"])
    guard try members.count("format") == Self.format else {
      throw DocumentError(.schema, "must be \(Self.format)", path: "format")
    }
    for entry in try members.objects("values") {
      let record = try Record(entry)
      records[record.place] = record
    }
  }
}

extension FillFingerprints.Record {
  fileprivate var value: JSONValue {
    .object([
      "date": .string(JSONString(FactsDate.text(seconds))),
      "environment": .string(JSONString(place.environment.text)),
      "fill": Fill(place.fill, from: from).stored,
      "fingerprint": .string(JSONString(fingerprint.description)),
      "scope": .string(JSONString(place.scope.description)),
    ])
  }

  fileprivate init(_ members: StrictMembers) throws(DocumentError) {
    try members.allowOnly(["date", "environment", "fill", "fingerprint", "scope"])
    guard let fill = try members.members("fill") else { throw members.missing("fill") }
    let stored = try Fill(stored: fill)
    let (environment, scope) = (
      try members.requiredText("environment"), try members.requiredText("scope")
    )
    guard let environment = try? EnvironmentName(environment.string),
      let scope = Scope(scope.string),
      let seconds = FactsDate.seconds(try members.requiredText("date").string),
      let fingerprint = Fingerprint(try members.requiredText("fingerprint").string)
    else {
      throw DocumentError(
        .schema, "names no environment, scope, date or fingerprint", path: "\(members.path)")
    }
    self.init(
      place: FillFingerprints.Place(environment, scope, stored.place), from: stored.reference,
      fingerprint: fingerprint, seconds: seconds)
  }
}
