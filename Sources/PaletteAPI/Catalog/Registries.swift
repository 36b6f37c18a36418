public import CanonicalJSON

/// A registry as `registries/metadata` lists it (`v1RegistryMetadata`).
public struct RegistryMetadata: WireObject {
  public var uid: JSONString = ""
  public var name: JSONString = ""
  /// `pack`, `helm` or `oci`.
  public var kind: JSONString = ""
  public var isDefault = false
  public var isPrivate = false
  /// `system` or `tenant`.
  public var scope: JSONString = ""

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("uid", \.uid), WireMember("name", \.name), WireMember("kind", \.kind),
      WireMember("isDefault", \.isDefault), WireMember("isPrivate", \.isPrivate),
      WireMember("scope", \.scope),
    ]
  }
}

/// A registry as an import names it for a layer, and as validation offers it (`v1PackRegistryMetadata`).
public struct PackRegistryMetadata: WireObject {
  public var uid: JSONString = ""
  public var name: JSONString = ""
  public var kind: JSONString = ""
  public var isPrivate = false
  public var isSyncSupported = false
  /// `helm`, `pack` or `zarf` for an OCI registry, else empty.
  public var providerType: JSONString = ""

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("uid", \.uid), WireMember("name", \.name), WireMember("kind", \.kind),
      WireMember("isPrivate", \.isPrivate), WireMember("isSyncSupported", \.isSyncSupported),
      WireMember("providerType", \.providerType, always: true),
    ]
  }
}

/// A registry as its kind's summary lists it (`v1PackRegistrySummary`, `v1HelmRegistrySummary`, `v1OciRegistry`).
public struct RegistrySummary: WireObject {
  /// The members of all kinds: pack registries say `private`, the others `isPrivate`.
  public struct Spec: WireObject {
    public var endpoint: JSONString = ""
    public var `private`: Bool?
    public var isPrivate: Bool?
    public var scope: JSONString = ""
    public var providerType: JSONString = ""
    public var registryType: JSONString = ""

    public init() {}

    public static var members: [WireMember<Self>] {
      [
        WireMember("endpoint", \.endpoint), WireMember("private", \.private),
        WireMember("isPrivate", \.isPrivate), WireMember("scope", \.scope),
        WireMember("providerType", \.providerType), WireMember("registryType", \.registryType),
      ]
    }
  }

  public var metadata = ObjectMeta()
  public var spec = Spec()
  public var status: JSONObject = [:]

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("metadata", \.metadata), WireMember("spec", \.spec),
      WireMember("status", \.status),
    ]
  }
}
