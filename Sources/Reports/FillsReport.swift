public import CanonicalJSON
internal import PackValues
public import ProfileRepository
public import Profiles

/// The fills of an environment's scopes: places and references.
public struct FillsReport: Report {
  /// One scope, its fills, and those among them whose place is gone.
  public typealias Item = (scope: Scope, fills: [Fill], stale: Set<Fill.Place>)

  private let items: [Item]

  public init(_ items: [Item]) { self.items = items.filter { !$0.fills.isEmpty } }

  public var text: String {
    if items.isEmpty { return "no fills\n" }
    return items.map { item in
      PrintableText.escaped("\(item.scope)") + "\n"
        + item.fills.map { fill in
          let isStale = item.stale.contains(fill.place)
          let end = isStale ? "  stale: no version has this place" : ""
          return "  \(isStale ? "!" : "=") "
            + PrintableText.escaped("\(fill.place)  from \(fill.reference)") + end + "\n"
        }.joined()
    }.joined()
  }

  public var json: JSONValue {
    .array(
      items.flatMap { item in
        item.fills.map { fill in
          var object = fill.stored.object ?? JSONObject()
          object["scope"] = Build.string(item.scope)
          object["stale"] = .bool(item.stale.contains(fill.place))
          return .object(object)
        }
      })
  }
}

/// The places of one document that have no value, with the reason: what keeps it from being written.
public struct UnfilledReport: Report {
  private let key: ProfileKey
  private let resolution: FillResolution

  public init(_ resolution: FillResolution, of key: ProfileKey) {
    (self.resolution, self.key) = (resolution, key)
  }

  public var text: String {
    PrintableText.escaped("\(key)") + "\n" + resolution.unfilled.map(Self.line).joined()
      + "nothing was written: \(resolution.unfilled.count) of "
      + "\(Count.of(resolution.count, "masked value")) not filled\n"
  }

  private static func line(_ place: FillResolution.Unfilled) -> String {
    let path = place.mask.place?.path.map { " \($0)" } ?? ""
    let line = (place.mask.place?.place.line).map { "  line \($0)" } ?? ""
    let reference = place.reference.map { "  from \($0)" } ?? ""
    return "  ? "
      + PrintableText.escaped("\(place.mask.owner)\(path)\(line)\(reference)  \(place.detail)")
      + "\n"
  }

  public var json: JSONValue {
    .array(
      resolution.unfilled.map { place in
        var object = MasksReport.value(place.mask, in: key).object ?? JSONObject()
        object["detail"] = Build.string(place.detail)
        return .object(object)
      })
  }
}
