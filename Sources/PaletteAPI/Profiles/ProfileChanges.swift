public import CanonicalJSON

/// The variables of a profile version, each as an export has it (`v1Variables`).
public struct Variables: WireObject {
  public var variables: [JSONObject] = []

  public init() {}
  public init(_ variables: [JSONObject]) { self.variables = variables }

  public static var members: [WireMember<Self>] {
    [WireMember("variables", \.variables, always: true)]
  }
}

/// Variables by name, to be removed (`v1VariableNames`).
public struct VariableNames: WireObject {
  public var variables: [JSONString] = []

  public init() {}

  public static var members: [WireMember<Self>] {
    [WireMember("variables", \.variables, always: true)]
  }
}

/// The body that makes a copy or a new version of a profile (`v1ClusterProfileCloneEntity`).
public struct ClusterProfileCloneEntity: WireObject {
  public var metadata = ClusterProfileCloneMeta()

  public init() {}

  public static var members: [WireMember<Self>] { [WireMember("metadata", \.metadata)] }
}

/// What a copy is called and where it goes (`v1ClusterProfileCloneMetaInputEntity`).
public struct ClusterProfileCloneMeta: WireObject {
  /// The scope of a copy (`v1ClusterProfileCloneTarget`).
  public struct Target: WireObject {
    public var projectUid: JSONString = ""
    /// `tenant` or `project`.
    public var scope: JSONString = ""

    public init() {}

    public static var members: [WireMember<Self>] {
      [WireMember("projectUid", \.projectUid), WireMember("scope", \.scope)]
    }
  }

  public var name: JSONString = ""
  public var target: Target?
  public var version: JSONString = ""

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("name", \.name), WireMember("target", \.target),
      WireMember("version", \.version),
    ]
  }
}

/// Several profiles to be removed (`v1BulkDeleteRequest`).
public struct BulkDeleteRequest: WireObject {
  public var uids: [JSONString] = []

  public init() {}

  public static var members: [WireMember<Self>] { [WireMember("uids", \.uids, always: true)] }
}

/// What became of a removal of several (`v1BulkDeleteResponse`).
public struct BulkDeleteResponse: WireObject {
  public struct Failure: WireObject {
    public var errMsg: JSONString = ""
    public var name: JSONString = ""
    public var uid: JSONString = ""

    public init() {}

    public static var members: [WireMember<Self>] {
      [WireMember("errMsg", \.errMsg), WireMember("name", \.name), WireMember("uid", \.uid)]
    }
  }

  public var deletedCount = 0
  public var failures: [Failure] = []
  public var isSucceeded = false
  public var message: JSONString = ""

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("deletedCount", \.deletedCount), WireMember("failures", \.failures, always: true),
      WireMember("isSucceeded", \.isSucceeded), WireMember("message", \.message),
    ]
  }
}
