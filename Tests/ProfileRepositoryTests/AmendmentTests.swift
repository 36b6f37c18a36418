import Git
import ProfileRepository
import Profiles
import Testing

/// A document goes back only over the one that it was made from.
@Suite struct AmendmentTests {
  private let fixture: RepositoryFixture
  private let base: ObjectID

  init() throws {
    fixture = try RepositoryFixture()
    try fixture.commit(RepositoryFixture.document(1))
    base = ObjectID(ofBlob: try RepositoryFixture.document(1).stored)
  }

  private func amend(
    _ number: Int, version: String = "1.0.0", replacing: ObjectID?, dryRun: Bool = false
  ) throws -> String {
    let document = try RepositoryFixture.document(number, version: version)
    var amendment = Amendment(of: document, replacing: replacing, in: fixture.dev, scope: .tenant)
    amendment.dryRun = dryRun
    let operation = try fixture.operation()
    do throws(RepositoryError) {
      switch try amendment.run(in: fixture.repository, as: operation) {
      case .committed(let key, _, _): return "committed \(key)"
      case .unchanged(let key): return "unchanged \(key)"
      case .failed(let error): return "failed \(error.detail)"
      }
    } catch {
      return error.detail
    }
  }

  @Test func `over the document that it was made from it lands, the same again makes no commit`()
    throws
  {
    #expect(try amend(2, replacing: base, dryRun: true) == "committed tenant/web@1.0.0")
    let before = try fixture.tip()
    #expect(try amend(1, replacing: base) == "unchanged tenant/web@1.0.0")
    #expect(try fixture.tip() == before)
    #expect(try amend(2, replacing: base) == "committed tenant/web@1.0.0")
    #expect(try amend(2, replacing: base) == "unchanged tenant/web@1.0.0")
    try fixture.expectSound()
  }

  @Test func `over anything else it is a conflict that writes nothing`() throws {
    try fixture.commit(RepositoryFixture.document(7))
    let before = try fixture.tip()
    #expect(
      try amend(2, replacing: base) == "'tenant/web@1.0.0' was changed in 'dev' meanwhile")
    #expect(
      try amend(2, replacing: nil) == "'dev' holds another document as 'tenant/web@1.0.0' already")
    #expect(
      try amend(2, version: "1.1.0", replacing: base)
        == "'tenant/web@1.1.0' was removed in 'dev' meanwhile")
    #expect(try fixture.tip() == before)
    #expect(try amend(2, version: "1.1.0", replacing: nil) == "committed tenant/web@1.1.0")
    try fixture.expectSound()
  }
}
