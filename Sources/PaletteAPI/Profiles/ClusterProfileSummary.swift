public import CanonicalJSON

/// A profile version as the dashboard lists it (`v1ClusterProfileSummary`).
public struct ClusterProfileSummary: WireObject {
  public struct SpecSummary: WireObject {
    public var draft: ClusterProfileTemplateSummary?
    public var published: ClusterProfileTemplateSummary?
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

  public var metadata = ObjectMeta()
  public var specSummary = SpecSummary()
  public var status = ClusterProfileStatus()

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("metadata", \.metadata), WireMember("specSummary", \.specSummary),
      WireMember("status", \.status),
    ]
  }
}

/// What the dashboard says of a stack (`v1ClusterProfileTemplateSummary`).
public struct ClusterProfileTemplateSummary: WireObject {
  public var cloudType: JSONString = ""
  public var packs: [PackRef] = []
  public var type: JSONString = ""

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("cloudType", \.cloudType), WireMember("packs", \.packs),
      WireMember("type", \.type),
    ]
  }
}

/// What a list of profiles asks for (`v1ClusterProfilesFilterSpec`).
public struct ClusterProfilesFilterSpec: WireObject {
  public var filter = ClusterProfileFilterSpec()
  /// By `profileName`, `environment`, `profileType`, `creationTimestamp` or `lastModifiedTimestamp`.
  public var sort: [SortSpec] = []

  public init() {}

  public static var members: [WireMember<Self>] {
    [WireMember("filter", \.filter), WireMember("sort", \.sort)]
  }
}

/// Which profiles a list means; what is empty asks for nothing (`v1ClusterProfileFilterSpec`).
public struct ClusterProfileFilterSpec: WireObject {
  public var environment: [JSONString] = []
  public var fips: JSONString = ""
  public var profileName: FilterString?
  public var profileType: [JSONString] = []
  public var resourceType: JSONString = ""
  /// `system`, `tenant` or `project`.
  public var scope: JSONString = ""
  public var tags: FilterArray?
  public var version: FilterVersionString?

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("environment", \.environment), WireMember("fips", \.fips),
      WireMember("profileName", \.profileName), WireMember("profileType", \.profileType),
      WireMember("resourceType", \.resourceType), WireMember("scope", \.scope),
      WireMember("tags", \.tags), WireMember("version", \.version),
    ]
  }
}

/// A profile version by name alone (`v1ClusterProfileMetadata`).
public struct ClusterProfileMetadata: WireObject {
  public struct Spec: WireObject {
    public var cloudType: JSONString = ""
    public var version: JSONString = ""

    public init() {}

    public static var members: [WireMember<Self>] {
      [WireMember("cloudType", \.cloudType), WireMember("version", \.version)]
    }
  }

  public var metadata = ObjectEntity()
  public var spec = Spec()

  public init() {}

  public static var members: [WireMember<Self>] {
    [WireMember("metadata", \.metadata), WireMember("spec", \.spec)]
  }
}
