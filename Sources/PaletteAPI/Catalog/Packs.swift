public import CanonicalJSON

/// A pack in one registry with its versions (`v1PackTagEntity`).
public struct PackTagEntity: WireObject {
  public var name: JSONString = ""
  public var displayName: JSONString = ""
  public var layer: JSONString = ""
  public var addonType: JSONString = ""
  public var addonSubType: JSONString = ""
  public var cloudTypes: [JSONString] = []
  public var logoUrl: JSONString = ""
  public var registryUid: JSONString = ""
  public var tags: [PackTags] = []
  public var packValues: [PackUidValues] = []

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("name", \.name), WireMember("displayName", \.displayName),
      WireMember("layer", \.layer), WireMember("addonType", \.addonType),
      WireMember("addonSubType", \.addonSubType), WireMember("cloudTypes", \.cloudTypes),
      WireMember("logoUrl", \.logoUrl), WireMember("registryUid", \.registryUid),
      WireMember("tags", \.tags), WireMember("packValues", \.packValues),
    ]
  }
}

/// One version of a pack; a tag such as `1.27.x` is a channel (`v1PackTags`).
public struct PackTags: WireObject {
  public var group: JSONString = ""
  public var packUid: JSONString = ""
  public var parentTags: [JSONString] = []
  public var tag: JSONString = ""
  public var version: JSONString = ""

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("group", \.group), WireMember("packUid", \.packUid),
      WireMember("parentTags", \.parentTags), WireMember("tag", \.tag),
      WireMember("version", \.version),
    ]
  }
}

/// What one version of a pack brings along (`v1PackUidValues`).
public struct PackUidValues: WireObject {
  public var packUid: JSONString = ""
  public var values: JSONString = ""
  public var schema: [PackSchema] = []
  public var presets: [PackPreset] = []
  public var readme: JSONString = ""

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("packUid", \.packUid), WireMember("values", \.values),
      WireMember("schema", \.schema), WireMember("presets", \.presets),
      WireMember("readme", \.readme),
    ]
  }
}

/// What a pack says of one of its values (`v1PackSchema`); the name is a path with `$[]` for the items of a list.
public struct PackSchema: WireObject {
  public var name: JSONString = ""
  public var type: JSONString = ""
  /// Such as `${password}`: such a value is masked.
  public var format: JSONString = ""
  public var regex: JSONString = ""
  public var required = false
  public var readonly = false
  public var hints: [JSONString] = []
  public var listOptions: [JSONString] = []

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("name", \.name), WireMember("type", \.type), WireMember("format", \.format),
      WireMember("regex", \.regex), WireMember("required", \.required),
      WireMember("readonly", \.readonly), WireMember("hints", \.hints),
      WireMember("listOptions", \.listOptions),
    ]
  }
}

/// A named change of values that a pack offers (`v1PackPreset`).
public struct PackPreset: WireObject {
  public var add: JSONString = ""
  public var displayName: JSONString = ""
  public var group: JSONString = ""
  public var name: JSONString = ""
  public var remove: [JSONString] = []

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("add", \.add), WireMember("displayName", \.displayName),
      WireMember("group", \.group), WireMember("name", \.name), WireMember("remove", \.remove),
    ]
  }
}

/// One version of a pack as `/v1/packs` lists it (`v1PackSummary`).
public struct PackSummary: WireObject {
  public struct Spec: WireObject {
    public var name: JSONString = ""
    public var displayName: JSONString = ""
    public var layer: JSONString = ""
    public var type: JSONString = ""
    public var version: JSONString = ""
    public var registryUid: JSONString = ""
    public var digest: JSONString = ""
    public var addonType: JSONString = ""
    public var cloudTypes: [JSONString] = []
    public var manifests: [ObjectReference] = []
    public var values: JSONString = ""
    public var schema: [PackSchema] = []
    public var presets: [PackPreset] = []

    public init() {}

    public static var members: [WireMember<Self>] {
      [
        WireMember("name", \.name), WireMember("displayName", \.displayName),
        WireMember("layer", \.layer), WireMember("type", \.type),
        WireMember("version", \.version), WireMember("registryUid", \.registryUid),
        WireMember("digest", \.digest), WireMember("addonType", \.addonType),
        WireMember("cloudTypes", \.cloudTypes), WireMember("manifests", \.manifests),
        WireMember("values", \.values), WireMember("schema", \.schema),
        WireMember("presets", \.presets),
      ]
    }
  }

  public var apiVersion: JSONString = ""
  public var kind: JSONString = ""
  public var metadata = ObjectMeta()
  public var spec = Spec()

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("apiVersion", \.apiVersion), WireMember("kind", \.kind),
      WireMember("metadata", \.metadata), WireMember("spec", \.spec),
    ]
  }
}
