public import CanonicalJSON
public import Git
public import ProfileRepository
public import Profiles

/// Under which uid a live Palette knows what was deployed: `strata/deployed/ENV.json` in the repository's folder, not in git.
///
/// What the file says only spares a look and tells of a profile that somebody made anew; without it everything works.
public struct DeployedRecord: Sendable {
  static let format = 1

  /// What was last deployed under a key.
  public struct Entry: Hashable, Sendable {
    public let uid: JSONString
    /// The content id of the branch's document.
    public let content: String

    public init(uid: JSONString, content: String) { (self.uid, self.content) = (uid, content) }
  }

  /// The Palette that the uids are of.
  public let address: PaletteAddress
  public var entries: [ProfileKey: Entry] = [:]
  private let path: String

  /// Reads the record; one that is missing, damaged or of another Palette says nothing.
  public init(
    of environment: EnvironmentName, at address: PaletteAddress, in repository: ProfileRepository
  ) {
    self.address = address
    path = "\(repository.path)/strata/deployed/\(environment).json"
    guard let bytes = try? PrivateFile.read(path, limit: 64 << 20),
      let value = try? JSONReader.read(bytes), value["format"]?.integer == Self.format,
      value["palette"]?.text == JSONString(address.description)
    else { return }
    for member in value["profiles"]?.object?.members ?? [] {
      guard let selector = try? ProfileSelector(member.key.string), let version = selector.version,
        let uid = member.value["uid"]?.text, let content = member.value["content"]?.text
      else { continue }
      let key = ProfileKey(scope: selector.scope, name: selector.name, version: version)
      entries[key] = Entry(uid: uid, content: content.string)
    }
  }

  /// Writes the record, whole or not at all.
  public func write() throws(GitError) {
    var profiles = JSONObject()
    for (key, entry) in entries {
      profiles[JSONString(key.description)] = .object([
        "uid": .string(entry.uid), "content": .string(JSONString(entry.content)),
      ])
    }
    var object: JSONObject = [
      "palette": .string(JSONString(address.description)), "profiles": .object(profiles),
    ]
    object["format"] = JSONNumber(Double(Self.format)).map(JSONValue.number)
    try Folder.create(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
    try PrivateFile.write(JSONValue.object(object).encoded(.indented), to: path)
  }
}

extension JSONValue {
  fileprivate var integer: Int? {
    guard case .number(let number) = self else { return nil }
    return Int(exactly: number.value)
  }
}
