internal import CanonicalJSON
public import Git
public import Profiles

/// What Strata's own last block of a commit message says of the commit.
public struct Lineage: Hashable, Sendable {
  /// The commit that a replay wrote again, and the document that it wrote there.
  public struct Replayed: Hashable, Sendable {
    public let commit: ObjectID
    public let key: ProfileKey

    public init(commit: ObjectID, key: ProfileKey) {
      self.commit = commit
      self.key = key
    }
  }

  /// A profile version that is held from now on, or no longer is: replays leave a held one as it stands.
  public struct Hold: Hashable, Sendable {
    public let key: ProfileKey
    public let isHeld: Bool

    public init(key: ProfileKey, isHeld: Bool) {
      self.key = key
      self.isHeld = isHeld
    }
  }

  /// The document that the commit wrote or removed; nil for commits that concern the environment itself.
  public var profile: ProfileKey?
  /// `sha256:…` of the export's RFC 8785 bytes; nil for a removal.
  public var digest: String?
  /// The file or Palette address that the document was read from.
  public var source: String?
  public var replayedFrom: Replayed?
  /// The commit of which a slice took a part; what of it has not come is still to come.
  public var slicedFrom: Replayed?
  /// The commit of the same branch whose document was merged with what the replay brought; nil where that landed as it is.
  public var mergedWith: ObjectID?
  /// The commit of the same branch whose document, or whose lack of one, a rollback or an undo brought back.
  public var restoredFrom: ObjectID?
  public var hold: Hold?
  /// Why somebody let a document in although it holds what looks like a private key or token.
  public var allowedSecret: String?
  /// Of the plan that the commit is part of, as `sha256:…`; nil where none stood behind it.
  public var planDigest: String?
  /// Shared by the commits of one command.
  public var operation: String?

  public init(
    profile: ProfileKey? = nil, digest: String? = nil, source: String? = nil,
    replayedFrom: Replayed? = nil, slicedFrom: Replayed? = nil, mergedWith: ObjectID? = nil,
    restoredFrom: ObjectID? = nil, hold: Hold? = nil, allowedSecret: String? = nil,
    planDigest: String? = nil, operation: String? = nil
  ) {
    self.profile = profile
    self.digest = digest
    self.source = source
    self.replayedFrom = replayedFrom
    self.slicedFrom = slicedFrom
    self.mergedWith = mergedWith
    self.restoredFrom = restoredFrom
    self.hold = hold
    self.allowedSecret = allowedSecret
    self.planDigest = planDigest
    self.operation = operation
  }
}

extension Lineage {
  /// The keys of Strata's block; a message of anyone else may hold none of them at a line's start.
  static let keys = [
    "Profile", "Scope", "Profile-Digest", "Source", "Replayed-From", "Sliced-From",
    "Merged-With", "Restored-From", "Allowed-Secret", "Plan-Digest", "Operation", "Hold",
  ]

  /// The block's lines, in a fixed order.
  var trailers: [String] {
    var lines: [String] = []
    if let profile {
      lines.append("Profile: \(TrailerText.encoded(profile.name.string))@\(profile.version)")
      lines.append("Scope: \(TrailerText.encoded(profile.scope.description))")
    }
    if let digest { lines.append("Profile-Digest: \(digest)") }
    if let source { lines.append("Source: \(TrailerText.encoded(source))") }
    for (name, origin) in [("Replayed-From", replayedFrom), ("Sliced-From", slicedFrom)] {
      guard let origin else { continue }
      let key = TrailerText.encoded(origin.key.description)
      lines.append("\(name): \(origin.commit.hex) \(key)")
    }
    if let mergedWith { lines.append("Merged-With: \(mergedWith.hex)") }
    if let restoredFrom { lines.append("Restored-From: \(restoredFrom.hex)") }
    if let hold {
      let key = TrailerText.encoded(hold.key.description)
      lines.append("Hold: \(hold.isHeld ? "" : Self.releasedWord)\(key)")
    }
    if let allowedSecret {
      lines.append("Allowed-Secret: \(TrailerText.encoded(allowedSecret))")
    }
    if let planDigest { lines.append("Plan-Digest: \(TrailerText.encoded(planDigest))") }
    if let operation { lines.append("Operation: \(operation)") }
    return lines
  }

  /// Reads a block of trailers; nil if a line is not one of Strata's.
  ///
  /// Works on bytes: a name may begin with a combining mark, which as a `Character` would take the space before it along.
  init?(trailers lines: [ArraySlice<UInt8>]) {
    var values: [String: String] = [:]
    for line in lines {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon + 1 < line.endIndex,
        line[colon + 1] == UInt8(ascii: " ")
      else { return nil }
      let key = String(decoding: line[..<colon], as: UTF8.self)
      guard Self.keys.contains(key) else { return nil }
      values[key] = TrailerText.decoded(line[(colon + 2)...])
    }
    self.init(
      profile: Self.key(values["Profile"], scope: values["Scope"]),
      digest: values["Profile-Digest"], source: values["Source"],
      replayedFrom: Self.replayed(values["Replayed-From"]),
      slicedFrom: Self.replayed(values["Sliced-From"]),
      mergedWith: values["Merged-With"].flatMap(ObjectID.init(hex:)),
      restoredFrom: values["Restored-From"].flatMap(ObjectID.init(hex:)),
      hold: Self.hold(values["Hold"]),
      allowedSecret: values["Allowed-Secret"], planDigest: values["Plan-Digest"],
      operation: values["Operation"])
  }

  private static func key(_ profile: String?, scope: String?) -> ProfileKey? {
    guard let profile, let scope = scope.flatMap(Scope.init),
      let at = profile.utf8.lastIndex(of: UInt8(ascii: "@")),
      let version = ProfileVersion(String(Substring(profile.utf8[at...].dropFirst())))
    else { return nil }
    let name = JSONString(String(Substring(profile.utf8[..<at])))
    return ProfileKey(scope: scope, name: name, version: version)
  }

  private static func replayed(_ text: String?) -> Replayed? {
    guard let text, text.utf8.count > 41,
      let commit = ObjectID(hex: String(Substring(text.utf8.prefix(40)))),
      let key = key(text.utf8.dropFirst(41))
    else { return nil }
    return Replayed(commit: commit, key: key)
  }

  private static let releasedWord = "released "

  private static func hold(_ text: String?) -> Hold? {
    guard let text else { return nil }
    let isReleased = text.utf8.starts(with: releasedWord.utf8)
    return key(text.utf8.dropFirst(isReleased ? releasedWord.utf8.count : 0)).map {
      Hold(key: $0, isHeld: !isReleased)
    }
  }

  /// Reads `SCOPE/NAME@VERSION`.
  private static func key(_ text: Substring.UTF8View) -> ProfileKey? {
    guard let selector = try? ProfileSelector(String(Substring(text))),
      let version = selector.version
    else { return nil }
    return ProfileKey(scope: selector.scope, name: selector.name, version: version)
  }
}

/// Text within one trailer line: what could end the line, hide or reorder it is percent-encoded.
enum TrailerText {
  static func encoded(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if isPlain(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
          result += "%" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
      }
    }
    return result
  }

  static func decoded(_ text: ArraySlice<UInt8>) -> String {
    guard text.contains(UInt8(ascii: "%")) else { return String(decoding: text, as: UTF8.self) }
    var (bytes, source) = ([UInt8](), text)
    while let byte = source.popFirst() {
      if byte == UInt8(ascii: "%"), source.count >= 2,
        let value = UInt8(String(decoding: source.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        source = source.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
      return false
    default:
      return scalar != "%"
    }
  }
}
