import Foundation
import Git
import Testing

@Suite struct PrivateFileTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "strata-private-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func refusal(_ name: String, limit: Int = 100) -> String? {
    do throws(GitError) {
      _ = try PrivateFile.read("\(folder)/\(name)", limit: limit)
      return nil
    } catch { return error.detail }
  }

  private func mode(_ name: String) throws -> Int? {
    let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
    return (attributes[.posixPermissions] as? NSNumber)?.intValue
  }

  @Test func `a file is its owner's alone, also where another one was`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/x"
    try Data("old".utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(refusal("x") == "others may use it; its mode must be 0600 or stricter")
    try PrivateFile.write(Array("new".utf8), to: path)
    #expect(try mode("x") == 0o600)
    #expect(try PrivateFile.read(path, limit: 3) == Array("new".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["x"])
    #expect(refusal("x", limit: 2) == "it is larger than 2 bytes")
  }

  @Test func `links and what is no plain file are not read and not written over`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try PrivateFile.write([1], to: folder + "/x")
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/link", withDestinationPath: folder + "/x")
    #expect(refusal("link") == "it is a symbolic link")
    #expect(refusal("") == "it is no plain file")
    #expect(throws: GitError.self) { try PrivateFile.write([2], to: folder + "/link") }
    #expect(throws: GitError.self) { try PrivateFile.write([2], to: "/dev/null") }
    #expect(try PrivateFile.read(folder + "/x", limit: 9) == [1])
  }

  @Test func `another's file is refused`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try PrivateFile.write([1], to: folder + "/x")
    guard geteuid() == 0 else { return }
    try FileManager.default.setAttributes([.ownerAccountID: 65_534], ofItemAtPath: folder + "/x")
    #expect(refusal("x") == "it belongs to another user")
  }

  @Test func `a command's output is read, and only that of one that went well`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let run = { (words: [String], seconds: Double) throws -> CapturedProcess.Outcome in
      try CapturedProcess.run(words, seconds: seconds, limit: 5)
    }
    #expect(try run(["printf", "%s", "a b;$x"], 60) == .tooMuch)
    #expect(try run(["printf", "%s", "$x;y"], 60) == .output(Array("$x;y".utf8)))
    #expect(try run(["cat"], 60) == .output([]))
    #expect(try run(["sh", "-c", "echo out; echo err >&2; exit 7"], 60) == .exited(7))
    #expect(try run(["sh", "-c", "kill -9 $$"], 60) == .killed(signal: 9))
    #expect(try run(["sleep", "1000"], 0) == .late)
    #expect(throws: GitError.self) { try run(["/nonexistent/x"], 60) }
  }
}
