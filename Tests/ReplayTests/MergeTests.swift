import CanonicalJSON
import Git
import PackValues
import ProfileRepository
import Profiles
import Replay
import Testing

/// Hot-fixes in a target, merged with what the source brings.
@Suite struct MergeTests {
  private let fixture: ReplayFixture
  private let text = ["a: 1", "b: 1", "c: 1", "d: 1", "e: 1", "f: 1"]

  init() throws {
    fixture = try ReplayFixture()
    try commit(text, "start")
  }

  private func commit(_ lines: [String], _ message: String, to environment: String = "dev") throws {
    let values = JSONValue.string(JSONString(lines.joined(separator: "\n")))
    let document = try ReplayFixture.document(1).value
      .setting(
        values,
        at: JSONPath([.key("spec"), .key("template"), .key("packs"), .index(0), .key("values")]))
    let prepared = try PreparedDocument(
      ProfileDocument(export: document.encoded(.indented), syntax: .json))
    let details = try Change.Details(
      message: message, author: ReplayFixture.person("Ada", seconds: 1000))
    _ = try fixture.repository.write(
      to: EnvironmentName(environment), as: fixture.operation(), reason: "test"
    ) { change throws(RepositoryError) in _ = try change.put(prepared, in: .tenant, details) }
  }

  private func lines(_ revision: String = "staging") throws -> [String] {
    let snapshot = try fixture.snapshot(revision)
    let entry = try snapshot.find(ProfileSelector("web"))
    return try snapshot.document(entry).profile.layers[0].values.string
      .split(separator: "\n").map(String.init)
  }

  private func edited(_ edits: [Int: String]) -> [String] {
    text.indices.map { edits[$0] ?? text[$0] }
  }

  private func run(
    _ from: String = "dev", _ to: String = "staging", _ kind: ReplayRequest.Kind = .promotion,
    _ resolution: MergeResolution = MergeResolution(), dryRun: Bool = false
  ) throws -> [String] {
    ReplayFixture.words(
      try fixture.replay(from: from, to: to, kind: kind, resolution: resolution, dryRun: dryRun))
  }

  @Test(arguments: [ReplayRequest.Kind.import, .promotion])
  func `a hot-fix elsewhere is kept, once, and the next promotion works`(
    _ kind: ReplayRequest.Kind
  ) throws {
    #expect(try run("dev", "staging", kind) == ["written 1"])
    try commit(edited([0: "a: hot"]), "fix", to: "staging")
    try commit(edited([2: "c: 2"]), "two")
    try commit(edited([2: "c: 2", 3: "d: 3"]), "three")
    #expect(try run("dev", "staging", kind, dryRun: true) == ["merged 2"])
    #expect(try run("dev", "staging", kind) == ["merged 2"])
    #expect(try lines() == edited([0: "a: hot", 2: "c: 2", 3: "d: 3"]))
    #expect(try lines("staging~1") == edited([0: "a: hot", 2: "c: 2"]))
    #expect(try fixture.subjects("staging") == ["start", "fix", "two", "three"])
    let newest = try fixture.snapshot("staging").history()[0].message.lineage
    #expect(try newest.replayedFrom?.commit == fixture.snapshot("dev").commit.id)
    #expect(try newest.mergedWith == fixture.snapshot("staging~2").commit.id)
    #expect(try run("dev", "staging", kind) == ["already-replayed"])
    try commit(edited([2: "c: 2", 3: "d: 4"]), "four")
    #expect(try run("dev", "staging", kind) == ["merged 1"])
    #expect(try lines() == edited([0: "a: hot", 2: "c: 2", 3: "d: 4"]))
    #expect(try run("dev", "staging", kind) == ["already-replayed"])
    try fixture.expectSound()
  }

  @Test func `interrupted at any step and run again, a merge ends as the uninterrupted one`() throws
  {
    let whole = try MergeTests()
    for run in [self, whole] {
      _ = try run.run()
      try run.commit(edited([1: "b: hot", 4: "e: hot"]), "fix", to: "staging")
      for step in 0..<4 {
        try run.commit(edited([0: "a: \(step + 2)", 2: "c: \(step)"]), "step \(step)")
      }
    }
    for back in [3, 3, 1, 0] { _ = try run("dev~\(back)") }
    #expect(try whole.run() == ["merged 4"])
    #expect(try lines() == edited([0: "a: 5", 1: "b: hot", 2: "c: 3", 4: "e: hot"]))
    #expect(try lines() == whole.lines())
    #expect(try fixture.subjects("staging") == whole.fixture.subjects("staging"))
    #expect(try run() == ["already-replayed"])
    try fixture.expectSound()
  }

  @Test func `a merge goes on along the chain as one document`() throws {
    _ = try (run(), run("staging", "prod"))
    try commit(edited([0: "a: hot"]), "fix", to: "staging")
    try commit(edited([2: "c: 2"]), "two")
    #expect(try run() == ["merged 1"])
    #expect(try run("dev", "prod") == ["written 1"])
    #expect(try run("staging", "prod") == ["written 2"])
    #expect(try lines("prod") == edited([0: "a: hot", 2: "c: 2"]))
    #expect(try run("staging", "prod") == ["equal"])
    try fixture.expectSound()
  }

  @Test func `a source that was removed and made anew takes no hot-fix away unseen`() throws {
    _ = try run()
    try commit(edited([0: "a: hot"]), "fix", to: "staging")
    try commit(edited([2: "c: 2"]), "two")
    #expect(try run() == ["merged 1"])
    try fixture.remove("tenant/web")
    try commit(edited([0: "a: 2"]), "anew")
    #expect(try run() == ["changed-in-target 5"])
    #expect(try lines() == edited([0: "a: hot", 2: "c: 2"]))
    try fixture.expectSound()
  }

  @Test func `what was removed and taken anew goes on without the hot-fix it dropped`() throws {
    _ = try run()
    try commit(edited([0: "a: hot"]), "fix", to: "staging")
    #expect(try run("staging", "prod") == ["written 2"])
    try fixture.remove("tenant/web", from: "staging")
    #expect(try run() == ["written 1"])
    #expect(try run("staging", "prod") == ["written 1"])
    #expect(try lines("prod") == text)
    #expect(try run("staging", "prod") == ["equal"])
    try commit(edited([2: "c: 2"]), "two")
    _ = try run()
    try commit(edited([5: "f: prod"]), "prod's", to: "prod")
    #expect(try run("staging", "prod") == ["merged 1"])
    #expect(try run("staging", "prod") == ["already-replayed"])
    try fixture.expectSound()
  }

  @Test func `a merge back into the source lands in the target as it is`() throws {
    _ = try run()
    try commit(edited([0: "a: hot"]), "fix", to: "staging")
    try commit(edited([2: "c: 2"]), "two")
    #expect(try run("staging", "dev", .import) == ["merged 1"])
    #expect(try lines("dev") == edited([0: "a: hot", 2: "c: 2"]))
    #expect(try run() == ["written 2"])
    #expect(try lines() == edited([0: "a: hot", 2: "c: 2"]))
    #expect(try run() == ["equal"])
    try fixture.expectSound()
  }

  @Test func `one place changed on both sides is a conflict until somebody says`() throws {
    _ = try run()
    try commit(edited([0: "a: hot", 5: "f: hot"]), "fix", to: "staging")
    try commit(edited([0: "a: 2", 2: "c: 2"]), "two")
    for dryRun in [true, false] { #expect(try run(dryRun: dryRun) == ["changed-in-target 5"]) }
    let result = try fixture.replay(from: "dev", to: "staging")
    let conflicts = try #require(result.refusals[0].conflicts)
    #expect(conflicts.places.map { "\($0.place)" } == [" nginx, values at a"])
    #expect(result.before == result.after)
    let ours = MergeResolution(side: .ours)
    #expect(try run("dev", "staging", .promotion, ours, dryRun: true) == ["merged 1"])
    #expect(try run("dev", "staging", .promotion, ours) == ["merged 1"])
    #expect(try lines() == edited([0: "a: hot", 2: "c: 2", 5: "f: hot"]))
    #expect(try run() == ["already-replayed"])
    try fixture.expectSound()
  }

  @Test func `theirs takes what conflicts and keeps the rest of the hot-fix`() throws {
    _ = try run()
    try commit(edited([0: "a: hot", 5: "f: hot"]), "fix", to: "staging")
    try commit(edited([0: "a: 2"]), "two")
    #expect(
      try run("dev", "staging", .promotion, MergeResolution(side: .theirs)) == ["merged 1"])
    #expect(try lines() == edited([0: "a: 2", 5: "f: hot"]))
    try fixture.expectSound()
  }

  @Test func `answers hold for the documents that they were given for`() throws {
    _ = try run()
    try commit(edited([0: "a: hot", 5: "f: hot"]), "fix", to: "staging")
    try commit(edited([0: "a: 2", 5: "f: 2"]), "two")
    let (ours, theirs) = try (fixture.snapshot("staging"), fixture.snapshot("dev"))
    let answers = { (answers: String) in
      let text =
        #"{"format":"merge-conflicts/1","profiles":[{"environment":"staging","#
        + #""profile":"tenant/web@1.0.0","ours":"\#(ours.commit.id)","#
        + #""theirs":"\#(theirs.commit.id)","conflicts":[\#(answers)]}]}"#
      return try MergeResolution(answers: ConflictAnswers(Array(text.utf8)))
    }
    let place = #""place":" nginx, values at "#
    let open = try answers(#"{\#(place)a","take":"theirs"},{\#(place)f","take":""}"#)
    #expect(try run("dev", "staging", .promotion, open) == ["changed-in-target 5"])
    let wrong = try answers(#"{\#(place)z","take":"ours"}"#)
    #expect(throws: RepositoryError.self) { try run("dev", "staging", .promotion, wrong) }
    let both = try answers(#"{\#(place)a","take":"theirs"},{\#(place)f","value":"f: both"}"#)
    #expect(try run("dev", "staging", .promotion, both) == ["merged 1"])
    #expect(try lines() == edited([0: "a: 2", 5: "f: both"]))
    #expect(try run("dev", "staging", .promotion, both) == ["already-replayed"])
    try commit(edited([0: "a: 3"]), "three")
    #expect(throws: RepositoryError.self) { try run("dev", "staging", .promotion, both) }
    try fixture.expectSound()
  }

  @Test(arguments: [
    #"{"format":"merge-conflicts/2","profiles":[]}"#, #"{"format":"merge-conflicts/1","x":1}"#,
    #"{"format":"merge-conflicts/1","profiles":[{"environment":"a"}]}"#, "[]", "",
  ])
  func `answers of another form are refused`(_ text: String) {
    #expect(throws: DocumentError.self) { try ConflictAnswers(Array(text.utf8)) }
  }

  @Test func `what both did alike is nothing to do, and the state says so`() throws {
    _ = try run()
    try commit(edited([0: "a: 2", 5: "f: hot"]), "fix", to: "staging")
    try commit(edited([0: "a: 2"]), "two")
    #expect(try run() == ["contained"])
    try commit(edited([0: "a: 2", 2: "c: 3"]), "three")
    #expect(try run() == ["merged 1"])
    let state = try Standings.along(
      [EnvironmentName("dev"), EnvironmentName("staging")], in: fixture.repository)[0]
    #expect(state.profiles.map(\.state) == [.merged])
    try fixture.expectSound()
  }

  /// Each side edits lines of its own, several times, with promotions between: nothing is ever lost.
  @Test(arguments: 0..<6)
  func `disjoint edits on both sides all arrive`(_ seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    let next = { (count: Int) in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    _ = try run()
    var (dev, staging) = ([Int: String](), [Int: String]())
    for step in 0..<12 {
      switch next(3) {
      case 0:
        let line = next(3) * 2
        dev[line] = text[line].prefix(3) + "dev\(step)"
        try commit(edited(dev), "dev \(step)")
      case 1:
        let line = next(3) * 2 + 1
        staging[line] = text[line].prefix(3) + "staging\(step)"
        try commit(
          edited(staging).enumerated().map {
            staging[$0.offset] == nil ? try lines()[$0.offset] : $0.element
          }, "staging \(step)", to: "staging")
      default:
        _ = try run()
        #expect(try lines() == edited(dev.merging(staging) { $1 }))
      }
    }
    _ = try run()
    #expect(try lines() == edited(dev.merging(staging) { $1 }))
    #expect(try ["equal", "already-replayed", "contained"].contains(run()[0]))
    try fixture.expectSound()
  }
}
