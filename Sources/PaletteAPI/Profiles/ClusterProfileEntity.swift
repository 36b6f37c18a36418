public import CanonicalJSON

/// The body that makes a profile (`v1ClusterProfileEntity`) or changes one in place (`v1ClusterProfileUpdateEntity`).
public struct ClusterProfileEntity: WireObject {
  public struct Spec: WireObject {
    public var template = ClusterProfileTemplateDraft()
    /// Variables as an export has them; a body that changes a profile has none.
    public var variables: [JSONObject] = []
    public var version: JSONString = ""

    public init() {}

    public static var members: [WireMember<Self>] {
      [
        WireMember("template", \.template), WireMember("variables", \.variables),
        WireMember("version", \.version),
      ]
    }
  }

  public var metadata = ObjectMeta()
  public var spec = Spec()

  public init() {}

  public static var members: [WireMember<Self>] {
    [WireMember("metadata", \.metadata), WireMember("spec", \.spec)]
  }
}

/// A stack as it is written (`v1ClusterProfileTemplateDraft`, `v1ClusterProfileTemplateUpdate`).
public struct ClusterProfileTemplateDraft: WireObject {
  public var cloudType: JSONString = ""
  public var packs: [PackManifestEntity] = []
  public var type: JSONString = ""

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("cloudType", \.cloudType), WireMember("packs", \.packs, always: true),
      WireMember("type", \.type),
    ]
  }
}

/// A layer as it is written (`v1PackManifestEntity`, `v1PackManifestUpdateEntity`, `v1PackEntity`).
public struct PackManifestEntity: WireObject {
  public var name: JSONString = ""
  public var layer: JSONString = ""
  public var type: JSONString = ""
  public var tag: JSONString = ""
  /// The uid of the pack's version; a layer of manifests has `spectro-manifest-pack`.
  public var uid: JSONString = ""
  public var registryUid: JSONString = ""
  public var values: JSONString = ""
  public var manifests: [ManifestInput] = []

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("name", \.name), WireMember("layer", \.layer), WireMember("type", \.type),
      WireMember("tag", \.tag), WireMember("uid", \.uid),
      WireMember("registryUid", \.registryUid), WireMember("values", \.values),
      WireMember("manifests", \.manifests),
    ]
  }
}

/// A manifest as it is written (`v1ManifestInputEntity`, `v1ManifestRefUpdateEntity`).
public struct ManifestInput: WireObject {
  public var name: JSONString = ""
  public var content: JSONString = ""
  /// Which manifest of the layer is changed; empty for a new one.
  public var uid: JSONString = ""

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("name", \.name), WireMember("content", \.content), WireMember("uid", \.uid),
    ]
  }
}

/// A layer that is added to a profile (`v1PackInputEntity`) or changed (`v1PackUpdateEntity`).
public struct PackInputEntity: WireObject {
  public var pack = PackManifestEntity()

  public init() {}

  public static var members: [WireMember<Self>] { [WireMember("pack", \.pack)] }
}

/// Name, labels and version as `metadata` changes them (`v1ProfileMetaEntity`).
public struct ProfileMetaEntity: WireObject {
  public struct Spec: WireObject {
    public var version: JSONString = ""

    public init() {}

    public static var members: [WireMember<Self>] { [WireMember("version", \.version)] }
  }

  public var metadata = ObjectMeta()
  public var spec: Spec?

  public init() {}

  public static var members: [WireMember<Self>] {
    [WireMember("metadata", \.metadata), WireMember("spec", \.spec)]
  }
}
