public import CanonicalJSON
public import PackValues

/// Where the value of one masked place of a profile comes from, whatever the profile's version.
public struct Fill: Hashable, Sendable {
  /// What makes a place the same in the next export and in other versions.
  public struct Place: Hashable, Sendable {
    public let profile: JSONString
    public let owner: ProfileMask.Owner
    /// In the values or manifest, items of lists by their names where they have one; nil for variables and members.
    public let path: ValuesPath?

    public init(profile: JSONString, owner: ProfileMask.Owner, path: ValuesPath?) {
      (self.profile, self.owner, self.path) = (profile, owner, path)
    }
  }

  public let place: Place
  public let reference: FillReference

  public init(_ place: Place, from reference: FillReference) {
    (self.place, self.reference) = (place, reference)
  }
}

extension Fill.Place: CustomStringConvertible {
  /// `web addon nginx charts.x.password`, `web variable pw`.
  public var description: String { "\(profile) \(owner)" + (path.map { " \($0)" } ?? "") }
}

extension ProfileMask.Owner: CustomStringConvertible {
  /// `addon nginx`, `addon nginx manifest crd`, `variable pw`, `member metadata.labels.x`.
  public var description: String {
    switch self {
    case .values(let layer): "\(layer)"
    case .manifest(let layer, let name): "\(layer) manifest \(name)"
    case .variable(let name): "variable \(name)"
    case .member(let path): "member \(path)"
    }
  }
}

extension ProfileMask {
  /// What a fill for the place is kept under; nil where nothing but its line is known, which the next export may move.
  public func fillPlace(in profile: JSONString) -> Fill.Place? {
    switch owner {
    case .values, .manifest:
      fillPath.map { Fill.Place(profile: profile, owner: owner, path: $0) }
    case .variable, .member: Fill.Place(profile: profile, owner: owner, path: nil)
    }
  }
}

extension Fill {
  /// `{profile, layer | variable | member, manifest?, path?, steps?, from}`.
  public var stored: JSONValue {
    var object: JSONObject = ["profile": .string(place.profile)]
    object["path"] = place.path.map { .string(JSONString($0.description)) }
    object["steps"] = place.path?.stored
    place.owner.add(to: &object)
    object["from"] = .string(JSONString(reference.description))
    return .object(object)
  }

  /// Reads what `stored` writes. No error repeats what stands in `from`.
  public init(stored members: StrictMembers) throws(DocumentError) {
    try members.allowOnly([
      "from", "layer", "manifest", "member", "path", "profile", "steps", "variable",
    ])
    let profile = try members.requiredText("profile")
    guard NameRule.violation(of: profile) == nil else {
      throw DocumentError(
        .schema, "must be a profile's name", path: members.place("profile").description)
    }
    let owner = try FillSheet.Entry.owner(members)
    let path = try FillSheet.Entry.path(members)
    guard owner.isText == (path != nil) else {
      throw DocumentError(
        .schema, "must have 'path' and 'steps' for a layer, and for nothing else",
        path: members.path.description)
    }
    guard let reference = FillReference(try members.requiredText("from")) else {
      throw DocumentError(
        .schema, "must be a reference such as env:NAME", path: members.place("from").description)
    }
    self.init(Place(profile: profile, owner: owner, path: path), from: reference)
  }
}

extension ProfileMask.Owner {
  /// Whether the place is within a YAML text.
  var isText: Bool {
    switch self {
    case .values, .manifest: true
    case .variable, .member: false
    }
  }

  /// Says whose the place is as the files of fills do.
  func add(to object: inout JSONObject) {
    switch self {
    case .values(let layer): object["layer"] = layer.stored
    case .manifest(let layer, let name):
      (object["layer"], object["manifest"]) = (layer.stored, .string(name))
    case .variable(let name): object["variable"] = .string(name)
    case .member(let path): object["member"] = path.stored
    }
  }
}
