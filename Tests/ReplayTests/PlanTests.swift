import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Replay
import Testing

/// Plans: what they stand on, and what carrying them out refuses.
@Suite struct PlanTests {
  private let fixture: ReplayFixture

  init() throws {
    fixture = try ReplayFixture()
    try fixture.commit(1)
    try fixture.commit(2)
  }

  /// Plans a promotion of some profiles (every one if none is named), and reads the plan back from its bytes.
  private func plan(
    _ profiles: [String] = [], from source: String = "dev", to target: String = "staging",
    landing: Landing = Landing(), onError: OnError = .fail, removals: RemovalRequest? = nil
  ) throws -> Plan {
    let snapshot = try fixture.snapshot(source)
    let entries =
      profiles.isEmpty
      ? try snapshot.entries() : try profiles.map { try snapshot.find(ProfileSelector($0)) }
    let request = TargetRequest.replay(
      ReplayRequest(
        kind: .promotion, source: snapshot, entries: entries, target: try EnvironmentName(target),
        scope: nil, landing: landing, skipsRefused: onError == .ignore, removals: removals),
      expecting: nil)
    let planned = try request.planned(in: fixture.repository)
    let result = try planned.run(in: fixture.repository, as: try operation(.drawn))
    let plan = try Plan(
      of: [(request: planned, result: result)], file: nil, answers: nil, onError: onError)
    return try Plan(#require(plan).json.encoded(.indented))
  }

  private func operation(_ plan: Writing.Plan) throws -> Writing {
    Writing(committer: try ReplayFixture.person("Grace"), plan: plan)
  }

  @discardableResult
  private func apply(_ plan: Plan, dryRun: Bool = false) throws -> ReplayResult {
    let requests = try plan.requests(in: fixture.repository, with: .init())
    let request = try #require(requests.first)
    return try request.run(
      in: fixture.repository, as: operation(.applied(digest: plan.digest)), dryRun: dryRun)
  }

  /// What is refused as stale when a plan is carried out, in words; empty where it lands.
  private func stale(_ plan: Plan) throws -> [String] {
    let before = try fixture.snapshot("staging").commit.id
    do {
      _ = try apply(plan)
      return []
    } catch let error as RepositoryError {
      #expect(error.code == .stalePlan, "\(error)")
      #expect(try fixture.snapshot("staging").commit.id == before)
      guard case .moved(let states) = error.underlying else { return [error.detail] }
      return states.map(\.subject)
    }
  }

  @Test func `a plan writes nothing, and comes out as it says`() throws {
    let before = try fixture.snapshot("staging").commit.id
    let plan = try plan()
    #expect(try fixture.snapshot("staging").commit.id == before)
    #expect(try apply(plan, dryRun: true).after == before)
    let result = try apply(plan)
    #expect(ReplayFixture.words(result) == ["written 2"])
    #expect(try fixture.subjects("staging") == ["web 1", "web 2"])
    let lineage = try fixture.snapshot("staging").history(limit: 1)[0].message.lineage
    #expect(lineage.planDigest == plan.digest)
    try fixture.expectSound()
  }

  @Test func `the same state gives the same plan, byte for byte`() throws {
    #expect(try plan().json == plan().json)
    #expect(try plan().digest == plan().digest)
  }

  @Test func `a plan of removals is bound to what they stand on, and removes`() throws {
    try fixture.commit(5, name: "edge")
    try fixture.replay(from: "dev", to: "staging")
    try fixture.remove("edge")
    let told = try plan(removals: RemovalRequest(ProfileSelection(), prunes: false))
    #expect(ReplayFixture.words(try apply(told)) == ["equal", "kept"])
    let pruning = try plan(removals: RemovalRequest(ProfileSelection(), prunes: true))
    try fixture.commit(6, name: "edge", to: "staging")
    #expect(try stale(pruning) == ["staging:tenant/edge@1.0.0"])
    try fixture.undo()
    let again = try plan(removals: RemovalRequest(ProfileSelection(), prunes: true))
    try fixture.commit(5, name: "edge")
    #expect(try stale(again) == ["dev:tenant/edge@1.0.0"])
    try fixture.remove("edge")
    let last = try plan(removals: RemovalRequest(ProfileSelection(), prunes: true))
    #expect(ReplayFixture.words(try apply(last)) == ["equal", "removed"])
    #expect(try apply(last).appliedBefore != nil)
    try fixture.expectSound()
  }

  @Test func `applied twice: the second says so, from the commits alone`() throws {
    let plan = try plan()
    let first = try apply(plan)
    try fixture.removeLog()
    let second = try apply(plan)
    #expect(second.appliedBefore?.commit.id == first.after)
    #expect(second.appliedBefore?.message.lineage.operation == first.operation)
    #expect(second.outcomes.isEmpty)
    #expect(second.after == first.after)
  }

  @Test func `what nobody looked at may move, on either branch`() throws {
    let plan = try plan(["web"])
    try fixture.commit(7, name: "other")
    try fixture.commit(8, name: "other", to: "staging")
    try fixture.commit(9, version: "2.0.0")
    try fixture.hold("other", in: "staging")
    #expect(ReplayFixture.words(try apply(plan)) == ["written 2"])
    try fixture.expectSound()
  }

  @Test func `the source's document has moved`() throws {
    let plan = try plan()
    try fixture.commit(3)
    #expect(try stale(plan) == ["dev:tenant/web@1.0.0"])
    try fixture.remove("web")
    #expect(try stale(plan) == ["dev:tenant/web@1.0.0"])
  }

  @Test func `changed and changed back: it has moved all the same`() throws {
    let plan = try plan()
    try fixture.commit(3)
    try fixture.commit(2)
    #expect(try stale(plan) == ["dev:tenant/web@1.0.0"])
  }

  @Test func `the target's document is new, changed or held`() throws {
    let fresh = try plan()
    try fixture.commit(5, to: "staging")
    #expect(try stale(fresh) == ["staging:tenant/web@1.0.0"])
    let again = try plan()
    try fixture.hold("web", in: "staging")
    #expect(try stale(again) == ["hold of staging:tenant/web@1.0.0"])
    try fixture.hold("web", in: "staging", isHeld: false)
    #expect(try stale(again) == [], "released, it stands as it stood")
  }

  @Test func `facts, settings, overrides and fills of the target`() throws {
    let staging = try EnvironmentName("staging")
    let plan = try plan()
    let facts = Facts(takenAt: 1_795_000_000)
    _ = try fixture.repository.write(to: staging, as: fixture.operation(), reason: "facts") {
      change throws(RepositoryError) in try change.put(file: facts, subject: "Facts")
    }
    #expect(try stale(plan) == ["staging:facts.json"])
    let second = try self.plan()
    let later = Facts(takenAt: 1_795_100_000)
    _ = try fixture.repository.write(to: staging, as: fixture.operation(), reason: "both") {
      change throws(RepositoryError) in
      var settings = try change.base.settings() ?? EnvironmentSettings()
      settings.maskLiterals = ["<hidden>"]
      try change.put(file: settings, subject: "Settings")
      try change.put(file: later, subject: "Facts")
    }
    #expect(try stale(second) == ["staging:environment.json", "staging:facts.json"])
    let third = try self.plan()
    _ = try fixture.repository.write(
      to: EnvironmentName("dev"), as: fixture.operation(), reason: "facts"
    ) { change throws(RepositoryError) in try change.put(file: facts, subject: "Facts") }
    #expect(try stale(third) == [], "the source's facts do not matter")
  }

  @Test func `a refused item is in the plan, and is refused with the same words`() throws {
    try fixture.commit(9, to: "staging")
    let plan = try plan()
    let dry = try fixture.replay(from: "dev", to: "staging", dryRun: true)
    let applied = try apply(plan)
    #expect(ReplayFixture.words(applied) == ReplayFixture.words(dry))
    #expect(ReplayFixture.words(applied) == ["duplicate-name-and-version 5"])
    #expect(applied.after == applied.before)
    let forced = try self.plan(landing: Landing(overwrites: true))
    #expect(ReplayFixture.words(try apply(forced)) == ["written 2"])
  }

  @Test func `an earlier commit of the source stays that commit`() throws {
    let plan = try plan(from: "dev~1")
    try fixture.commit(3)
    try fixture.commit(4)
    #expect(ReplayFixture.words(try apply(plan)) == ["written 1"])
    #expect(try fixture.numbers("staging") == ["tenant/web@1.0.0": "1"])
  }

  @Test func `a required plan: nothing else comes in, and what was there comes back`() throws {
    let staging = try EnvironmentName("staging")
    _ = try fixture.repository.write(to: staging, as: fixture.operation(), reason: "env set") {
      change throws(RepositoryError) in
      var settings = try change.base.settings() ?? EnvironmentSettings()
      settings.protection = Protection(rules: [.requiredPlan])
      try change.put(file: settings, subject: "Protect staging")
    }
    for dryRun in [true, false] {
      let error = #expect(throws: RepositoryError.self) {
        try fixture.replay(from: "dev", to: "staging", dryRun: dryRun)
      }
      #expect(error?.code == .protected)
      #expect(
        error?.detail == "cannot write to 'staging': it takes imports and promotions by a plan only"
      )
    }
    #expect(ReplayFixture.words(try apply(plan())) == ["written 2"])
    try fixture.commit(9, to: "staging")
    #expect(try fixture.rollBack("staging", to: "staging~1").items.count == 1)
    #expect(try fixture.undo().flatMap(\.items).count == 1)
    try fixture.expectSound()
  }

  @Test func `a plan of another repository is told`() throws {
    let plan = try plan()
    let other = try ReplayFixture()
    let error = #expect(throws: RepositoryError.self) {
      try plan.requests(in: other.repository, with: .init())
    }
    #expect(error?.code == .invalid)
    #expect(error?.detail.hasSuffix("the plan was made in another one") == true)
  }
}

/// Files that are no plan, or are not as they were written.
@Suite struct PlanFormatTests {
  private static let plan = """
    {"digest":"sha256:0","format":"strata-plan/1","options":{"command":"promotion"},\
    "source":{"commit":"\(String(repeating: "ab", count: 20))","environment":"dev"},"targets":[\
    {"basis":[],"commit":"\(String(repeating: "cd", count: 20))",\
    "difference":"sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945",\
    "environment":"staging","items":[]}]}
    """

  private static func error(_ text: String) -> DocumentError? {
    do {
      _ = try Plan(Array(text.utf8))
      return nil
    } catch { return error }
  }

  /// What is said of the plan with one part replaced and the digest that goes with it.
  private static func replacing(_ part: String, _ other: String) -> DocumentError? {
    let text = plan.replacing(part, with: other)
    guard var object = (try? JSONReader.read(Array(text.utf8)))?.object else { return error(text) }
    object["digest"] = nil
    let digest = "sha256:" + Digest.sha256(JSONValue.object(object).encoded())
    object["digest"] = .string(JSONString(digest))
    return error(String(decoding: JSONValue.object(object).encoded(), as: UTF8.self))
  }

  @Test func `a changed file is told by its digest`() {
    let error = Self.error(Self.plan)
    #expect(error?.detail == "does not go with the rest: the file was changed since it was written")
    #expect(error?.path == "digest")
  }

  @Test(arguments: [
    ("strata-plan/1", "strata-plan/2", "format"), ("\"commit\":\"ab", "\"commit\":\"zz", "source"),
    ("\"staging\"", "\"Not A Name\"", "targets"), ("\"items\":[]", "\"items\":[{}]", "targets"),
    ("\"basis\":[]", "\"basis\":[{\"of\":1}]", "targets"), ("sha256:4f", "sha256:5f", "targets"),
    ("\"targets\":[{", "\"targets\":[1,{", "targets"), ("promotion", "deletion", "options"),
    ("\"options\":{", "\"options\":{\"shell\":\"x\",", "options"),
    ("\"options\":{", "\"options\":{\"version\":\"one\",", "options"),
    ("\"options\":{", "\"options\":{\"registries\":[\"x\"],", "options"),
    ("\"environment\":\"dev\"", "\"file\":\"x\"", "source"),
  ])
  func `a hostile member is refused with its place`(
    _ part: String, _ other: String, _ place: String
  ) {
    let error = Self.replacing(part, other)
    #expect(error?.code == .schema || error?.code == .syntax)
    #expect((error?.path ?? error?.detail)?.contains(place) == true)
  }

  @Test func `an unknown member, what is cut short, and what is too deep`() {
    let more = Self.replacing("{\"digest\"", "{\"more\":1,\"digest\"")
    #expect(Self.replacing("x", "x") == nil)
    #expect(more?.detail.contains("more") == true)
    for length in stride(from: 0, to: Self.plan.utf8.count, by: 7) {
      #expect(Self.error(String(Self.plan.prefix(length)))?.code == .syntax)
    }
    let bomb = String(repeating: "[", count: 100_000)
    #expect(Self.error(bomb)?.code == .syntax)
    #expect(Self.error("[]") != nil)
    #expect(Self.error("{}") != nil)
  }
}
