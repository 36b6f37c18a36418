internal import CanonicalJSON
public import Git
public import ProfileRepository
public import Profiles

/// What a plan says of one target: where things stood, and what carrying it out comes to.
public struct PlannedTarget: Sendable {
  public let environment: EnvironmentName
  /// The branch when the plan was made; it may move, as long as nothing of the basis does.
  public let commit: ObjectID
  /// Nil keeps each profile's own.
  public let scope: Scope?
  public let basis: PlanBasis
  public let items: [PlannedItem]

  /// What was read for it, and how it came out.
  init(_ result: ReplayResult, scope: Scope?) {
    (environment, commit, self.scope) = (result.target, result.before, scope)
    (basis, items) = (result.basis, result.outcomes.map(PlannedItem.init))
  }

  /// `sha256:…` of the items' RFC 8785 bytes: what is there, what would be there, and everything that is said of it.
  public var difference: String {
    "sha256:" + Digest.sha256(JSONValue.array(items.map(\.json)).encoded())
  }

  var json: JSONValue {
    var object: JSONObject = [
      "basis": .array(basis.bindings.map(\.json)),
      "commit": .string(JSONString(commit.hex)),
      "difference": .string(JSONString(difference)),
      "environment": .string(JSONString(environment.text)), "items": .array(items.map(\.json)),
    ]
    object["scope"] = scope.map { .string(JSONString($0.description)) }
    return .object(object)
  }

  init(_ members: StrictMembers) throws(DocumentError) {
    try members.allowOnly([
      "basis", "commit", "difference", "environment", "items", "scope",
    ])
    guard let environment = try members.environment("environment") else {
      throw members.missing("environment")
    }
    guard let commit = try members.objectID("commit") else { throw members.missing("commit") }
    (self.environment, self.commit) = (environment, commit)
    scope = try members.text("scope").map { (text) throws(DocumentError) in
      guard let scope = Scope(text.string) else {
        throw DocumentError(
          .schema, "must be 'tenant' or 'projects/NAME'", path: members.place("scope").description)
      }
      return scope
    }
    var (bindings, items) = ([PlanBasis.Binding](), [PlannedItem]())
    for binding in try members.objects("basis") { bindings.append(try PlanBasis.Binding(binding)) }
    for item in try members.objects("items") { items.append(try PlannedItem(item)) }
    (basis, self.items) = (PlanBasis(bindings), items)
    guard try members.requiredText("difference").string == difference else {
      throw DocumentError(
        .schema, "does not go with the items", path: members.place("difference").description)
    }
  }
}

extension PlannedTarget: CustomStringConvertible {
  /// `prod`, or with a scope `prod:projects/payments`.
  public var description: String { environment.text + (scope.map { ":\($0)" } ?? "") }
}

/// Holds what is about to be written at one target against what was planned.
public struct PlanCheck: Sendable {
  /// The plan's own.
  let digest: String
  let target: PlannedTarget

  /// The newest commit of an earlier run of the same plan; nil where there was none.
  func application(on base: Snapshot) throws(RepositoryError) -> HistoryEntry? {
    try base.commit(ofPlan: digest, on: Set(target.items.map(\.target)), since: target.commit)
  }

  /// Refuses where something that the plan stands on has moved.
  func check(_ now: PlanBasis) throws(RepositoryError) {
    let moved = target.basis.moved(to: now)
    if !moved.isEmpty { throw RepositoryError(stale: moved) }
  }

  /// Refuses where the same basis comes out otherwise: by other answers to conflicts, or another version of Strata.
  func check(_ outcomes: [ReplayOutcome]) throws(RepositoryError) {
    let now = outcomes.map(PlannedItem.init)
    if now == target.items { return }
    let index = zip(now, target.items).map(==).firstIndex(of: false)
    let name = index.map { "'\(target.environment):\(target.items[$0].target)'" } ?? "its items"
    throw RepositoryError(
      .stalePlan, "the plan does not come out as it was made: \(name) would be otherwise",
      hint: "nothing was written; \(RepositoryError.planAnew)")
  }
}

extension RepositoryError {
  static let planAnew = "write it anew with 'strata plan', and look at what it says"

  init(stale moved: [MovedState]) {
    let words = moved.map { state in
      switch (state.from?.abbreviated, state.to?.abbreviated) {
      case (let from?, let to?): "'\(state.subject)' moved from \(from) to \(to)"
      case (let from?, nil): "'\(state.subject)' is gone, which was \(from)"
      case (nil, let to?): "'\(state.subject)' is new: \(to)"
      case (nil, nil): "'\(state.subject)' is otherwise"
      }
    }
    self.init(
      .stalePlan, "the plan is stale: " + words.joined(separator: "; "),
      hint: "nothing was written; \(Self.planAnew)", underlying: .moved(moved))
  }
}
