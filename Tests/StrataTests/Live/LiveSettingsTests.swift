import FakePalette
import Foundation
import Testing

@Suite struct LiveSettingsTests {
  @Test func `the branch has the address, the user's own file the key's source, nobody the key`()
    async throws
  {
    let live = try await LiveBench()
    #expect(try live.bench.git("show", "env/prod:environment.json").contains(live.palette.address))
    let configuration = try live.configuration()
    #expect(configuration.contains("env:PALETTE_KEY"))
    #expect(configuration.contains(live.palette.address))
    #expect(!configuration.contains(FakePalette.key))
    #expect(try live.strata("env", "show", "prod").text.contains("palette \(live.palette.address)"))
    #expect(try live.strata("env", "set", "prod", "--no-palette").code == 0)
    let gone = try live.strata("drift", "prod")
    #expect(gone.code == 6)
    #expect(gone.errors.hasPrefix("error: 'prod' has no live Palette\n"))
    try live.bench.expectSound()
  }

  @Test func `whoever edits a branch cannot send a key elsewhere`() async throws {
    let live = try await LiveBench()
    let other = try await FakePalette()
    let attacker = ["STRATA_CONFIG": live.bench.folder["other.json"]]
    #expect(
      try live.strata(
        "env", "set", "prod", "--palette", other.address, "--api-key", "env:X", more: attacker
      ).code == 0)
    let refused = try live.strata("drift", "prod")
    #expect(refused.code == 4)
    #expect(
      refused.errors.hasPrefix(
        "error: the branch says that the Palette of 'prod' is \(other.address), and your key is for "
          + "\(live.palette.address)\n"))
    #expect(other.requests.isEmpty)
    #expect(live.palette.requests.isEmpty)
  }

  @Test func `a key on the command line is refused and not repeated`() async throws {
    let live = try await LiveBench()
    let refused = try live.strata(
      "env", "set", "prod", "--palette", live.palette.address, "--api-key", "plainkey4711")
    #expect(refused.code == 64)
    #expect(!refused.errors.contains("plainkey4711"))
  }

  @Test(arguments: ["http://api.example.com", "https://u:p@api.example.com", "api.example.com"])
  func `an address that a key could leak to is refused`(_ address: String) async throws {
    let live = try await LiveBench()
    let refused = try live.strata(
      "env", "set", "dev", "--palette", address, "--api-key", "env:PALETTE_KEY")
    #expect(refused.code == 64)
    #expect(!refused.errors.contains("u:p"))
  }

  @Test func `a key that is not known there is 4, nobody there is 7, no variable is 4`()
    async throws
  {
    let live = try await LiveBench()
    let wrong = try live.strata("drift", "prod", more: ["PALETTE_KEY": "wrong-key-1234"])
    #expect(wrong.code == 4)
    #expect(!wrong.errors.contains("wrong-key-1234"))
    #expect(try live.strata("drift", "prod", more: ["PALETTE_KEY": ""]).code == 4)
    await live.palette.stop()
    let json = try live.strata("drift", "prod", "--json")
    #expect(json.code == 7)
    #expect(try json.json()["error"]["code"].string == "unreachable")
  }

  @Test func `a key comes from a file that is its owner's alone`() async throws {
    let live = try await LiveBench()
    let file = try live.bench.folder.write(FakePalette.key + "\n", to: "key")
    #expect(
      try live.strata(
        "env", "set", "prod", "--palette", live.palette.address, "--api-key", "file:key"
      ).code == 0)
    #expect(try live.configuration().contains("file:\(file)"))
    let open = try live.strata("drift", "prod")
    #expect(open.code == 4)
    #expect(open.errors.contains("others may use it"))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    #expect(try live.strata("drift", "prod").code == 0)
  }
}
