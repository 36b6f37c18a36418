import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Testing

@Suite struct ValueBlameTests {
  private let fixture: RepositoryFixture

  init() throws { fixture = try RepositoryFixture() }

  private func blame(
    _ layer: String? = nil, _ path: String? = nil, in environment: String = "dev"
  ) throws -> [String] {
    let snapshot = try fixture.repository.snapshot(of: EnvironmentName(environment))
    let entry = try snapshot.find(ProfileSelector("web"))
    let selection = try snapshot.selection(of: entry, layer: layer, path: path)
    let blame = try snapshot.blame(entry, selecting: selection)
    return blame.items.map { item in
      let origin = blame.origins[item.origin]
      let from = origin.replayed.map { " from \($0.environment.map { "\($0)" } ?? "?")" }
      return "\(item.value.place.path): \(origin.entry.message.subject)\(from.joined())"
    }
  }

  @Test func `a commit that git made sets values too`() throws {
    try fixture.commit(RepositoryFixture.document(1))
    let text = String(decoding: try RepositoryFixture.document(2).stored, as: UTF8.self)
    try fixture.foreignCommit(["tenant/profiles/web/1.0.0.json": text], message: "By hand")
    try fixture.commit(RepositoryFixture.document(1, name: "other"))
    #expect(try blame("nginx") == ["a: By hand", "b: Add web 1.0.0"])
    #expect(try blame(nil, "version") == ["version: Add web 1.0.0"])
  }

  @Test func `a replay is followed to the commit that it was made from`() throws {
    let source = try fixture.commit(RepositoryFixture.document(1))
    let key = ProfileKey(scope: .tenant, name: "web", version: .initial)
    try fixture.commit(
      RepositoryFixture.document(1), to: "staging",
      .init(replayedFrom: Lineage.Replayed(commit: source, key: key)))
    #expect(
      try blame("nginx", "a", in: "staging") == ["a: Add web 1.0.0 from dev"])
  }

  @Test func `the log of a value leaves out what only writes it otherwise`() throws {
    try fixture.commit(RepositoryFixture.document(1))
    try fixture.commit(RepositoryFixture.document(2))
    let text = String(decoding: try RepositoryFixture.document(2).stored, as: UTF8.self)
      .replacing("a: 2", with: "a:   2  # two")
    try fixture.foreignCommit(["tenant/profiles/web/1.0.0.json": text], message: "By hand")
    let snapshot = try fixture.repository.snapshot(of: fixture.dev)
    let entry = try snapshot.find(ProfileSelector("web"))
    let selection = try snapshot.selection(of: entry, layer: "nginx", path: "a")
    let log = try snapshot.valueLog(entry, selecting: selection)
    #expect(log.map(\.entry.message.subject) == ["Update web 1.0.0", "Add web 1.0.0"])
    #expect(log.map { $0.steps.map(\.kind) } == [[.changed], [.added]])
    #expect(try snapshot.valueLog(entry, selecting: selection, limit: 1).count == 1)
  }
}
