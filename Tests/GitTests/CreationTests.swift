import Foundation
import Testing

@testable import Git

@Suite struct CreationTests {
  let folder = NSTemporaryDirectory() + "git-tests-" + UUID().uuidString

  @Test func `a new repository is what git expects`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let repository = try Repository.create(
      at: folder + "/new/r.git", config: [("user.name", #"A "B" \ C"#)])
    let read = { (key: String) in try Command.run("git", "-C", repository.path, "config", key) }
    #expect(try read("core.bare") == "true\n")
    #expect(try read("transfer.unpackLimit") == "1\n")
    #expect(try read("user.name") == "A \"B\" \\ C\n")
    #expect(try repository.symbolicReference("HEAD") == "refs/heads/main")
    #expect(try repository.reference("HEAD") == nil)
    #expect(try Folder.list(folder + "/new") == ["r.git"])
  }

  @Test func `what is there is not touched, and said`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Folder.create(folder + "/full")
    try DurableFile.write([1], to: folder + "/full/file")
    _ = try Repository.create(at: folder + "/r.git")
    for (name, reason) in [
      ("full", "the folder is not empty"), ("r.git", "there is a repository already"),
      ("full/file", "a file is there"),
    ] {
      do throws(GitError) {
        _ = try Repository.create(at: folder + "/" + name)
        Issue.record("'\(name)' was taken")
      } catch {
        #expect(error.code == .exists)
        #expect(error.detail == reason)
      }
    }
    try Folder.create(folder + "/empty")
    _ = try Repository.create(at: folder + "/empty")
  }

  @Test func `what a killed creation left is no obstacle`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for count in 0...RepositoryLayout.folders.count {
      let draft = folder + "/.r\(count).git.strata-init"
      try Folder.create(draft)
      for name in RepositoryLayout.folders.prefix(count) { try Folder.create(draft + "/" + name) }
      try DurableFile.write([], to: draft + "/HEAD.1-1.tmp")
      _ = try Repository.create(at: "\(folder)/r\(count).git")
      #expect(!Folder.exists(draft))
    }
  }

  @Test func `what is no bare repository is not opened, and nothing above is searched`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let repository = try Repository.create(at: folder + "/r.git")
    for path in [folder, folder + "/none", repository.path + "/refs"] {
      do throws(GitError) {
        _ = try Repository.open(at: path)
        Issue.record("'\(path)' was opened")
      } catch {
        #expect(error.code == .notFound)
      }
    }
  }

  @Test func `another user's repository is refused in one clear sentence`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try Repository.create(at: folder + "/r.git")
    guard Machine.userName == "root" else { return }
    try Command.run("chown", "-R", "12345", folder + "/r.git")
    do throws(GitError) {
      _ = try Repository.open(at: folder + "/r.git")
      Issue.record("it was opened")
    } catch {
      #expect(error.code == .foreignOwner)
      #expect(error.detail.contains("belongs to user 12345"))
    }
  }
}

@Suite struct SignatureTests {
  @Test(arguments: [
    ("", "a@b"), ("  ", "a@b"), ("Ada\nX", "a@b"), ("Ada\u{0}", "a@b"), ("Ada\u{1B}[1m", "a@b"),
    ("A<da", "a@b"), ("Ada", "a@b>"), ("Ada", ""), (String(repeating: "x", count: 201), "a@b"),
    ("\u{2028}", "a@b"), ("Ada\u{85}", "a@b"),
  ])
  func `what would make a malformed commit is refused`(name: String, email: String) {
    #expect(throws: GitError.self) { try Signature(name: name, email: email, seconds: 0) }
  }

  @Test func `the usual form is read and written`() throws {
    let signature = try Signature.parse("Ada L <ada@x.org>", seconds: 5, offsetMinutes: -210)
    #expect(signature.line == "Ada L <ada@x.org> 5 -0330")
    #expect(Signature.stored(Array(signature.line.utf8)[...]) == signature)
    #expect(throws: GitError.self) { try Signature.parse("Ada") }
  }
}

@Suite struct FileTests {
  let folder = NSTemporaryDirectory() + "git-tests-" + UUID().uuidString

  @Test func `a file is written whole or not at all`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Folder.create(folder)
    try DurableFile.write([1, 2], to: folder + "/f")
    try DurableFile.write([3], to: folder + "/f", mode: 0o600)
    try DurableFile.append([4], to: folder + "/f")
    #expect(try DurableFile.read(folder + "/f", limit: 2) == [3, 4])
    #expect(throws: GitError.self) { try DurableFile.write([1], to: folder) }
    #expect(throws: GitError.self) { try DurableFile.write([1], to: folder + "/none/f") }
    #expect(try Folder.list(folder) == ["f"])
  }

  @Test func `limits are kept for files and for endless devices`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Folder.create(folder)
    try DurableFile.write([1, 2, 3], to: folder + "/f")
    for path in [folder + "/f", "/dev/zero"] {
      do throws(GitError) {
        _ = try DurableFile.read(path, limit: 2)
        Issue.record("it was read")
      } catch {
        #expect(error.code == .tooLarge)
      }
    }
    do throws(GitError) {
      _ = try DurableFile.read(folder, limit: 2)
    } catch {
      #expect(error.detail == "it is a folder")
    }
  }
}
