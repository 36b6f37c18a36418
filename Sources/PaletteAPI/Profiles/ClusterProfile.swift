public import CanonicalJSON

/// A profile version as the API reads it (`v1ClusterProfile`): manifests by uid only, so never what an import takes.
public struct ClusterProfile: WireObject {
  public struct Spec: WireObject {
    public var draft: ClusterProfileTemplate?
    public var published: ClusterProfileTemplate?
    public var version: JSONString = ""
    /// Every version of the profile, each with a uid of its own.
    public var versions: [ClusterProfileVersion] = []

    public init() {}

    public static var members: [WireMember<Self>] {
      [
        WireMember("draft", \.draft), WireMember("published", \.published),
        WireMember("version", \.version), WireMember("versions", \.versions),
      ]
    }
  }

  public var apiVersion: JSONString = ""
  public var kind: JSONString = ""
  public var metadata = ObjectMeta()
  public var spec = Spec()
  public var status = ClusterProfileStatus()

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("apiVersion", \.apiVersion), WireMember("kind", \.kind),
      WireMember("metadata", \.metadata), WireMember("spec", \.spec),
      WireMember("status", \.status),
    ]
  }
}

/// One version of a profile and its uid (`v1ClusterProfileVersion`).
public struct ClusterProfileVersion: WireObject {
  public var uid: JSONString = ""
  public var version: JSONString = ""

  public init() {}
  public init(uid: JSONString, version: JSONString) { (self.uid, self.version) = (uid, version) }

  public static var members: [WireMember<Self>] {
    [WireMember("uid", \.uid), WireMember("version", \.version)]
  }
}

/// Whether a profile version is published and who uses it (`v1ClusterProfileStatus`, `v1ClusterProfileStatusSummary`).
public struct ClusterProfileStatus: WireObject {
  public var hasUserMacros: Bool?
  public var inUseClusterTemplates: [ObjectReference] = []
  public var inUseClusterUids: [JSONString] = []
  public var inUseClusters: [ObjectReference] = []
  public var isPublished = false
  /// `fips` and `pack` of a summary; kept as they are.
  public var fips: JSONObject = [:]
  public var pack: JSONObject = [:]

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("hasUserMacros", \.hasUserMacros),
      WireMember("inUseClusterTemplates", \.inUseClusterTemplates),
      WireMember("inUseClusterUids", \.inUseClusterUids),
      WireMember("inUseClusters", \.inUseClusters), WireMember("isPublished", \.isPublished),
      WireMember("fips", \.fips), WireMember("pack", \.pack),
    ]
  }
}

/// The stack of a profile version, draft or published (`v1ClusterProfileTemplate`).
public struct ClusterProfileTemplate: WireObject {
  public var cloudType: JSONString = ""
  public var name: JSONString = ""
  public var packs: [PackRef] = []
  public var profileVersion: JSONString = ""
  public var type: JSONString = ""
  public var uid: JSONString = ""
  /// Counts the edits of the stack; no version of the profile.
  public var version = 0

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("cloudType", \.cloudType), WireMember("name", \.name),
      WireMember("packs", \.packs), WireMember("profileVersion", \.profileVersion),
      WireMember("type", \.type), WireMember("uid", \.uid), WireMember("version", \.version),
    ]
  }
}

/// A layer as the API reads it (`v1PackRef`), and as summaries list it (`v1PackRefSummary`).
public struct PackRef: WireObject {
  public var name: JSONString = ""
  public var layer: JSONString = ""
  public var type: JSONString = ""
  public var version: JSONString = ""
  public var tag: JSONString = ""
  public var packUid: JSONString = ""
  public var registryUid: JSONString = ""
  public var values: JSONString = ""
  public var digest: JSONString = ""
  public var displayName: JSONString = ""
  public var addonType: JSONString = ""
  /// By name and uid, without their content.
  public var manifests: [ObjectReference] = []
  public var schema: [PackSchema] = []
  public var presets: [PackPreset] = []
  public var annotations: JSONObject = [:]
  public var isInvalid: Bool?
  public var inValidReason: JSONString = ""

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("name", \.name), WireMember("layer", \.layer), WireMember("type", \.type),
      WireMember("version", \.version), WireMember("tag", \.tag),
      WireMember("packUid", \.packUid), WireMember("registryUid", \.registryUid),
      WireMember("values", \.values), WireMember("digest", \.digest),
      WireMember("displayName", \.displayName), WireMember("addonType", \.addonType),
      WireMember("manifests", \.manifests), WireMember("schema", \.schema),
      WireMember("presets", \.presets), WireMember("annotations", \.annotations),
      WireMember("isInvalid", \.isInvalid), WireMember("inValidReason", \.inValidReason),
    ]
  }
}
