import Testing

@testable import StrataServer

@Suite struct SessionTests {
  @Test func `a session ends after half an hour without a request`() {
    let sessions = Sessions()
    let id = sessions.begin(with: .user(name: "ada"), at: 0)
    #expect(sessions.session(id, at: 1_799, takesNotice: false) != nil)
    #expect(sessions.session(id, at: 1_799 + 1_799, takesNotice: false) != nil)
    #expect(sessions.session(id, at: 1_799 + 1_799 + 1_800, takesNotice: false) == nil)
  }

  @Test func `a session ends after twelve hours in any case`() {
    let sessions = Sessions()
    let id = sessions.begin(with: .user(name: "ada"), at: 0)
    for minute in stride(from: Int64(0), to: 720, by: 20) {
      #expect(sessions.session(id, at: minute * 60, takesNotice: false) != nil)
    }
    #expect(sessions.session(id, at: 720 * 60, takesNotice: false) == nil)
  }

  @Test func `a word for the next page is said once`() {
    let sessions = Sessions()
    let id = sessions.begin(with: .key(id: "1"), at: 0)
    sessions.leave(Notice(tone: .good, text: "Saved."), for: id)
    #expect(sessions.session(id, at: 1, takesNotice: true)?.notice?.text == "Saved.")
    #expect(sessions.session(id, at: 1, takesNotice: true)?.notice == nil)
  }

  @Test func `guessing a name from one address is slowed down there alone`() {
    let limit = SignInLimit()
    let (here, there) = (
      SignInLimit.Attempt(peer: "10.0.0.1", user: "ada"),
      SignInLimit.Attempt(peer: "10.0.0.2", user: "ada")
    )
    for _ in 0..<9 { limit.fail(here, at: 0) }
    #expect(limit.wait(here, at: 0) == nil)
    limit.fail(here, at: 10)
    #expect(limit.wait(here, at: 10) == 290)
    #expect(limit.wait(there, at: 10) == nil)
    #expect(limit.wait(here, at: 300) == nil)
  }

  @Test func `a password is known by its hash alone`() throws {
    let hash = try PasswordHash(of: Array("correct horse battery".utf8))
    #expect(hash.accepts(Array("correct horse battery".utf8)))
    #expect(!hash.accepts(Array("correct horse batterz".utf8)))
    #expect(try PasswordHash(of: Array("correct horse battery".utf8)).hash != hash.hash)
    #expect(hash.cost == PasswordHash.Cost(rounds: 32_768, blockSize: 8, parallelism: 3))
  }
}
