import Glibc
import Testing

@testable import Git

@Suite struct LockTests {
  let fixture: Fixture
  let first: ObjectID
  let second: ObjectID
  let lock: String

  init() throws {
    fixture = try Fixture()
    first = try fixture.commit(["a": "1"])
    second = try fixture.commit(["a": "2"], on: first)
    lock = fixture.path + "/" + Fixture.branch + ".lock"
  }

  private func leave(_ content: String, in file: String) throws {
    try DurableFile.write(Array(content.utf8), to: file)
  }

  @Test func `a lock that a killed Strata process left is taken over`() throws {
    let staged = fixture.path + "/strata/staging/ref.999-1"
    try leave(first.hex + "\n", in: staged)
    try Command.run("ln", staged, lock)
    try fixture.move(to: first, expecting: second, patience: 0)
    #expect(try fixture.repository.reference(Fixture.branch) == first)
    #expect(!Folder.exists(lock))
  }

  @Test func `so is one that was copied with its repository`() throws {
    try leave(first.hex + "\n", in: fixture.path + "/strata/staging/ref.999-1")
    try leave(first.hex + "\n", in: lock)
    try fixture.move(to: first, expecting: second, patience: 0)
    #expect(!Folder.exists(lock))
  }

  @Test func `a lock of a live process is waited for, then refused`() throws {
    let held = try ReferenceLock.take(
      Fixture.branch, value: first, in: fixture.repository, patience: 0)
    expectLocked { () throws(GitError) in
      try fixture.move(to: first, expecting: second, patience: 0.05)
    }
    #expect(Folder.exists(lock))
    withExtendedLifetime(held) {}
  }

  @Test(arguments: ["", "0123456789012345678901234567890123456789\n", "someone\n"])
  func `a lock of unknown owner stays`(content: String) throws {
    try leave(content, in: lock)
    expectLocked { () throws(GitError) in
      try fixture.move(to: first, expecting: second, patience: 0.02)
    }
    #expect(Folder.exists(lock))
    #expect(try fixture.repository.reference(Fixture.branch) == second)
    #expect(try fixture.repository.upkeep().unknownLocks == [lock])
  }

  @Test func `an ancient lock stays, and the message says its age and what to run`() throws {
    try leave("", in: lock)
    _ = try Command.run("touch", "-d", "2001-01-01", lock)
    do throws(GitError) {
      try fixture.move(to: first, expecting: second, patience: 0)
    } catch {
      #expect(error.detail.contains("'\(lock)'"))
      #expect(error.detail.contains(" s old"))
      #expect(error.hint?.contains("rm '\(lock)'") == true)
    }
  }

  @Test func `locks of packed-refs, HEAD and config do not stop a move`() throws {
    for name in ["packed-refs", "HEAD", "config"] {
      try leave("", in: fixture.path + "/\(name).lock")
    }
    try fixture.move(to: first, expecting: second, patience: 0)
    #expect(try fixture.repository.upkeep().unknownLocks.count == 3)
  }

  @Test func `the writers' lock is refused while another holds it, and its holder is named`() throws
  {
    let held = try WriterLock(repository: fixture.path, patience: 0)
    do throws(GitError) {
      try fixture.repository.withWriterLock(patience: 0.02) { () throws(GitError) in }
      Issue.record("the lock was given twice")
    } catch {
      #expect(error.code == .locked)
      #expect(error.detail.contains("process \(getpid()) on "))
    }
    held.release()
    try fixture.repository.withWriterLock(patience: 0) { () throws(GitError) in }
  }

  @Test(arguments: ["", "1 2 boot 3 otherhost\n", "nonsense"])
  func `what a dead holder wrote into the writers' lock means nothing`(content: String) throws {
    try leave(content, in: fixture.path + "/strata/lock")
    try fixture.repository.withWriterLock(patience: 0) { () throws(GitError) in }
  }

  @Test func `leftovers of a killed writer are completed or removed`() throws {
    let packs = fixture.path + "/objects/pack"
    let staging = fixture.path + "/strata/staging"
    let index = try #require(try Folder.list(packs).first { $0.hasSuffix(".idx") })
    _ = try Command.run("mv", packs + "/" + index, staging + "/\(index).1-1")
    try leave("half a pack", in: staging + "/pack-12.pack.1-1")
    try leave(second.hex + "\n", in: staging + "/ref.1-1")
    let report = try fixture.repository.upkeep()
    #expect(report.leftovers.count == 3)
    #expect(try Folder.list(staging).isEmpty)
    try fixture.expectSound()
  }

  private func expectLocked(_ body: () throws(GitError) -> Void) {
    do throws(GitError) {
      try body()
      Issue.record("it was not refused")
    } catch {
      #expect(error.code == .locked)
    }
  }
}
