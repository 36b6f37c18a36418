import Foundation
import ProfileRepository
import Profiles
import Testing

@Suite struct SecretSourcesTests {
  private let folder: String
  private var path: String { folder + "/config.json" }

  init() throws {
    folder = NSTemporaryDirectory() + "strata-sources-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func write(_ text: String, to name: String, mode: Int = 0o600) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: "\(folder)/\(name)")
  }

  private func refusal(_ text: String, mode: Int = 0o600) throws -> String {
    try write(text, to: "config.json", mode: mode)
    do throws(RepositoryError) {
      _ = try UserConfiguration(at: path, home: "/h")
      return "taken"
    } catch { return error.detail.replacing(path, with: "PATH") }
  }

  private func removeFolder() { try? FileManager.default.removeItem(atPath: folder) }

  @Test func `the configuration is where the environment says`() {
    let path = { (values: [String: String]) in UserConfiguration.path { values[$0] } }
    #expect(path([:]) == nil)
    #expect(path(["HOME": "/h"]) == "/h/.config/strata/config.json")
    #expect(path(["HOME": "/h", "XDG_CONFIG_HOME": "/x"]) == "/x/strata/config.json")
    #expect(path(["HOME": "/h", "XDG_CONFIG_HOME": "x"]) == "/h/.config/strata/config.json")
    #expect(path(["XDG_CONFIG_HOME": "/x", "STRATA_CONFIG": "c"]) == "c")
  }

  @Test func `a configuration that others could change is refused`() throws {
    defer { removeFolder() }
    let good = #"{"format": 1}"#
    #expect(try refusal(good) == "taken")
    #expect(try refusal(good, mode: 0o400) == "taken")
    for mode in [0o644, 0o640, 0o620, 0o602] {
      let detail = try refusal(good, mode: mode)
      #expect(detail.contains("others may use it; its mode must be 0600 or stricter"), "\(detail)")
    }
    try write(good, to: "real")
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: folder + "/real")
    do throws(RepositoryError) {
      _ = try UserConfiguration(at: path, home: nil)
      Issue.record("the link was followed")
    } catch { #expect(error.detail.contains("it is a symbolic link")) }
  }

  @Test func `a configuration is read strictly, and no error shows what stands in it`() throws {
    defer { removeFolder() }
    let start = "cannot read the configuration 'PATH': "
    #expect(try refusal("{") == start + "line 1, column 2: it is no JSON as Strata reads it")
    #expect(try refusal("{}") == start + "at format: must be 1")
    #expect(
      try refusal(#"{"format": 1, "command": {}}"#)
        == start + "unknown member 'command'; did you mean 'commands'?")
    #expect(
      try refusal(#"{"format": 1, "files": {"a": {"pth": "/x"}}}"#)
        == start + "at files.a: unknown member 'pth'; did you mean 'path'?")
    #expect(
      try refusal(#"{"format": 1, "files": {"a": {"path": "hunter2"}}}"#)
        == start + "at files.a.path: must begin with '/' or '~/'")
    for run in ["[]", #"["./x"]"#, #"[""]"#, #"["a/b"]"#] {
      #expect(
        try refusal(#"{"format": 1, "commands": {"a": {"run": \#(run)}}}"#)
          == start
          + "at commands.a.run: must be a list of words, first the program: a name, or a path from '/'"
      )
    }
    #expect(
      try refusal(#"{"format": 1, "commands": {"a": {"run": "x y"}}}"#)
        == start + "at commands.a.run: must be a list")
    #expect(
      try refusal(#"{"format": 1, "commands": {"a": {"run": ["x"], "seconds": 0}}}"#)
        == start + "at commands.a.seconds: must be from 1 to 600")
  }

  private func sources(_ text: String) throws -> SecretSources {
    try write(text, to: "config.json")
    return SecretSources(
      try UserConfiguration(at: path, home: folder),
      environment: {
        ["A": Array("x".utf8), "EMPTY": [], "BYTES": [0xFF], "MASK": Array("********".utf8)][$0]
      },
      prompt: { _ in .failure(.init("nobody is there")) })
  }

  /// `ok`, or why not.
  private func result(
    _ reference: FillReference, _ sources: inout SecretSources
  ) -> String {
    switch sources.secret(for: reference, at: "a place") {
    case .success: "ok"
    case .failure(let failure): failure.detail
    }
  }

  @Test func `each source gives its value, or says why not`() throws {
    defer { removeFolder() }
    try write("one\n", to: "one")
    try write(#"{"a": "x", "n": 1}"#, to: "two")
    try write("open", to: "open", mode: 0o644)
    var sources = try sources(
      """
      {"format": 1, "files": {"one": {"path": "~/one"}, "two": {"path": "\(folder)/two"},
        "open": {"path": "~/open"}, "gone": {"path": "~/gone"}},
       "commands": {"ok": {"run": ["echo", "hello"]}, "bad": {"run": ["sh", "-c", "echo hunter2 >&2; exit 3"]},
        "none": {"run": ["/nonexistent/x"]}, "silent": {"run": ["true"]}}}
      """)
    #expect(result(.environment("A"), &sources) == "ok")
    #expect(result(.environment("B"), &sources) == "the variable is not set")
    #expect(result(.environment("EMPTY"), &sources) == "gave nothing")
    #expect(result(.environment("BYTES"), &sources) == "gave no UTF-8 text")
    #expect(result(.environment("MASK"), &sources) == "gave a mask")
    #expect(result(.file("one", key: nil), &sources) == "ok")
    #expect(result(.file("two", key: "a"), &sources) == "ok")
    #expect(result(.file("two", key: "n"), &sources) == "the member is no string")
    #expect(
      result(.file("two", key: "z"), &sources) == "the file has no such member; did you mean '#a'?")
    #expect(result(.file("one", key: "a"), &sources) == "the file is no JSON object")
    #expect(
      result(.file("open", key: nil), &sources)
        == "the file cannot be read: others may use it; its mode must be 0600 or stricter")
    try FileManager.default.removeItem(atPath: folder + "/open")
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/open", withDestinationPath: folder + "/one")
    var again = sources
    #expect(
      result(.file("open", key: "a"), &again) == "the file cannot be read: it is a symbolic link")
    if geteuid() == 0 {
      try FileManager.default.setAttributes(
        [.ownerAccountID: 65_534], ofItemAtPath: folder + "/two")
      #expect(
        result(.file("two", key: nil), &again)
          == "the file cannot be read: it belongs to another user")
    }
    #expect(
      result(.file("gone", key: nil), &sources)
        == "the file cannot be read: there is no such file or folder")
    #expect(
      result(.file("on", key: nil), &sources)
        == "no file of this name in '\(path)'; did you mean 'one'?")
    #expect(result(.command("ok"), &sources) == "ok")
    #expect(result(.command("bad"), &sources) == "the command failed with 3")
    #expect(
      result(.command("none"), &sources)
        == "the command cannot be started: there is no such file or folder")
    #expect(result(.command("silent"), &sources) == "gave nothing")
    #expect(result(.prompt, &sources) == "nobody is there")
    #expect(result(.macro("x"), &sources) == "ok")
  }
}
