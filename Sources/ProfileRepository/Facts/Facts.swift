public import CanonicalJSON
public import Profiles

/// What an environment is known to hold, as its `facts.json` says; dated.
///
/// Members that this version does not know are kept as they are.
public struct Facts: Hashable, Sendable {
  /// The format that this version writes and reads.
  public static let format = 1
  static let path = "facts.json"

  private var members: JSONObject
  /// When the facts were taken, as ISO 8601 with a zone. What a pack's schema says does not age.
  public private(set) var date: String
  /// What each known version of a pack declares of its values.
  public private(set) var schemas: [Sensitivity.Pack: PackSchema]
  /// Registries, packs, macro names and projects, as far as they are known.
  public private(set) var holdings: KnownHoldings

  /// Starts facts that hold nothing yet, taken at a time in seconds since 1970.
  public init(takenAt seconds: Int64) {
    date = FactsDate.text(seconds)
    holdings = KnownHoldings()
    schemas = [:]
    members = ["date": .string(JSONString(date))]
    members["format"] = JSONNumber(Double(Self.format)).map(JSONValue.number)
  }

  /// Keeps or, with nil, forgets a schema.
  public mutating func set(_ schema: PackSchema?, of pack: Sensitivity.Pack) {
    schemas[pack] = schema
    var versions = members["schemas"]?[pack.name]?.object ?? JSONObject()
    versions[pack.version] = schema?.stored
    var packs = members["schemas"]?.object ?? JSONObject()
    packs[pack.name] = versions.isEmpty ? nil : .object(versions)
    members["schemas"] = packs.isEmpty ? nil : .object(packs)
  }

  /// Puts holdings in place of those that are there; what they do not change stays as it was written.
  mutating func set(_ holdings: KnownHoldings) {
    for member in KnownHoldings.members {
      let stored = holdings.stored(member)
      if stored != self.holdings.stored(member) { members[member] = stored }
    }
    self.holdings = holdings
  }

  /// Dates the facts anew, at a time in seconds since 1970.
  mutating func date(_ seconds: Int64) {
    date = FactsDate.text(seconds)
    members["date"] = .string(JSONString(date))
  }

  /// How many whole days ago the facts were taken, at a time in seconds since 1970; never negative.
  public func age(at seconds: Int64) -> Int {
    let taken = FactsDate.seconds(date) ?? seconds
    return max(0, Int((seconds - taken) / 86_400))
  }

  /// The whole file, members that this version does not know included.
  public var value: JSONValue { .object(members) }

  init(stored bytes: [UInt8], from file: EnvironmentFile) throws(RepositoryError) {
    let members = try file.members(of: bytes, format: Self.format)
    self = try file.reading { () throws(DocumentError) in try Facts(members) }
  }

  private init(_ members: StrictMembers) throws(DocumentError) {
    let date = try members.requiredText("date").string
    guard FactsDate.isDate(date) else {
      throw DocumentError(
        .schema, "must be a date as ISO 8601 with a zone", path: members.place("date").description)
    }
    var schemas: [Sensitivity.Pack: PackSchema] = [:]
    if let packs = try members.members("schemas") {
      for name in packs.object.keys {
        guard let versions = try packs.members(name) else { continue }
        for (version, value) in versions.object.members.map({ ($0.key, $0.value) }) {
          let pack = Sensitivity.Pack(name: name, version: version)
          schemas[pack] = try PackSchema(stored: value, at: versions.place(version))
        }
      }
    }
    holdings = try KnownHoldings(members)
    (self.members, self.date, self.schemas) = (members.object, date, schemas)
  }
}
