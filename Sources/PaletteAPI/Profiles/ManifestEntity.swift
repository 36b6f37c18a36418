public import CanonicalJSON

/// A manifest with its content (`v1ManifestEntity`).
public struct ManifestEntity: WireObject {
  public struct Content: WireObject {
    public var content: JSONString = ""
    public var digest: JSONString = ""

    public init() {}

    public static var members: [WireMember<Self>] {
      [WireMember("content", \.content), WireMember("digest", \.digest)]
    }
  }

  public struct Spec: WireObject {
    public var draft: Content?
    public var published: Content?

    public init() {}

    public static var members: [WireMember<Self>] {
      [WireMember("draft", \.draft), WireMember("published", \.published)]
    }
  }

  public var metadata = ObjectMeta()
  public var spec = Spec()

  public init() {}

  public static var members: [WireMember<Self>] {
    [WireMember("metadata", \.metadata), WireMember("spec", \.spec)]
  }
}

/// A manifest in a list of a layer's manifests (`v1ManifestSummary`).
public struct ManifestSummary: WireObject {
  public var content: JSONString = ""
  public var digest: JSONString = ""
  public var name: JSONString = ""
  public var uid: JSONString = ""

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("content", \.content), WireMember("digest", \.digest),
      WireMember("name", \.name), WireMember("uid", \.uid),
    ]
  }
}
