public import CanonicalJSON

/// The answer to what was made (`v1Uid`).
public struct Uid: WireObject {
  public var uid: JSONString = ""

  public init() {}
  public init(_ uid: JSONString) { self.uid = uid }

  public static var members: [WireMember<Self>] { [WireMember("uid", \.uid, always: true)] }
}

/// A name and what the installation knows it by (`v1ObjectEntity`).
public struct ObjectEntity: WireObject {
  public var name: JSONString = ""
  public var uid: JSONString = ""

  public init() {}
  public init(name: JSONString, uid: JSONString) { (self.name, self.uid) = (name, uid) }

  public static var members: [WireMember<Self>] {
    [WireMember("name", \.name), WireMember("uid", \.uid)]
  }
}

/// A name, a kind and a uid (`v1ObjectReference`, `v1ObjectResReference`).
public struct ObjectReference: WireObject {
  public var kind: JSONString = ""
  public var name: JSONString = ""
  public var projectUid: JSONString = ""
  public var tenantUid: JSONString = ""
  public var uid: JSONString = ""

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("kind", \.kind), WireMember("name", \.name),
      WireMember("projectUid", \.projectUid), WireMember("tenantUid", \.tenantUid),
      WireMember("uid", \.uid),
    ]
  }
}

/// What every object of Palette says of itself (`v1ObjectMeta`).
///
/// The description of a profile is the annotation `description`. Times are RFC 3339.
public struct ObjectMeta: WireObject {
  public var annotations: JSONObject = [:]
  public var creationTimestamp: JSONString = ""
  public var deletionTimestamp: JSONString = ""
  public var labels: JSONObject = [:]
  public var lastModifiedTimestamp: JSONString = ""
  public var name: JSONString = ""
  public var uid: JSONString = ""

  public init() {}
  public init(name: JSONString, uid: JSONString) { (self.name, self.uid) = (name, uid) }

  public static var members: [WireMember<Self>] {
    [
      WireMember("annotations", \.annotations),
      WireMember("creationTimestamp", \.creationTimestamp),
      WireMember("deletionTimestamp", \.deletionTimestamp), WireMember("labels", \.labels),
      WireMember("lastModifiedTimestamp", \.lastModifiedTimestamp), WireMember("name", \.name),
      WireMember("uid", \.uid),
    ]
  }
}
