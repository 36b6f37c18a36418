import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Replay
import Testing

/// One row a finding: the dry run, the real run, the import of a file and the validation say the same.
@Suite struct FindingTableTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let code: ValidationFinding.Code
    let severity: ValidationFinding.Severity
    var type = "add-on"
    var cloud = "all"
    var packs = [Self.pack()]
    var variables = ""
    var facts = Self.everything
    var scope = Scope.tenant
    var registries: [RegistryMapping] = []

    var testDescription: String { "\(severity.rawValue) \(code.rawValue)" }

    static func pack(
      _ name: String = "nginx", kind: String = "addon", version: String = "1.9.4",
      type: String = "oci", registry: String = "Public", values: String = "a: 1"
    ) -> String {
      #"{"name":"\#(name)","layer":"\#(kind)","type":"\#(type)","version":"\#(version)","#
        + #""values":"\#(values)","registry":{"metadata":{"name":"\#(registry)","uid":"u1"}}}"#
    }

    /// Nothing is missing for `pack()`.
    static let everything = facts()

    static func facts(
      packs: String = #"{"nginx":{"Public":["1.9.4"]}}"#,
      registries: String = #"{"Public":{"uid":"u1","kind":"oci"}}"#,
      macros: String = #"{"system":[],"tenant":["proxy"],"projects/pay":["proxy"]}"#
    ) -> String {
      #"{"packs":\#(packs),"registries":\#(registries),"macros":\#(macros),"projects":["pay"]}"#
    }

    var export: String {
      let list = packs.joined(separator: ",")
      return #"{"metadata":{"name":"web"},"spec":{"variables":[\#(variables)],"template":{"#
        + #""type":"\#(type)","cloudType":"\#(cloud)","packs":[\#(list)]}}}"#
    }
  }

  /// What depends on the document and the facts alone; the verdicts have tests of their own below.
  static let rows: [Row] = [
    Row(code: .couldNotCheck, severity: .warning, facts: #"{"projects":[]}"#),
    Row(code: .unknownProject, severity: .error, scope: .project("pai")),
    Row(code: .profileType, severity: .warning, type: "addon"),
    Row(
      code: .cloudType, severity: .error, type: "infra",
      packs: ["os", "k8s", "cni", "csi"].map { Row.pack($0, kind: $0, type: "manifest") }),
    Row(code: .layerRule, severity: .error, packs: [Row.pack(kind: "cni")]),
    Row(
      code: .layerRule, severity: .warning, type: "infra", cloud: "aws",
      packs: ["os", "k8s", "cni"].map { Row.pack($0, kind: $0, type: "manifest") }),
    Row(code: .unknownPack, severity: .error, packs: [Row.pack("nginz")]),
    Row(code: .unknownPackVersion, severity: .error, packs: [Row.pack(version: "1.9.5")]),
    Row(
      code: .unknownRegistry, severity: .error,
      registries: [RegistryMapping(.pack("nginx"), to: "Publik")]),
    Row(
      code: .otherRegistry, severity: .warning,
      facts: Row.facts(packs: #"{"nginx":{"Corp":["1.9.4"]}}"#)),
    Row(
      code: .severalRegistries, severity: .error,
      facts: Row.facts(packs: #"{"nginx":{"Corp":["1.9.4"],"Mirror":["1.9.4"]}}"#)),
    Row(
      code: .registryKind, severity: .warning,
      facts: Row.facts(registries: #"{"Public":{"uid":"u1","kind":"helm"}}"#)),
    Row(
      code: .undefinedMacro, severity: .error,
      packs: [Row.pack(values: "a: '{{.spectro.macro.gone}}'")]),
    Row(
      code: .shadowedMacro, severity: .warning,
      packs: [Row.pack(values: "a: '{{.spectro.macro.proxy}}'")], scope: .project("pay")),
    Row(
      code: .undeclaredVariable, severity: .error,
      packs: [Row.pack(values: "a: '{{.spectro.var.gone}}'")]),
    Row(
      code: .variableDefault, severity: .error, variables: #"{"name":"size","immutable":true}"#),
    Row(
      code: .variableOptions, severity: .error,
      variables: #"{"name":"size","inputType":"dropdown"}"#),
    Row(
      code: .variableFormat, severity: .error,
      variables: #"{"name":"size","format":"number","defaultValue":"many"}"#),
    Row(code: .maskToFill, severity: .warning, packs: [Row.pack(values: "a: '********'")]),
  ]

  private let fixture: ReplayFixture

  init() throws { fixture = try ReplayFixture() }

  private func said(_ result: ReplayResult) -> [String] {
    ReplayFixture.words(result)
      + result.outcomes.flatMap(\.findings).map { "\($0.severity.rawValue) \($0.code.rawValue)" }
  }

  @Test(arguments: rows)
  func `every door says the same of a finding, and an error keeps the branch where it was`(
    _ row: Row
  ) throws {
    let document = try ProfileDocument(export: Array(row.export.utf8), syntax: .json)
    _ = try fixture.repository.write(
      to: EnvironmentName("dev"), as: fixture.operation(), reason: "commit"
    ) { change throws(RepositoryError) in
      _ = try change.put(PreparedDocument(document), in: .tenant)
    }
    for environment in ["staging", "prod"] { try fixture.know(row.facts, of: environment) }
    let landing = Landing(registries: row.registries)
    let dev = try fixture.snapshot("dev")
    let replay = TargetRequest.replay(
      ReplayRequest(
        kind: .import, source: dev, entries: try dev.entries(),
        target: try EnvironmentName("staging"), scope: row.scope, landing: landing), expecting: nil)
    let file = TargetRequest.file(
      FileImport(
        document: document, source: "web.json", target: try EnvironmentName("prod"),
        scope: row.scope, landing: landing))
    let verdict = row.severity == .error ? "invalid" : "written 1"
    for request in [replay, file] {
      let before = try fixture.snapshot(request.target.text).commit.id
      let doors = [
        try request.validation(in: fixture.repository, as: fixture.operation()),
        try request.run(in: fixture.repository, as: fixture.operation(), dryRun: true),
        try request.run(in: fixture.repository, as: fixture.operation()),
      ].map(said)
      #expect(doors[0] == [verdict, row.testDescription])
      #expect(doors[1] == doors[0] && doors[2] == doors[0])
      let after = try fixture.snapshot(request.target.text).commit.id
      #expect((after == before) == (row.severity == .error))
    }
    try fixture.expectSound()
  }

  @Test func `every finding has a row, or a test of its own`() {
    let verdicts: Set<ValidationFinding.Code> = [.duplicateVersion, .changedInTarget, .held]
    let constraints: Set<ValidationFinding.Code> = [
      .requiredPack, .packRange, .unsupportedPack, .packUpgrade,
    ]
    let variables: Set<ValidationFinding.Code> = [.variableName, .variableInput, .variablePattern]
    let slices: Set<ValidationFinding.Code> = [.missingLayer]
    let elsewhere = verdicts.union(constraints).union(variables).union(slices)
    let covered = Set(Self.rows.map(\.code)).union(elsewhere)
    #expect(covered == Set(ValidationFinding.Code.allCases))
  }

  @Test func `duplicates, conflicts and holds are found alike`() throws {
    let request = { () throws -> TargetRequest in
      let dev = try fixture.snapshot("dev")
      return .replay(
        ReplayRequest(
          kind: .import, source: dev, entries: try dev.entries(),
          target: try EnvironmentName("staging"), scope: nil), expecting: nil)
    }
    let doors = { () throws -> Set<[String]> in
      let before = try fixture.snapshot("staging").commit.id
      let said = [
        try request().validation(in: fixture.repository, as: fixture.operation()),
        try request().run(in: fixture.repository, as: fixture.operation(), dryRun: true),
        try request().run(in: fixture.repository, as: fixture.operation()),
      ].map { self.said($0).filter { $0 != "warning could-not-check" } }
      #expect(try fixture.snapshot("staging").commit.id == before)
      return Set(said)
    }
    try fixture.commit(1)
    try fixture.commit(7, to: "staging")
    #expect(try doors() == [["duplicate-name-and-version 3", "error duplicate-version"]])
    try fixture.remove("web", from: "staging")
    try fixture.replay(from: "dev", to: "staging")
    try fixture.commit(8, to: "staging")
    try fixture.commit(2)
    #expect(try doors() == [["changed-in-target 5", "error changed-in-target"]])
    try fixture.hold("web", in: "staging")
    #expect(try doors() == [["held 5", "error held"]])
    try fixture.expectSound()
  }
}
