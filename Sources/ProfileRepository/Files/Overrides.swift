internal import CanonicalJSON
internal import PackValues
public import Profiles

/// What an environment differs in on purpose: `overrides.json` on its branch, whose format is the article *Overrides*.
public struct Overrides: Hashable, Sendable {
  /// The format that this version writes and reads.
  public static let format = 1
  static let path = "overrides.json"

  /// One value that replays leave as the environment has it.
  public struct Entry: Hashable, Sendable {
    /// Without a version all versions of the profile are meant.
    public let profile: ProfileSelector
    public let place: OverriddenPlace
    public let reason: String?

    public init(profile: ProfileSelector, place: OverriddenPlace, reason: String? = nil) {
      (self.profile, self.place, self.reason) = (profile, place, reason)
    }

    /// Whether it holds for a profile version.
    public func covers(_ key: ProfileKey) -> Bool {
      profile.scope == key.scope && profile.name == key.name
        && (profile.version == nil || profile.version == key.version)
    }

    fileprivate var sortText: String { "\(profile)\u{0}\(place)" }
  }

  /// By profile, layer and path, each once.
  public private(set) var entries: [Entry]

  public init(_ entries: [Entry] = []) { self.entries = entries }

  /// Those that hold for a profile version.
  public func entries(for key: ProfileKey) -> [Entry] { entries.filter { $0.covers(key) } }

  /// Adds an override, in the place of one of the same value.
  public mutating func set(_ entry: Entry) {
    remove(entry.profile, entry.place)
    entries.append(entry)
    entries.sort { $0.sortText < $1.sortText }
  }

  /// Takes one away; false where there is none.
  @discardableResult
  public mutating func remove(_ profile: ProfileSelector, _ place: OverriddenPlace) -> Bool {
    let before = entries.count
    entries.removeAll { $0.profile == profile && $0.place == place }
    return entries.count < before
  }
}

extension Overrides {
  var value: JSONValue {
    var object: JSONObject = [:]
    object["format"] = JSONNumber(Double(Self.format)).map(JSONValue.number)
    object["overrides"] = .array(entries.map(\.value))
    return .object(object)
  }

  init(stored bytes: [UInt8], from file: EnvironmentFile) throws(RepositoryError) {
    let members = try file.members(of: bytes, format: Self.format)
    self = try file.reading { () throws(DocumentError) in
      try members.allowOnly(["format", "overrides"])
      var overrides = Overrides()
      for entry in try members.objects("overrides") { overrides.set(try Entry(entry)) }
      return overrides
    }
  }
}

extension Overrides.Entry {
  fileprivate var value: JSONValue {
    var object: JSONObject = [:]
    object["layer"] = .string(place.layer)
    object["path"] = .string(JSONString(place.path.description))
    object["profile"] = .string(JSONString(profile.description))
    object["reason"] = reason.map { .string(JSONString($0)) }
    return .object(object)
  }

  fileprivate init(_ members: StrictMembers) throws(DocumentError) {
    try members.allowOnly(["layer", "path", "profile", "reason"])
    let selector: ProfileSelector
    do {
      selector = try ProfileSelector(try members.requiredText("profile").string)
    } catch let error as DocumentError {
      throw error
    } catch {
      throw DocumentError(
        .schema, "is no profile's name", path: members.place("profile").description)
    }
    let path: ValuesPath
    let text = try members.requiredText("path").string
    do throws(ValuesPathError) { path = try ValuesPath(text) } catch {
      throw DocumentError(
        .schema, "is no path: \(error)", path: members.place("path").description)
    }
    self.init(
      profile: selector,
      place: OverriddenPlace(layer: try members.requiredText("layer"), path: path),
      reason: try members.text("reason")?.string)
  }
}
