public import CanonicalJSON
internal import Git
public import ProfileRepository

/// The environments in promotion order.
public struct EnvironmentsReport: Report {
  private let environments: [(environment: Environment, profiles: Int)]

  public init(_ environments: [(environment: Environment, profiles: Int)]) {
    self.environments = environments
  }

  public var text: String {
    let width = environments.map(\.environment.name.text.count).max() ?? 0
    return environments.map { item in
      let name = item.environment.name.text.padding(to: width)
      let after = item.environment.settings.after.map { "after \($0)" } ?? "first"
      return "\(name)  \(item.environment.tip.abbreviated)  "
        + "\(Count.of(item.profiles, "profile version"))  \(after)\n"
    }.joined()
  }

  public var json: JSONValue {
    .array(
      environments.map { item in
        Build.object([
          "after": Build.optional(item.environment.settings.after),
          "branch": Build.string("env/\(item.environment.name)"),
          "commit": Build.string(item.environment.tip),
          "name": Build.string(item.environment.name),
          "profileVersions": Build.number(item.profiles),
        ])
      })
  }
}

extension String {
  /// The string with spaces behind it up to a width in characters.
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
