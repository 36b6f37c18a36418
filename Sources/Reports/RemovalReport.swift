public import CanonicalJSON
public import Git
public import ProfileRepository
public import Profiles

/// The profile versions that a command removed.
public struct RemovalReport: Report {
  public typealias Item = (key: ProfileKey, commit: ObjectID)

  private let items: [Item]
  private let environment: EnvironmentName
  private let dryRun: Bool

  public init(_ items: [Item], from environment: EnvironmentName, dryRun: Bool) {
    self.items = items
    self.environment = environment
    self.dryRun = dryRun
  }

  public var text: String {
    items.map { item in
      let place = "\(environment):\(PrintableText.escaped(item.key.description))"
      return dryRun ? "would remove  \(place)\n" : "removed  \(place)  \(item.commit.abbreviated)\n"
    }.joined()
  }

  public var json: JSONValue {
    Build.object([
      "dryRun": .bool(dryRun), "environment": Build.string(environment),
      "removed": .array(
        items.map { item in
          Build.object([
            "commit": dryRun ? nil : Build.string(item.commit), "profile": KeyJSON.value(item.key),
          ])
        }),
    ])
  }
}
