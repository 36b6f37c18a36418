public import CanonicalJSON

/// Where a page of a list stands (`v1ListMetaData`).
public struct ListMetaData: WireObject {
  /// What asks for the page after this one; empty on the last.
  public var `continue`: JSONString = ""
  /// How many items the whole list has.
  public var count = 0
  public var limit = 0
  public var offset = 0

  public init() {}

  public static var members: [WireMember<Self>] {
    [
      WireMember("continue", \.continue), WireMember("count", \.count),
      WireMember("limit", \.limit), WireMember("offset", \.offset),
    ]
  }
}

/// A list as every endpoint that answers one has it: `items`, and `listmeta` where it comes in pages.
public struct Page<Item: WireObject>: WireObject {
  public var items: [Item] = []
  public var listmeta: ListMetaData?

  public init() {}

  public init(_ items: [Item], _ listmeta: ListMetaData? = nil) {
    (self.items, self.listmeta) = (items, listmeta)
  }

  public static var members: [WireMember<Self>] {
    [WireMember("items", \.items, always: true), WireMember("listmeta", \.listmeta)]
  }
}
