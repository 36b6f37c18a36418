public import CanonicalJSON
public import PackValues

/// What somebody has to fill in: one entry for each open place, with room for where its value comes from.
///
/// Holds places and what is known of their values, never a value. The same places give the same bytes.
public struct FillSheet: Hashable, Sendable {
  /// What the file says of its format.
  public static let format: JSONString = "fill-sheet/1"

  /// One open place.
  public struct Entry: Hashable, Sendable {
    /// Which profile version has the place, in which scope.
    public var profile: ProfileKey
    public var owner: ProfileMask.Owner
    /// The path in the values or manifest, items of lists by their names where they have one; nil where the text is not YAML, and for
    /// variables and members.
    public var path: ValuesPath?
    /// The line in the values or manifest, from 1.
    public var line: Int?
    public var declaration: ProfileMask.Declaration?
    public var expectation: ValueExpectation
    /// Where the value comes from: a reference such as `env:DB_PASSWORD`, never the value; empty until somebody says it.
    public var from: JSONString

    /// An empty entry for a place.
    public init(_ mask: ProfileMask, of profile: ProfileKey) {
      (self.profile, owner, path) = (profile, mask.owner, mask.fillPath)
      (line, declaration) = (mask.place?.place.line, mask.declaration)
      (expectation, from) = (mask.expectation, "")
    }

    init(profile: ProfileKey, owner: ProfileMask.Owner, expectation: ValueExpectation) {
      (self.profile, self.owner, self.expectation) = (profile, owner, expectation)
      from = ""
    }
  }

  /// The environment in which the values are to be filled; nil where none was named.
  public var environment: JSONString?
  /// In the order of the profiles and of their places.
  public var entries: [Entry]

  public init(environment: JSONString?, entries: [Entry]) {
    (self.environment, self.entries) = (environment, entries)
  }

  /// An empty sheet for the open ones among some places.
  public init(environment: JSONString?, places: [(key: ProfileKey, masks: [ProfileMask])]) {
    self.init(
      environment: environment,
      entries: places.flatMap { place in
        place.masks.filter(\.isOpen).map { Entry($0, of: place.key) }
      })
  }

  /// Takes over what an older sheet says of the same places; gives back what it says of places that are not here.
  ///
  /// A place is the same by profile version, owner and path, or where it has no path by line.
  public mutating func take(from older: FillSheet) -> [Entry] {
    var known = Dictionary(
      older.entries.filter { !$0.from.isEmpty }.map { ($0.place, $0) }
    ) { first, _ in first }
    for index in entries.indices {
      if let entry = known.removeValue(forKey: entries[index].place) {
        entries[index].from = entry.from
      }
    }
    let lost = Set(known.keys)
    return older.entries.filter { !$0.from.isEmpty && lost.contains($0.place) }
  }
}

extension FillSheet.Entry {
  /// What makes an entry the same in two sheets.
  struct Place: Hashable {
    let profile: ProfileKey
    let owner: ProfileMask.Owner
    let path: ValuesPath?
    let line: Int?
  }

  /// `tenant/web@1.2.0 addon nginx charts.x.password`: the place, and nothing of what was filled in.
  public var summary: String {
    let place = path.map { " \($0)" } ?? line.map { " line \($0)" } ?? ""
    return "\(profile) \(owner)\(place)"
  }

  var place: Place {
    Place(profile: profile, owner: owner, path: path, line: path == nil ? line : nil)
  }
}

extension FillSheet {
  /// The file: indented JSON, members sorted, a final line feed.
  public var encoded: [UInt8] {
    var object = JSONObject()
    object["environment"] = environment.map(JSONValue.string)
    object["format"] = .string(Self.format)
    object["places"] = .array(entries.map(\.value))
    return JSONValue.object(object).encoded(.indented)
  }
}

extension FillSheet.Entry {
  var value: JSONValue {
    var object = JSONObject()
    object["profile"] = .string(profile.name)
    object["scope"] = .string(JSONString(profile.scope.description))
    object["version"] = .string(JSONString(profile.version.description))
    object["line"] = line.map(Self.number)
    object["path"] = path.map { .string(JSONString($0.description)) }
    object["steps"] = path?.stored
    owner.add(to: &object)
    object["declared"] = declaration.map { .string(JSONString($0.rawValue)) }
    object["type"] = expectation.type.map(JSONValue.string)
    object["required"] = .bool(expectation.isRequired)
    object["regex"] = expectation.regex.map(JSONValue.string)
    object["hint"] = expectation.hint.map(JSONValue.string)
    if !expectation.options.isEmpty {
      object["options"] = .array(expectation.options.map(JSONValue.string))
    }
    object["from"] = .string(from)
    return .object(object)
  }

  private static func number(_ count: Int) -> JSONValue {
    JSONNumber(Double(count)).map(JSONValue.number) ?? .null
  }
}

extension Layer.Identity {
  /// `{kind, pack, displayName?}`.
  var stored: JSONValue {
    var object: JSONObject = ["kind": .string(kind), "pack": .string(pack)]
    if !displayName.isEmpty { object["displayName"] = .string(displayName) }
    return .object(object)
  }
}

extension JSONPath {
  /// Keys as strings, indexes as numbers.
  var stored: JSONValue {
    .array(
      steps.map { step in
        switch step {
        case .key(let key): .string(key)
        case .index(let index): JSONNumber(Double(index)).map(JSONValue.number) ?? .null
        }
      })
  }
}
