import CanonicalJSON
import Git
import PackValues
import ProfileFixtures
import ProfileRepository
import Profiles
import Replay
import Testing

/// Layers and values that are promoted without the rest of their profile.
@Suite struct SliceTests {
  private let fixture: ReplayFixture

  /// A profile in the making: layers by name with their values, variables with their defaults.
  struct Draft {
    var layers: [(name: String, values: String)] = [("a", "x: 1\ny: 1"), ("b", "x: 1\ny: 1")]
    var variables: [(name: String, value: String)] = []

    var document: ProfileDocument {
      get throws {
        let packs = layers.map { layer -> JSONValue in
          let values = JSONValue.string(JSONString(layer.values))
          return .object([
            "name": .string(JSONString(layer.name)), "layer": "addon", "values": values,
          ])
        }
        let variables = variables.map { variable -> JSONValue in
          .object([
            "name": .string(JSONString(variable.name)), "format": "string",
            "defaultValue": .string(JSONString(variable.value)),
          ])
        }
        let value = JSONValue.object([
          "metadata": .object(["name": "web"]),
          "spec": .object([
            "version": "1.0.0", "template": .object(["packs": .array(packs), "type": "add-on"]),
            "variables": .array(variables),
          ]),
        ])
        return try ProfileDocument(export: value.encoded(.indented), syntax: .json)
      }
    }

    subscript(name: String) -> String {
      get { layers.first { $0.name == name }?.values ?? "" }
      set {
        if let index = layers.firstIndex(where: { $0.name == name }) {
          layers[index].values = newValue
        }
      }
    }
  }

  init() throws {
    fixture = try ReplayFixture()
    try commit(Draft(), "start")
    try fixture.replay(from: "dev", to: "staging")
  }

  private func commit(_ draft: Draft, _ message: String, to environment: String = "dev") throws {
    let prepared = try PreparedDocument(draft.document)
    let details = try Change.Details(
      message: message, author: ReplayFixture.person("Ada", seconds: 1000))
    _ = try fixture.repository.write(
      to: EnvironmentName(environment), as: fixture.operation(), reason: "test"
    ) { change throws(RepositoryError) in _ = try change.put(prepared, in: .tenant, details) }
  }

  private func request(
    _ layers: [String], _ paths: [String] = [], to target: String = "staging",
    overwrites: Bool = false
  ) throws -> ReplayRequest {
    let snapshot = try fixture.snapshot("dev")
    var request = try ReplayRequest(
      kind: .promotion, source: snapshot, entries: [snapshot.find(ProfileSelector("web"))],
      target: EnvironmentName(target), scope: nil, landing: Landing(overwrites: overwrites))
    request.slice = try ProfileSlice(
      layers: layers.map(LayerPattern.init), paths: paths.map { try ValuesPathPattern($0) })
    return request
  }

  @discardableResult
  private func take(
    _ layers: [String], _ paths: [String] = [], to target: String = "staging",
    overwrites: Bool = false, dryRun: Bool = false
  ) throws -> ReplayResult {
    var replay = Replay(in: fixture.repository, as: try fixture.operation())
    return try replay.run(
      request(layers, paths, to: target, overwrites: overwrites), dryRun: dryRun)
  }

  private func words(_ result: ReplayResult) -> [String] { ReplayFixture.words(result) }

  private func document(_ environment: String = "staging") throws -> ProfileDocument {
    let snapshot = try fixture.snapshot(environment)
    return try snapshot.document(snapshot.find(ProfileSelector("web")))
  }

  private func layers(_ environment: String = "staging") throws -> [String] {
    try document(environment).profile.layers.map { "\($0.identity.pack): \($0.values)" }
  }

  private func state() throws -> [String] {
    try Standings.along(
      [EnvironmentName("dev"), EnvironmentName("staging")], in: fixture.repository)[0].profiles
      .map { "\($0.state.rawValue) \($0.pending.count)" }
  }

  @Test func `one layer comes, the rest follows with the promotion`() throws {
    var draft = Draft()
    draft["a"] = "x: 2\ny: 1"
    draft["b"] = "x: 1\ny: 2"
    try commit(draft, "two")
    #expect(try words(take(["a"], dryRun: true)) == ["sliced"])
    #expect(try words(take(["a"])) == ["sliced"])
    #expect(try layers() == ["a: x: 2\ny: 1", "b: x: 1\ny: 1"])
    let commit = try fixture.snapshot("staging").history()[0]
    #expect(commit.message.subject == "Take addon a of web 1.0.0")
    #expect(try commit.message.lineage.slicedFrom?.commit == fixture.snapshot("dev").commit.id)
    #expect(commit.message.lineage.replayedFrom == nil)
    #expect(try state() == ["behind 1"])
    #expect(try words(take(["a"])) == ["contained"])
    #expect(ReplayFixture.words(try fixture.replay(from: "dev", to: "staging")) == ["merged 1"])
    #expect(try document() == draft.document)
    #expect(try state() == [])
    try fixture.expectSound()
  }

  @Test func `values alone come by path, line by line`() throws {
    var draft = Draft()
    draft["a"] = "# about x\nx: 2  # two\ny: 2\nz:\n  deep: 1\n  list: [1, 2]"
    try commit(draft, "two")
    #expect(try words(take(["a"], ["x"])) == ["sliced"])
    #expect(try layers()[0] == "a: # about x\nx: 2  # two\ny: 1")
    #expect(try words(take(["addon a"], ["z.deep"])) == ["sliced"])
    #expect(try layers()[0] == "a: # about x\nx: 2  # two\ny: 1\nz:\n  deep: 1")
    #expect(try words(take(["a"], ["**"])) == ["sliced"])
    #expect(try document() == draft.document)
    #expect(try words(take(["a"], ["y"])) == ["equal"])
    try fixture.expectSound()
  }

  @Test func `what is not there, or cannot be taken alone, is said and nothing is written`()
    throws
  {
    var draft = Draft()
    draft["a"] = "x: {p: 1, q: 1}\ny: 1"
    draft.layers.append(("c", "z: 1"))
    try commit(draft, "flow")
    try take(["a"])
    draft["a"] = "x: {p: 2, q: 2}\ny: 1"
    try commit(draft, "flow two")
    let before = try fixture.snapshot("staging").commit.id
    for (layers, paths, code) in [
      (["nope"], [], RepositoryError.Code.notFound), (["a"], ["nope"], .notFound),
      (["c"], ["z"], .notFound), (["a"], ["x.p"], .conflict),
    ] {
      let error = #expect(throws: RepositoryError.self) { try take(layers, paths) }
      #expect(error?.code == code)
    }
    let gone = #expect(throws: RepositoryError.self) { try take(["a"], to: "prod") }
    #expect(
      gone?.detail == "'prod' has no 'tenant/web@1.0.0' for a slice to go into")
    #expect(try fixture.snapshot("staging").commit.id == before)
    try fixture.expectSound()
  }

  @Test func `variables that the slice refers to come along, others stay`() throws {
    var draft = Draft()
    draft["a"] = "x: \"{{.spectro.var.region}}\"\ny: 1"
    draft["b"] = "x: \"{{.spectro.var.zone}}\"\ny: 1"
    draft.variables = [
      ("zone", "1"), ("region", "{{.spectro.var.country}}"), ("country", "de"), ("city", "x"),
    ]
    try commit(draft, "variables")
    let result = try take(["a"], ["x"])
    guard case .sliced(let sliced) = result.outcomes[0].verdict else {
      Issue.record("not taken: \(words(result))")
      return
    }
    #expect(sliced.variables == ["region", "country"])
    #expect(try document().profile.variables.map(\.name) == ["region", "country"])
    #expect(try words(take(["b"])) == ["sliced"])
    #expect(try document().profile.variables.map(\.name) == ["zone", "region", "country"])
    try fixture.expectSound()
  }

  @Test func `a pack that the slice refers to and the target lacks is a finding`() throws {
    var draft = Draft()
    draft["a"] = "x: \"{{.spectro.pack.c.z}}\"\ny: 1"
    draft.layers.append(("c", "z: 1"))
    try commit(draft, "pack")
    let result = try take(["a"])
    #expect(result.outcomes[0].findings.map(\.code).contains(.missingLayer))
    #expect(result.isRefused && result.before == result.after)
    #expect(try words(take(["a", "c"])) == ["sliced"])
    #expect(try document() == draft.document)
    try fixture.expectSound()
  }

  @Test func `a hot-fix in the slice is merged or conflicts; overwriting replaces the slice alone`()
    throws
  {
    var hot = Draft()
    hot["a"] = "x: 9\ny: 1"
    hot["b"] = "x: 9\ny: 1"
    try commit(hot, "fix", to: "staging")
    var draft = Draft()
    draft["a"] = "x: 2\ny: 2"
    draft["b"] = "x: 2\ny: 2"
    try commit(draft, "two")
    #expect(try words(take(["a"])) == ["changed-in-target 5"])
    #expect(try words(take(["a"], ["y"])) == ["sliced"])
    #expect(try layers() == ["a: x: 9\ny: 2", "b: x: 9\ny: 1"])
    #expect(try state() == ["hot-fixed 1"])
    #expect(try words(take(["a"], overwrites: true)) == ["sliced"])
    #expect(try layers() == ["a: x: 2\ny: 2", "b: x: 9\ny: 1"])
    #expect(
      ReplayFixture.words(try fixture.replay(from: "dev", to: "staging"))
        == ["changed-in-target 5"])
    try fixture.expectSound()
  }

  @Test func `what the source changes after a slice is no conflict, and a slice is undone`()
    throws
  {
    var draft = Draft()
    draft["a"] = "x: 2\ny: 1"
    draft["b"] = "x: 1\ny: 2"
    try commit(draft, "two")
    try take(["a"])
    draft["a"] = "x: 3\ny: 1"
    draft["b"] = "x: 1\ny: 3"
    try commit(draft, "three")
    try take(["a"])
    #expect(try layers() == ["a: x: 3\ny: 1", "b: x: 1\ny: 1"])
    try fixture.undo()
    #expect(try layers() == ["a: x: 2\ny: 1", "b: x: 1\ny: 1"])
    #expect(try state() == ["behind 2"])
    draft["a"] = "x: 4\ny: 1"
    try commit(draft, "four")
    let result = try fixture.replay(from: "dev", to: "staging")
    #expect(!result.isRefused, "\(words(result))")
    #expect(try document() == draft.document)
    try fixture.expectSound()
  }

  @Test func `a plan carries the slice, and is bound to it`() throws {
    var draft = Draft()
    draft["a"] = "x: 2\ny: 2"
    draft["b"] = "x: 2\ny: 2"
    try commit(draft, "two")
    func plan(_ layers: [String], _ paths: [String] = []) throws -> Plan {
      let planned = try TargetRequest.replay(request(layers, paths), expecting: nil)
        .planned(in: fixture.repository)
      let operation = try Writing(committer: ReplayFixture.person("Grace"), plan: .drawn)
      let result = try planned.run(in: fixture.repository, as: operation)
      let plan = try Plan(
        of: [(request: planned, result: result)], file: nil, answers: nil, onError: .fail)
      return try Plan(#require(plan).json.encoded(.indented))
    }
    func apply(_ plan: Plan) throws -> ReplayResult {
      let request = try #require(plan.requests(in: fixture.repository, with: .init()).first)
      return try request.run(
        in: fixture.repository,
        as: Writing(
          committer: ReplayFixture.person("Grace"), plan: .applied(digest: plan.digest)))
    }
    let (value, layer) = (try plan(["a"], ["x"]), try plan(["b"]))
    #expect(value.digest != layer.digest)
    #expect(try words(apply(value)) == ["sliced"])
    #expect(try layers() == ["a: x: 2\ny: 1", "b: x: 1\ny: 1"])
    #expect(try apply(value).appliedBefore != nil)
    let stale = #expect(throws: RepositoryError.self) { try apply(layer) }
    #expect(stale?.code == .stalePlan)
    #expect(try words(apply(plan(["b"]))) == ["sliced"])
    #expect(try layers() == ["a: x: 2\ny: 1", "b: x: 2\ny: 2"])
    try fixture.expectSound()
  }

  /// Layers edited, added and removed at random, with variables that they alone refer to.
  private func edited(_ random: inout SplitMix) -> Draft {
    var draft = Draft()
    draft.layers = (0..<6).map { ("l\($0)", "x: 1\ny: 1\nz:\n  - name: p\n    v: 1") }
    var layers: [(name: String, values: String)] = []
    for (number, layer) in draft.layers.enumerated() {
      if Int.random(in: 0..<3, using: &random) == 0 {
        layers.append(("new\(number)", "fresh: \(Int.random(in: 0..<9, using: &random))"))
      }
      switch Int.random(in: 0..<4, using: &random) {
      case 0: break
      case 1:
        layers.append((layer.name, layer.values + "\nv: \"{{.spectro.var.v\(number)}}\""))
        draft.variables.append(("v\(number)", "\(Int.random(in: 0..<9, using: &random))"))
      case 2:
        layers.append(
          (
            layer.name,
            "x: \(Int.random(in: 0..<9, using: &random))\ny: 1\n# more\nz:\n  - name: q\n    v: 2"
          ))
      default: layers.append(layer)
      }
    }
    if layers.isEmpty { layers = draft.layers }
    draft.layers = layers
    return draft
  }

  @Test(arguments: 0..<8)
  func `slices of all layers, in any order, are the whole promotion`(_ seed: UInt64) throws {
    var random = SplitMix(state: seed &+ 77)
    var start = Draft()
    start.layers = (0..<6).map { ("l\($0)", "x: 1\ny: 1\nz:\n  - name: p\n    v: 1") }
    try commit(start, "six")
    for environment in ["staging", "prod"] { try fixture.replay(from: "dev", to: environment) }
    let draft = edited(&random)
    try commit(draft, "edited")
    let names = Array(Set(start.layers.map(\.name) + draft.layers.map(\.name))).sorted()
    let orders = [names.shuffled(using: &random), names.shuffled(using: &random)]
    for (environment, order) in zip(["staging", "prod"], orders) {
      for name in order {
        let result = try take([name], to: environment)
        #expect(["sliced", "contained", "equal"].contains(words(result)[0]))
      }
      #expect(try document(environment) == draft.document)
    }
    #expect(ReplayFixture.words(try fixture.replay(from: "dev", to: "staging")) == ["equal"])
    try fixture.expectSound()
  }
}
