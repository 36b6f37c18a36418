import Profiles
import Testing

@Suite struct VersionTests {
  @Test func `versions are ordered by precedence, as semver.org has it`() throws {
    let texts = [
      "0.0.1", "0.1.0", "0.9.9", "1.0.0-0", "1.0.0-1", "1.0.0-10", "1.0.0-alpha", "1.0.0-alpha.1",
      "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0",
      "1.0.0+a", "1.0.0+b", "1.0.1", "1.2.0", "1.10.0", "2.0.0", "10.0.0",
      "18446744073709551615.0.0",
    ]
    let versions = try texts.map { try #require(ProfileVersion($0), "\($0)") }
    for (index, left) in versions.enumerated() {
      for (other, right) in versions.enumerated() {
        #expect((left < right) == (index < other), "\(left) \(right)")
        #expect((left == right) == (index == other))
      }
    }
    #expect(versions.shuffled().sorted().map(\.description) == texts)
  }

  @Test(arguments: [
    "1.0.0", "1.2.3-a-b.0.x+001.sha", "0.0.0", "1.0.0--", "1.0.0-x-y-z.--", "1.0.0+0.build.01",
  ])
  func `a strict version is read and written back`(_ text: String) {
    #expect(ProfileVersion(text)?.description == text)
  }

  @Test(arguments: [
    "", "1", "1.2", "v1.2.3", "1.2.3.4", "01.2.3", "1.02.3", "1.2.3-01", "1.2.3-", "1.2.3+",
    "1.2.3-a..b", "1.2.3+a+b", "1.2.3-ä", "1.2.3 ", " 1.2.3", "-1.2.3", "1.-2.3", "1.2.x",
    "18446744073709551616.0.0", "１.2.3", "1.2.3\n", "1..3", "+1.2.3",
  ])
  func `anything else is no version`(_ text: String) {
    #expect(ProfileVersion(text) == nil)
  }

  @Test func `a version longer than 200 bytes is refused`() {
    #expect(ProfileVersion("1.0.0-" + String(repeating: "a", count: 194)) != nil)
    #expect(ProfileVersion("1.0.0-" + String(repeating: "a", count: 195)) == nil)
  }
}
