public import CanonicalJSON

/// Who a key belongs to (`v1UserInfo`).
public struct UserInfo: WireObject {
  public var orgName: JSONString = ""
  public var tenantUid: JSONString = ""
  public var userUid: JSONString = ""

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("orgName", \.orgName), WireMember("tenantUid", \.tenantUid),
      WireMember("userUid", \.userUid),
    ]
  }
}

/// A project by name, as `projects/metadata` lists it (`v1ProjectMetadata`).
public struct ProjectMetadata: WireObject {
  public var metadata = ObjectEntity()

  public init() {}
  public init(name: JSONString, uid: JSONString) {
    metadata = ObjectEntity(name: name, uid: uid)
  }

  public static var members: [WireMember<Self>] { [WireMember("metadata", \.metadata)] }
}

/// A project as a whole, and as the dashboard lists it (`v1Project`, `v1ProjectSummary`).
public struct Project: WireObject {
  public var metadata = ObjectMeta()
  /// `spec` of a project: alerts, logo, teams, users; kept as it is.
  public var spec: JSONObject = [:]
  /// `specSummary` of the dashboard; kept as it is.
  public var specSummary: JSONObject = [:]
  public var status: JSONObject = [:]

  public init() {}
  public init(name: JSONString, uid: JSONString) { metadata = ObjectMeta(name: name, uid: uid) }

  public static var members: [WireMember<Self>] {
    [
      WireMember("metadata", \.metadata), WireMember("spec", \.spec),
      WireMember("specSummary", \.specSummary), WireMember("status", \.status),
    ]
  }
}
