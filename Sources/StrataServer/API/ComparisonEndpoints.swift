import CanonicalJSON
import Hummingbird
import PackValues
import ProfileRepository
import Profiles
import Reports

/// Differences of profiles and of whole environments, and all environments side by side.
enum ComparisonEndpoints {
  static let routes = [
    Route(.get, "/api/v1/diff", .action(.readProfiles), difference),
    Route(.get, "/api/v1/matrix", .action(.readProfiles), matrix),
  ]

  /// From `from` (current) to `to` (proposed): two addresses, or two revisions.
  private static func difference(_ call: Call) async throws -> Response {
    let principal = try call.principal()
    let (from, to) = (try call.required("from"), try call.required("to"))
    let filter = try DifferenceQuery(call)
    guard from.contains(":") == to.contains(":") else {
      throw Refusal.badRequest(
        "'from' and 'to' are two profiles or two revisions", code: "InvalidParameter")
    }
    return try await call.parts.git.read { repository in
      let report: any Report =
        from.contains(":")
        ? try profiles(Address(from), Address(to), filter, repository, principal)
        : try environments(Revision(from), Revision(to), filter, repository, principal)
      return .json(report.json)
    }
  }

  private static func profiles(
    _ from: Address, _ to: Address, _ query: DifferenceQuery, _ repository: ProfileRepository,
    _ principal: Principal
  ) throws -> DifferenceReport {
    let (old, oldEntry) = try repository.readable(from, by: principal)
    let (new, newEntry) = try repository.readable(to, by: principal)
    let difference = ProfileDifference(
      from: try old.document(oldEntry), to: try new.document(newEntry),
      sensitivity: try old.sensitivity().union(new.sensitivity()),
      filter: query.filter(try old.ignoreRules() + new.ignoreRules()))
    return DifferenceReport(
      difference, options: .init(fromLabel: old.label, toLabel: new.label))
  }

  private static func environments(
    _ from: Revision, _ to: Revision, _ query: DifferenceQuery, _ repository: ProfileRepository,
    _ principal: Principal
  ) throws -> EnvironmentDifferenceReport {
    let (old, oldScope) = try repository.readable(from, by: principal)
    let (new, newScope) = try repository.readable(to, by: principal)
    let sensitivity = try old.sensitivity().union(new.sensitivity())
    let filter = query.filter(try old.ignoreRules() + new.ignoreRules())
    let changes = try old.documentChanges(to: new).filter { change in
      [oldScope, newScope].allSatisfy { $0 == nil || $0 == change.key.scope }
    }
    let items = try changes.map { change -> EnvironmentDifferenceReport.Item in
      guard !query.namesOnly, let before = change.before, let after = change.after else {
        return (change, nil)
      }
      let difference = ProfileDifference(
        from: try old.document(before), to: try new.document(after), sensitivity: sensitivity,
        filter: filter)
      return (change, difference)
    }
    return EnvironmentDifferenceReport(
      items, options: .init(fromLabel: old.label, toLabel: new.label))
  }

  private static func matrix(_ call: Call) async throws -> Response {
    let principal = try call.principal()
    return try await call.parts.git.read { repository in
      // The matrix tells of every environment, so only a key that opens all of them sees it.
      for environment in try repository.environments() {
        try principal.authorizeWhole(environment.name)
      }
      return .json(MatrixReport(try repository.matrix(), options: .init()).json)
    }
  }
}

/// What of a difference is asked for.
struct DifferenceQuery: Sendable {
  let namesOnly: Bool
  private let layers: [String]
  private let only: [ValuesPathPattern]
  private let excluding: [ValuesPathPattern]
  private let rules: [IgnoreRule]
  private let ignoresNothing: Bool

  /// Reads `layer`, `filter`, `exclude` and `ignore`, each as often as it is there, `names` and `ignores`.
  init(_ call: Call) throws {
    layers = call.queries("layer")
    only = try call.queries("filter").map(Self.pattern)
    excluding = try call.queries("exclude").map(Self.pattern)
    rules = try call.queries("ignore").map(Self.rule)
    namesOnly = call.query("names") == "true"
    ignoresNothing = call.query("ignores") == "none"
  }

  /// - Parameter own: the rules of the environments that are compared.
  func filter(_ own: [IgnoreRule]) -> DifferenceFilter {
    var all: [IgnoreRule] = []
    for rule in (ignoresNothing ? [] : own) + rules where !all.contains(where: rule.means) {
      all.append(rule)
    }
    return DifferenceFilter(
      layers: layers.map(LayerPattern.init), only: only, excluding: excluding, rules: all)
  }

  private static func rule(_ text: String) throws(Refusal) -> IgnoreRule {
    do { return try IgnoreRule(text) } catch {
      throw Refusal.badRequest("cannot read the rule '\(text)': \(error.detail)")
    }
  }

  private static func pattern(_ text: String) throws(Refusal) -> ValuesPathPattern {
    do { return try ValuesPathPattern(text) } catch {
      throw Refusal.badRequest("cannot read the path '\(text)': \(error)")
    }
  }
}
