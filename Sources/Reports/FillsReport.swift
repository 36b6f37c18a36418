public import CanonicalJSON
internal import PackValues
public import ProfileRepository
public import Profiles

/// The fills of an environment's scopes: places and references.
public struct FillsReport: Report {
  /// One scope, its fills, those among them whose place is gone, and what is known of values that may have changed.
  public struct Item {
    let scope: Scope
    let fills: [Fill]
    let stale: Set<Fill.Place>
    let verdicts: [Fill.Place: FillFingerprints.Verdict]

    public init(
      scope: Scope, fills: [Fill], stale: Set<Fill.Place>,
      verdicts: [Fill.Place: FillFingerprints.Verdict] = [:]
    ) {
      (self.scope, self.fills, self.stale, self.verdicts) = (scope, fills, stale, verdicts)
    }
  }

  private let items: [Item]

  public init(_ items: [Item]) { self.items = items.filter { !$0.fills.isEmpty } }

  public var text: String {
    if items.isEmpty { return "no fills\n" }
    return items.map { item in
      PrintableText.escaped("\(item.scope)") + "\n"
        + item.fills.map { Self.line($0, in: item) + "\n" }.joined()
    }.joined()
  }

  private static func line(_ fill: Fill, in item: Item) -> String {
    let isStale = item.stale.contains(fill.place)
    let place = PrintableText.escaped("\(fill.place)  from \(fill.reference)")
    let verdict = item.verdicts[fill.place].map { "  " + PrintableText.escaped(words($0)) } ?? ""
    return "  \(isStale ? "!" : "=") " + place + verdict
      + (isStale ? "  stale: no version has this place" : "")
  }

  private static func words(_ verdict: FillFingerprints.Verdict) -> String {
    switch verdict {
    case .unchanged(let seconds): "unchanged since the export of \(DateText.utc(seconds))"
    case .changed(let seconds): "changed since the export of \(DateText.utc(seconds))"
    case .unknown(let reason): "cannot tell whether it changed: \(reason)"
    }
  }

  public var json: JSONValue {
    .array(
      items.flatMap { item in
        item.fills.map { fill in
          var object = fill.stored.object ?? JSONObject()
          object["scope"] = Build.string(item.scope)
          object["stale"] = .bool(item.stale.contains(fill.place))
          object["value"] = item.verdicts[fill.place].map(Self.value)
          return .object(object)
        }
      })
  }

  private static func value(_ verdict: FillFingerprints.Verdict) -> JSONValue {
    switch verdict {
    case .unchanged(let seconds):
      Build.object(["state": "unchanged", "since": Build.string(DateText.utc(seconds))])
    case .changed(let seconds):
      Build.object(["state": "changed", "since": Build.string(DateText.utc(seconds))])
    case .unknown(let reason):
      Build.object(["state": "unknown", "reason": Build.string(reason)])
    }
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
