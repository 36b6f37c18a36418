public import CanonicalJSON
public import ProfileRepository
internal import Profiles

/// What environments differ in on purpose, and whether each place is still there.
public struct OverridesReport: Report {
  /// One override of an environment.
  public struct Item: Sendable {
    public let environment: EnvironmentName
    public let entry: Overrides.Entry
    /// False where no version of the profile that it means has such a place.
    public let isThere: Bool

    public init(_ environment: EnvironmentName, _ entry: Overrides.Entry, isThere: Bool) {
      (self.environment, self.entry, self.isThere) = (environment, entry, isThere)
    }
  }

  private let items: [Item]

  public init(_ items: [Item]) { self.items = items }

  public var text: String {
    if items.isEmpty { return "nothing is overridden\n" }
    return items.map { item in
      let entry = item.entry
      let reason = entry.reason.map { ": \($0)" } ?? ""
      let place = "\(item.environment):\(entry.profile)  \(entry.place)\(reason)"
      let flag = item.isThere ? "" : "  the place is gone; 'strata override rm' ends it"
      return PrintableText.escaped(place) + flag + "\n"
    }.joined()
  }

  public var json: JSONValue {
    Build.object([
      "format": "overrides/1",
      "overrides": .array(
        items.map { item in
          Build.object([
            "environment": Build.string(item.environment), "isThere": .bool(item.isThere),
            "layer": .string(item.entry.place.layer), "path": item.entry.place.path.json,
            "pathText": Build.string(item.entry.place.path),
            "profile": Build.string(item.entry.profile),
            "reason": item.entry.reason.map(Build.string),
          ])
        }),
    ])
  }
}
