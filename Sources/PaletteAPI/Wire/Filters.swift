public import CanonicalJSON

/// How a filter compares a text (`v1FilterString`).
public struct FilterString: WireObject {
  public var beginsWith: JSONString?
  public var contains: JSONString?
  public var eq: JSONString?
  public var ignoreCase: Bool?
  public var ne: JSONString?

  public init() {}
  public init(eq: JSONString) { self.eq = eq }

  public static var members: [WireMember<Self>] {
    [
      WireMember("beginsWith", \.beginsWith), WireMember("contains", \.contains),
      WireMember("eq", \.eq), WireMember("ignoreCase", \.ignoreCase), WireMember("ne", \.ne),
    ]
  }
}

/// How a filter compares a version (`v1FilterVersionString`).
public struct FilterVersionString: WireObject {
  public var beginsWith: JSONString?
  public var eq: JSONString?
  public var gt: JSONString?
  public var lt: JSONString?
  public var ne: JSONString?

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("beginsWith", \.beginsWith), WireMember("eq", \.eq), WireMember("gt", \.gt),
      WireMember("lt", \.lt), WireMember("ne", \.ne),
    ]
  }
}

/// How a filter compares a list of texts, such as tags (`v1FilterArray`).
public struct FilterArray: WireObject {
  public var beginsWith: [JSONString] = []
  public var eq: [JSONString] = []
  public var ignoreCase: Bool?
  public var ne: [JSONString] = []

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("beginsWith", \.beginsWith), WireMember("eq", \.eq),
      WireMember("ignoreCase", \.ignoreCase), WireMember("ne", \.ne),
    ]
  }
}

/// The order of a list, by one field (`v1ClusterProfileSortSpec`, `v1PackSortSpec`, `v1ProjectFilterSortSpec`).
public struct SortSpec: WireObject {
  public var field: JSONString = ""
  /// `asc` or `desc`.
  public var order: JSONString = ""

  public init() {}
  public init(_ field: JSONString, order: JSONString = "asc") {
    (self.field, self.order) = (field, order)
  }

  public static var members: [WireMember<Self>] {
    [WireMember("field", \.field), WireMember("order", \.order)]
  }
}
