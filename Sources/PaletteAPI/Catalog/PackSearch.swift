public import CanonicalJSON

/// What a search for packs asks for (`v1PacksFilterSpec`).
public struct PacksFilterSpec: WireObject {
  public var filter = PackFilterSpec()
  public var sort: [SortSpec] = []

  public init() {}

  public static var members: [WireMember<Self>] {
    [WireMember("filter", \.filter), WireMember("sort", \.sort)]
  }
}

/// Which packs a search means; what is empty asks for nothing (`v1PackFilterSpec`).
public struct PackFilterSpec: WireObject {
  public var name: FilterString?
  public var displayName: FilterString?
  public var layer: [JSONString] = []
  public var type: [JSONString] = []
  public var registryUid: [JSONString] = []
  public var environment: [JSONString] = []

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("name", \.name), WireMember("displayName", \.displayName),
      WireMember("layer", \.layer), WireMember("type", \.type),
      WireMember("registryUid", \.registryUid), WireMember("environment", \.environment),
    ]
  }
}

/// A pack as a search finds it, with the registries that hold it (`v1PackMetadata`).
public struct PackMetadata: WireObject {
  public struct Spec: WireObject {
    public var name: JSONString = ""
    public var displayName: JSONString = ""
    public var layer: JSONString = ""
    public var type: JSONString = ""
    public var addonType: JSONString = ""
    public var addonSubType: JSONString = ""
    public var group: JSONString = ""
    public var cloudTypes: [JSONString] = []
    public var registries: [RegistryPackMetadata] = []

    public init() {}

    public static var members: [WireMember<Self>] {
      [
        WireMember("name", \.name), WireMember("displayName", \.displayName),
        WireMember("layer", \.layer), WireMember("type", \.type),
        WireMember("addonType", \.addonType), WireMember("addonSubType", \.addonSubType),
        WireMember("group", \.group), WireMember("cloudTypes", \.cloudTypes),
        WireMember("registries", \.registries),
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

/// A registry that holds a pack, and the newest version there (`v1RegistryPackMetadata`).
public struct RegistryPackMetadata: WireObject {
  public var uid: JSONString = ""
  public var name: JSONString = ""
  public var scope: JSONString = ""
  public var latestPackUid: JSONString = ""
  public var latestVersion: JSONString = ""

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("uid", \.uid), WireMember("name", \.name), WireMember("scope", \.scope),
      WireMember("latestPackUid", \.latestPackUid), WireMember("latestVersion", \.latestVersion),
    ]
  }
}
