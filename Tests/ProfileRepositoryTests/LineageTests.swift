import CanonicalJSON
import Git
import Profiles
import Testing

@testable import ProfileRepository

@Suite struct LineageTests {
  private static let names: [JSONString] = [
    "web", "ML Ops", " lead", "trail ", "a@1.0.0", "projects/x/y", "tenant/z", "%", "%41", "a: b",
    "Profile: x", "\u{202E}bidi", "\u{200B}", "e\u{301}", "\u{E9}", "\u{301}first", "😀",
    "a\u{2028}b",
    "a#b", "\"quoted\"", "ends with \\",
  ]

  @Test(arguments: names)
  func `lineage comes back as it was written, whatever the name`(_ name: JSONString) throws {
    let version = try #require(ProfileVersion("1.2.3-rc.1+b"))
    let commit = try #require(ObjectID(hex: String(repeating: "ab", count: 20)))
    for scope in [Scope.tenant, .project("Pay & Co")] {
      let key = ProfileKey(scope: scope, name: name, version: version)
      let lineage = Lineage(
        profile: key, digest: "sha256:abc", source: name.string,
        replayedFrom: .init(commit: commit, key: key), allowedSecret: "for \(name)",
        planDigest: "sha256:cd", operation: "0123456789abcdef")
      let message = try CommitMessage("Subject\n\nBody: text\n", lineage: lineage)
      let read = CommitMessage(stored: message.stored)
      #expect(read == message)
      #expect(read.lineage.profile?.name.utf8 == name.utf8)
      #expect(read.lineage.replayedFrom?.key == key)
    }
  }

  @Test(arguments: ["pay", "a b", "..", "\u{301}x", "x@1.0.0", "projects"])
  func `a replay's origin comes back whatever the project's name`(_ project: String) throws {
    let key = ProfileKey(scope: .project(JSONString(project)), name: "web", version: .initial)
    let commit = try #require(ObjectID(hex: String(repeating: "12", count: 20)))
    let lineage = Lineage(profile: key, replayedFrom: .init(commit: commit, key: key))
    let message = try CommitMessage("x", lineage: lineage)
    #expect(CommitMessage(stored: message.stored).lineage == lineage)
  }

  @Test func `the block is the last paragraph and nothing in it can end a line`() throws {
    let key = ProfileKey(scope: .tenant, name: "a\u{2028}b\u{202E}", version: .initial)
    let lineage = Lineage(profile: key, source: "x\ny\u{1B}[2J", operation: "1")
    let message = try CommitMessage("Subject", lineage: lineage)
    #expect(
      message.stored == """
        Subject

        Profile: a%e2%80%a8b%e2%80%ae@1.0.0
        Scope: tenant
        Source: x%0ay%1b[2J
        Operation: 1

        """)
  }

  @Test func `only strata's own last block is read`() throws {
    let inside = CommitMessage(stored: "Subject\n\nProfile: x@1.0.0\nScope: tenant\n\nMore text.\n")
    #expect(inside.lineage == Lineage())
    #expect(inside.text == "Subject\n\nProfile: x@1.0.0\nScope: tenant\n\nMore text.")
    let mixed = CommitMessage(
      stored: "Subject\n\nProfile: x@1.0.0\nScope: tenant\nSigned-off-by: Eve\n")
    #expect(mixed.lineage == Lineage())
    let alone = CommitMessage(stored: "Profile: x@1.0.0\nScope: tenant\n")
    #expect(alone.lineage == Lineage())
  }

  @Test(arguments: [
    "Profile", "scope", "PROFILE-DIGEST", "Source", "replayed-from", "Operation", "Hold",
    "Allowed-Secret", "plan-digest",
  ])
  func `a message that brings such a trailer is refused`(_ key: String) {
    do throws(RepositoryError) {
      _ = try CommitMessage("Subject\n\n\(key): x\n\nBody", lineage: Lineage())
      Issue.record("took '\(key)'")
    } catch {
      #expect(
        error.detail
          == "cannot use this commit message: its line '\(key):' would look like one of Strata's "
          + "own trailers")
      #expect(error.hint == "give another message with '-m'; nothing was written")
    }
  }

  @Test(arguments: [
    ("", "it is blank"), (" \n\t\n", "it is blank"), ("a\u{0}b", "it contains a control character"),
    ("a\u{1B}b", "it contains a control character"), ("a\rb", "it contains a control character"),
    (String(repeating: "x", count: 65_537), "it is longer than 64 KiB"),
  ])
  func `a message that git or a terminal would trip over is refused`(_ text: String, _ why: String)
  {
    do throws(RepositoryError) {
      _ = try CommitMessage(text, lineage: Lineage())
      Issue.record("took it")
    } catch { #expect(error.detail == "cannot use this commit message: \(why)") }
  }

  @Test func `blank lines at the ends go, and what a person wrote between stays`() throws {
    let message = try CommitMessage("\n\n  Subject \r\n\r\n- one\r\n\n\n", lineage: Lineage())
    #expect(message.text == "  Subject \n\n- one")
    #expect(message.subject == "  Subject ")
    #expect(message.stored == "  Subject \n\n- one\n")
  }
}
