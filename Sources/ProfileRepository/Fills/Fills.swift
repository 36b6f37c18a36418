internal import CanonicalJSON
public import Git
public import Profiles

/// What a scope's `fills.json` says: where the values of its profiles' masked places come from. References only.
public struct Fills: Hashable, Sendable {
  /// The format that this version writes and reads.
  public static let format = 1

  private var references: [Fill.Place: FillReference] = [:]

  public init() {}

  /// Where a scope keeps them in an environment's tree.
  static func path(in scope: Scope) -> String { "\(scope.folder)/fills.json" }

  public var isEmpty: Bool { references.isEmpty }

  /// By profile and place.
  public var all: [Fill] {
    references.map { Fill($0.key, from: $0.value) }.sorted {
      let (left, right) = ($0.place.description, $1.place.description)
      return left.utf8.lexicographicallyPrecedes(right.utf8)
    }
  }

  public subscript(place: Fill.Place) -> FillReference? {
    get { references[place] }
    set { references[place] = newValue }
  }

  var value: JSONValue {
    var object: JSONObject = ["fills": .array(all.map(\.stored))]
    object["format"] = JSONNumber(Double(Self.format)).map(JSONValue.number)
    return .object(object)
  }

  init(stored bytes: [UInt8], from file: EnvironmentFile) throws(RepositoryError) {
    let members = try file.members(of: bytes, format: Self.format)
    self = try file.reading { () throws(DocumentError) in try Fills(members) }
  }

  private init(_ members: StrictMembers) throws(DocumentError) {
    try members.allowOnly(["fills", "format"])
    for entry in try members.objects("fills") {
      let fill = try Fill(stored: entry)
      if references.updateValue(fill.reference, forKey: fill.place) != nil {
        throw DocumentError(.schema, "says a place twice", path: entry.path.description)
      }
    }
  }
}

extension Snapshot {
  /// The fills of one scope; none where there is no file.
  ///
  /// - Throws: `damaged` where the file is not as Strata writes it, `invalid` where it is of another format.
  public func fills(in scope: Scope) throws(RepositoryError) -> Fills {
    let path = Fills.path(in: scope)
    guard let entry = try entry(at: path) else { return Fills() }
    return try Fills(stored: blob(entry.id), from: EnvironmentFile(path, in: self))
  }

  /// Every scope that has fills, the tenant first.
  public func fills() throws(RepositoryError) -> [(scope: Scope, fills: Fills)] {
    var all: [(scope: Scope, fills: Fills)] = []
    for scope in [Scope.tenant] + (try projects()) {
      let fills = try fills(in: scope)
      if !fills.isEmpty { all.append((scope, fills)) }
    }
    return all
  }

  /// The sensitive places of a document in a scope, with the fills that are kept for them there.
  public func masks(
    of document: ProfileDocument, in scope: Scope
  ) throws(RepositoryError) -> [ProfileMask] {
    document.masks(
      document.masks(sensitivity: try sensitivity()), filledBy: try fills(in: scope).all)
  }

  /// The fills of a scope whose place no version of the profile has any more. Reads every version of those profiles.
  public func staleFills(in scope: Scope) throws(RepositoryError) -> Set<Fill.Place> {
    let places = Set(try fills(in: scope).all.map(\.place))
    if places.isEmpty { return [] }
    var stale = places
    let sensitivity = try sensitivity()
    for name in Set(places.map(\.profile)) {
      for entry in try versions(of: name, in: scope) {
        let masks = try document(entry).masks(sensitivity: sensitivity)
        for mask in masks where mask.state != .plain {
          if let place = mask.fillPlace(in: name) { stale.remove(place) }
        }
      }
    }
    return stale
  }
}

extension Change {
  /// The fills of a scope as the staged state has them.
  public func fills(in scope: Scope) throws(RepositoryError) -> Fills {
    if let fills = stagedFills[scope] { return fills }
    return try base.fills(in: scope)
  }

  /// Stages a commit that writes a scope's fills; nil where the staged state holds the very same.
  ///
  /// Of the details, `message` and `author` count.
  ///
  /// - Throws: `refused` where a text is a secret of a known form; nothing lets it in.
  @discardableResult
  public mutating func put(
    file fills: Fills, in scope: Scope, _ details: Details = Details()
  ) throws(RepositoryError) -> ObjectID? {
    if try self.fills(in: scope) == fills { return nil }
    stagedFills[scope] = fills
    try noteProject(of: scope)
    let subject = "Fill masked values of \(TrailerText.encoded(scope.description))"
    return try put(fills.value, at: Fills.path(in: scope), subject, details)
  }
}
