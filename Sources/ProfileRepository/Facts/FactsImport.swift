public import CanonicalJSON
public import Git
public import Profiles

/// What files say of an environment: facts in the form that `facts.json` has, answers of Palette's API, a pack's `pack.json`.
///
/// Which one a file is, its shape tells. Of an answer only what `KnownHoldings` and schemas describe is taken: a macro's
/// value, a registry's password and a pack's values are dropped as the file is read.
public struct FactsImport: Sendable {
  /// What the files cannot say themselves.
  public struct Reading: Sendable {
    /// The scope that the answers about macros speak of: `system`, `tenant` or `projects/NAME`.
    public var macroScope: JSONString?
    /// Whether the answers were searched for with a filter, so that what they do not name may be there.
    public var isPartial: Bool
    /// Which uid a name means that several registries have.
    public var registryUIDs: [JSONString: JSONString]

    public init(
      macroScope: JSONString? = nil, isPartial: Bool = false,
      registryUIDs: [JSONString: JSONString] = [:]
    ) {
      (self.macroScope, self.isPartial) = (macroScope, isPartial)
      self.registryUIDs = registryUIDs
    }
  }

  private var own: [StrictMembers] = []
  private var answers: [PaletteAnswer] = []
  private let reading: Reading

  /// Holds nothing yet.
  public init(_ reading: Reading = Reading()) { self.reading = reading }

  /// Reads one file.
  public init(_ bytes: [UInt8], _ reading: Reading = Reading()) throws(DocumentError) {
    self.init(reading)
    try add(bytes)
  }

  /// Reads a further file.
  ///
  /// - Throws: `DocumentError` for what is not JSON, and for a shape that is not understood.
  public mutating func add(_ bytes: [UInt8]) throws(DocumentError) {
    let value: JSONValue
    do { value = try JSONReader.read(bytes, numbers: .rounded) } catch {
      throw DocumentError(.syntax, "\(error)")
    }
    if let answer = try PaletteAnswer(value) {
      if case .macros = answer, reading.macroScope == nil {
        throw DocumentError(
          .schema, "macros of which scope? An answer does not say it",
          hint: "name it with --scope tenant, --scope system or --scope projects/NAME")
      }
      answers.append(answer)
    } else {
      own.append(try Self.own(value))
    }
  }

  private static func own(_ value: JSONValue) throws(DocumentError) -> StrictMembers {
    let known = Set(KnownHoldings.members)
    guard let object = value.object, object.keys.contains(where: known.contains) || isNear(object)
    else {
      throw DocumentError(
        .schema, "is in none of the shapes that are understood",
        hint: "those are " + PaletteAnswer.shapes.joined(separator: "; ")
          + "; a pack's pack.json; and facts, such as {\"macros\": {\"tenant\": [\"proxy\"]}}")
    }
    let members = try StrictMembers(value)
    try members.allowOnly(KnownHoldings.members.map(\.string))
    if let registries = try members.members("registries") {
      for name in registries.object.keys {
        try registries.members(name)?.allowOnly(["kind", "private", "provider", "scope", "uid"])
      }
    }
    _ = try KnownHoldings(members)
    return members
  }

  /// Whether a member's name is a slip of the pen, so that the file is meant to be facts.
  private static func isNear(_ object: JSONObject) -> Bool {
    object.keys.contains {
      Nearest.name(to: $0.string, among: KnownHoldings.members.map(\.string)) != nil
    }
  }

  /// The facts with what the files say in place of what they said of the same; the rest stays.
  ///
  /// - Parameter seconds: when it was so, since 1970; it becomes the facts' date.
  public func applied(to facts: Facts?, takenAt seconds: Int64) throws(DocumentError) -> Facts {
    var facts = facts ?? Facts(takenAt: seconds)
    var holdings = facts.holdings
    for members in own { try holdings.take(members) }
    var taking = AnswersTaking(holdings, reading)
    try taking.take(answers)
    facts.set(taking.holdings)
    for (pack, schema) in taking.schemas { facts.set(schema, of: pack) }
    // What a pack asks for does not age.
    if !own.isEmpty || !answers.allSatisfy(\.isOfPack) { facts.date(seconds) }
    return facts
  }
}

extension KnownHoldings {
  /// Takes each member of a file in place of what was known of the same; of macros each scope for itself.
  fileprivate mutating func take(_ members: StrictMembers) throws(DocumentError) {
    var file = members.object
    let scopes = file["macros"]?.object
    if let scopes {
      var all = stored("macros")?.object ?? JSONObject()
      for scope in scopes.members { all[scope.key] = scope.value }
      file["macros"] = .object(all)
    }
    let older = partial.filter { part in
      if case .macros(let scope) = part { return scopes?[scope] == nil }
      return part.path.first.map { file[$0] == nil } ?? false
    }
    let newer = try KnownHoldings(members).partial
    for member in Self.members where file[member] == nil { file[member] = stored(member) }
    self = try KnownHoldings(StrictMembers(.object(file)))
    partial = older.union(newer)
  }
}

extension Change {
  /// Stages a commit that takes files' facts in; nil where they are there with the same date.
  ///
  /// - Parameter seconds: when it was so, since 1970.
  @discardableResult
  public mutating func put(
    _ files: FactsImport, subject: String, takenAt seconds: Int64, _ details: Details = Details()
  ) throws(RepositoryError) -> ObjectID? {
    let known = try self.facts()
    let facts: Facts
    do throws(DocumentError) {
      facts = try files.applied(to: known, takenAt: seconds)
    } catch {
      throw RepositoryError(
        .refused, "\(error)", hint: error.hint, underlying: .document(error))
    }
    return try put(file: facts, subject: subject, details)
  }
}
