import Git
import ProfileRepository
import Profiles
import Replay
import Testing

/// How environments stand to each other, and whether a promotion agrees.
@Suite struct StandingTests {
  private let fixture: ReplayFixture

  init() throws {
    fixture = try ReplayFixture()
    try fixture.commit(1)
    try fixture.commit(2)
  }

  /// `web behind 1 0`: name, state, commits to replay, commits of its own.
  private func words(_ names: String..., all: Bool = false) throws -> [String] {
    let pairs = try Standings.along(
      names.map { try EnvironmentName($0) }, in: fixture.repository, listsIdentical: all)
    return pairs.flatMap { pair in
      pair.profiles.map {
        "\(pair.source)>\(pair.target) \($0.key.name) \($0.state.rawValue) "
          + "\($0.pending.count) \($0.since.count)"
      }
    }
  }

  private func explain(
    _ profile: String = "web", _ from: String = "dev", _ to: String = "staging"
  ) throws -> Explanation {
    try Explanation(
      ProfileSelector(profile), from: EnvironmentName(from), to: EnvironmentName(to),
      in: fixture.repository, as: fixture.operation())
  }

  @Test func `missing, then equal, then behind`() throws {
    #expect(try words() == ["dev>staging web missing 2 0"])
    try fixture.replay(from: "dev", to: "staging")
    #expect(try words("dev", "staging") == [])
    #expect(try words("dev", "staging", all: true) == ["dev>staging web equal 0 0"])
    #expect(try words() == ["staging>prod web missing 2 0"])
    try fixture.commit(3)
    try fixture.commit(4)
    #expect(try words("staging") == ["dev>staging web behind 2 0", "staging>prod web missing 2 0"])
    let pair = try Standings.along([EnvironmentName("staging")], in: fixture.repository)[0]
    #expect(pair.count(of: .behind) == 1 && pair.equalCount == 0 && !pair.areEqual)
  }

  @Test func `a hot-fix is one until the source takes it over or it is taken back`() throws {
    try fixture.replay(from: "dev", to: "staging")
    try fixture.commit(9, to: "staging")
    #expect(try words("dev", "staging") == ["dev>staging web hot-fixed 0 1"])
    try fixture.commit(3)
    #expect(try words("dev", "staging") == ["dev>staging web hot-fixed 1 1"])
    try fixture.commit(9)
    #expect(try words("dev", "staging") == [])
    try fixture.commit(10)
    #expect(try words("dev", "staging") == ["dev>staging web behind 1 1"])
  }

  @Test func `what came past the environment between is ahead`() throws {
    try fixture.replay(from: "dev", to: "staging")
    try fixture.replay(from: "staging", to: "prod")
    try fixture.commit(3)
    try fixture.replay(from: "dev", to: "prod")
    #expect(
      try words() == ["dev>staging web behind 1 0", "staging>prod web ahead 0 1"])
    #expect(try words("dev", "prod") == [])
  }

  @Test func `unrelated, only in the target, and removed on either side`() throws {
    try fixture.commit(7, to: "staging")
    try fixture.commit(1, name: "own", to: "staging")
    try fixture.commit(1, name: "gone")
    try fixture.replay(["gone"], from: "dev", to: "staging")
    try fixture.remove("gone")
    #expect(
      try words("dev", "staging") == [
        "dev>staging gone target-only 0 0", "dev>staging own target-only 0 0",
        "dev>staging web unrelated 2 0",
      ])
    let pair = try Standings.along(
      [EnvironmentName("dev"), EnvironmentName("staging")], in: fixture.repository)[0]
    #expect(pair.profiles.map { $0.removal?.message.subject } == ["Remove gone 1.0.0", nil, nil])
    try fixture.remove("web", from: "staging")
    #expect(try explain().standing.removal?.message.subject == "Remove web 1.0.0")
    #expect(try explain().standing.state == .missing)
  }

  @Test func `registry ids do not count, a mapped registry is adapted`() throws {
    let mapping = try #require(RegistryMapping("Public=Public#u2"))
    try fixture.replay(
      from: "dev", to: "staging", landing: Landing(registries: [mapping]))
    #expect(try words("dev", "staging") == ["dev>staging web equal 0 0"])
    #expect(try explain().standing.isIdentical == false)
    let other = try #require(RegistryMapping("Public=Corp"))
    try fixture.replay(
      from: "dev", to: "prod", kind: .import, landing: Landing(registries: [other]))
    #expect(try words("dev", "prod") == ["dev>prod web adapted 0 0"])
  }

  @Test func `held and rolled back are told, and follow what a promotion would do`() throws {
    try fixture.replay(from: "dev", to: "staging")
    try fixture.rollBack("staging", "web", to: "staging~1")
    #expect(try words("dev", "staging") == ["dev>staging web rolled-back 1 1"])
    try fixture.commit(3)
    #expect(try words("dev", "staging") == ["dev>staging web behind 2 1"])
    try fixture.hold("web", in: "staging")
    #expect(try words("dev", "staging") == ["dev>staging web held 2 1"])
    #expect(try explain().standing.hold?.message.text == "breaks the ingress")
    try fixture.hold("web", in: "staging", isHeld: false)
    #expect(try words("dev", "staging") == ["dev>staging web behind 2 1"])
  }

  @Test func `the chain decides what is compared, and what cannot be compared is an error`() throws
  {
    for name in ["dev", "prod"] { _ = try words(name) }
    #expect(throws: RepositoryError.self) { try words("nowhere") }
    #expect(throws: RepositoryError.self) { try explain("none") }
  }

  @Test func `an explanation names the last shared commit and what a promotion would do`() throws {
    try fixture.replay(from: "dev", to: "staging")
    try fixture.commit(9, to: "staging")
    try fixture.commit(3)
    let explanation = try explain()
    #expect(explanation.common?.source.message.subject == "web 2")
    #expect(explanation.common?.target.message.lineage.replayedFrom != nil)
    #expect(explanation.standing.pending.map(\.message.subject) == ["web 3"])
    #expect(explanation.standing.since.map(\.message.subject) == ["web 9"])
    #expect(explanation.difference?.count(of: .changed) == 1)
    let outcome = try #require(try explanation.promotion?.get())
    guard case .refused(let refusal) = outcome.verdict else {
      Issue.record("it would be promoted")
      return
    }
    #expect(refusal.reason == .changedInTarget)
  }

  /// The state is another view of the table that promotes: both must say the same whatever happened.
  @Test(arguments: 0..<5)
  func `a state agrees with what a promotion would do`(_ seed: UInt64) throws {
    var random = Random(seed: seed)
    let names = ["dev", "staging", "prod"]
    for step in 10..<40 {
      let (from, to) = (random.next(names), random.next(names))
      switch random.next(8) {
      case 0...1: try fixture.commit(step % 7, to: from)
      case 2 where from != to && (try? fixture.snapshot(from).find(ProfileSelector("web"))) != nil:
        try fixture.replay(["web"], from: from, to: to, landing: Landing(overwrites: step % 3 == 0))
      case 3: try? fixture.remove("web", from: from)
      case 4:
        _ = try? fixture.rollBack(from, to: "\(from)~\(random.next(4) + 1)", holds: step % 5 == 0)
      case 5: _ = try? fixture.hold("web", in: from, isHeld: step % 2 == 0)
      default: continue
      }
      for (source, target) in [("dev", "staging"), ("staging", "prod"), ("dev", "prod")] {
        guard let explanation = try? explain("web", source, target) else { continue }
        try expectAgreement(explanation, "seed \(seed), step \(step), \(source) to \(target)")
      }
    }
    try fixture.expectSound()
  }

  private func expectAgreement(_ explanation: Explanation, _ comment: Comment) throws {
    let listed = try Standings.along(
      [explanation.source, explanation.target], in: fixture.repository, listsIdentical: true)
    #expect(listed[0].profiles.map(\.state) == [explanation.standing.state], comment)
    let verdict = try explanation.promotion?.get().verdict
    switch (explanation.standing.state, verdict) {
    case (.targetOnly, nil), (.equal, .nothing(.equal)), (.behind, .written), (.missing, .written),
      (.rolledBack, .nothing(.rolledBack)), (.held, .held), (.ahead, .nothing(.alreadyReplayed)),
      (.adapted, .nothing(.alreadyReplayed)), (.merged, .nothing(.alreadyReplayed)),
      (.hotFixed, .merged), (.hotFixed, .nothing(.contained)), (.behind, .merged),
      (.behind, .nothing(.contained)), (.overridden, .nothing):
      break
    case (.behind, .refused(let refusal)): #expect(refusal.reason == .changedInTarget)
    case (.hotFixed, .nothing(.alreadyReplayed)): #expect(explanation.standing.pending.isEmpty)
    case (.hotFixed, .refused(let refusal)): #expect(refusal.reason == .changedInTarget)
    case (.unrelated, .refused(let refusal)): #expect(refusal.reason == .duplicate)
    default:
      Issue.record("\(explanation.standing.state) and \(String(describing: verdict)): \(comment)")
    }
  }
}

/// A small generator with a seed, so that a failure can be run again.
private struct Random {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }

  mutating func next<Element>(_ list: [Element]) -> Element { list[next(list.count)] }
}
