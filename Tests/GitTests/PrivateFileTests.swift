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
    for replacement in [PrivateFile.Replacement.atOnce, .afterRemoval] {
      try Data("old".utf8).write(to: URL(fileURLWithPath: path))
      try PrivateFile.write(Array("new".utf8), to: path, replacing: replacement)
      #expect(try mode("x") == 0o600)
    }
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

  @Test func `of several that make one file, one does, and the file is whole`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/key"
    let made = await withTaskGroup(of: Bool.self) { group in
      for number in UInt8(0)..<16 {
        group.addTask {
          (try? PrivateFile.create([UInt8](repeating: number, count: 32), at: path)) != nil
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(made == 1)
    let bytes = try PrivateFile.read(path, limit: 32)
    #expect(bytes == [UInt8](repeating: bytes[0], count: 32))
    #expect(try mode("key") == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["key"])
    let error = #expect(throws: GitError.self) { try PrivateFile.create([1], at: path) }
    #expect(error?.code == .exists)
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
    #expect(try run(["sh", "-c", "exec 1>&-; sleep 1000"], 0.2) == .late)
    #expect(throws: GitError.self) { try run(["/nonexistent/x"], 60) }
  }

  @Test func `past the deadline all that a command started is ended`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let script = "sleep 1000 & echo $! > '\(folder)/child'; exit 0"
    #expect(try CapturedProcess.run(["sh", "-c", script], seconds: 0.5, limit: 9) == .late)
    let child = try String(contentsOfFile: folder + "/child", encoding: .utf8).dropLast()
    let state = { try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8) }
    while let text = state(), !text.contains(") Z"), !text.contains(") X") { sched_yield() }
  }
}
