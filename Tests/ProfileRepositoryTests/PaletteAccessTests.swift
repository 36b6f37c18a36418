import Foundation
import ProfileRepository
import Profiles
import Testing

@Suite struct PaletteAccessTests {
  private let folder = NSTemporaryDirectory() + "strata-access-" + UUID().uuidString
  private var path: String { folder + "/new/strata/config.json" }
  private let address: PaletteAddress
  private let prod: EnvironmentName

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    address = try PaletteAddress("https://api.example.com")
    prod = try EnvironmentName("prod")
  }

  private func configuration() throws -> UserConfiguration {
    try UserConfiguration(at: path, home: nil)
  }

  private func access(_ repository: String?, _ source: String) throws -> PaletteAccess {
    PaletteAccess(
      environment: prod, repository: repository, address: address,
      key: try #require(PaletteAccess.KeySource(source)))
  }

  private func detail(_ body: () throws -> some Any) -> String {
    do {
      _ = try body()
      return "taken"
    } catch { return (error as? RepositoryError)?.detail ?? "\(error)" }
  }

  @Test func `an access is written to a file that is ours alone, and found again`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try configuration().write(try access(nil, "env:SHARED"))
    try configuration().write(try access("/r.git", "file:/k"))
    try configuration().write(try access("/r.git", "env:OWN"))
    let read = try configuration()
    #expect(read.palettes.count == 2)
    #expect(try read.access(to: address, of: prod, in: "/r.git").key.description == "env:OWN")
    #expect(try read.access(to: address, of: prod, in: "/else").key.description == "env:SHARED")
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test func `a branch that names another Palette gets no key`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try configuration().write(try access("/r.git", "env:KEY"))
    let other = try PaletteAddress("https://evil.example")
    #expect(
      detail { try configuration().access(to: other, of: prod, in: "/r.git") }
        == "the branch says that the Palette of 'prod' is https://evil.example, and your key is for "
        + "https://api.example.com")
  }

  @Test func `a source that gives nothing says why, and nothing of what stands there`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let variable = try access(nil, "env:KEY")
    #expect(
      detail { try variable.readKey { _ in nil } }
        == "no key for the Palette of 'prod': the variable 'KEY' is not set")
    #expect(try variable.readKey { _ in Array("k".utf8) } == "k")
    let file = folder + "/key"
    try Data("s3cr3t".utf8).write(to: URL(fileURLWithPath: file))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
    let named = try access(nil, "file:" + file)
    #expect(detail { try named.readKey { _ in nil } }.contains("others may use it"))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    #expect(try named.readKey { _ in nil } == "s3cr3t")
  }

  @Test(arguments: ["", "s3cr3t", "env:", "env:1X", "file:relative", "cmd:x", "prompt:"])
  func `what is no source is refused`(_ text: String) {
    #expect(PaletteAccess.KeySource(text) == nil)
  }
}
