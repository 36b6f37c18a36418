import CanonicalJSON
import ProfileRepository
import Profiles
import Testing

@Suite struct AddressTests {
  @Test(arguments: [
    ("dev:web", "dev:tenant/web"), ("dev:tenant/web@1.2.0", "dev:tenant/web@1.2.0"),
    ("prod~2:projects/pay/web", "prod~2:projects/pay/web"),
    ("prod~:web", "prod~1:tenant/web"), ("dev~0:web", "dev:tenant/web"),
    ("3f7e2a1:tenant/x", "3f7e2a1:tenant/x"), ("dev:a@b", "dev:tenant/a@b"),
    ("dev:a@b@1.0.0", "dev:tenant/a@b@1.0.0"), ("dev:a@1.0", "dev:tenant/a@1.0"),
    ("dev:a:b", "dev:tenant/a:b"), ("dev:a/b", "dev:tenant/a/b"), ("dev:a b", "dev:tenant/a b"),
    ("dev:web@1.0.0-rc.1+x", "dev:tenant/web@1.0.0-rc.1+x"),
    ("dev:projects/pay/a/b@1.0.0", "dev:projects/pay/a/b@1.0.0"),
    ("dev:tenant/projects/x/y", "dev:tenant/projects/x/y"),
  ])
  func `an address is read`(_ text: String, _ wanted: String) throws {
    let address = try Address(text)
    #expect(address.description == wanted)
    #expect(try Address(wanted) == address)
  }

  @Test(arguments: [
    ("web", "cannot read the address 'web': it has no ':'"),
    ("dev~x:web", "cannot read the revision 'dev~x': after '~' comes a number"),
    ("dev~-1:web", "cannot read the revision 'dev~-1': after '~' comes a number"),
    ("dev:", "cannot read a profile's name from '': the name is blank"),
    ("dev:@1.0.0", "cannot read a profile's name from '@1.0.0': the name is blank"),
    ("dev:tenant/", "cannot read a profile's name from 'tenant/': the name is blank"),
    (
      "dev:projects/web",
      "cannot read a profile's name from 'projects/web': after the project comes '/NAME'"
    ),
    (":web", "cannot use this environment name: it is empty"),
  ])
  func `an address that cannot be read says why`(_ text: String, _ wanted: String) {
    do throws(RepositoryError) {
      _ = try Address(text)
      Issue.record("read '\(text)'")
    } catch {
      #expect(error.detail == wanted)
      #expect(error.hint != nil)
    }
  }

  @Test func `a version follows the last @ that a semver stands behind`() throws {
    let selector = try ProfileSelector("x@1.0.0@2.0.0")
    #expect(selector.name == "x@1.0.0")
    #expect(selector.version == ProfileVersion("2.0.0"))
    #expect(try ProfileSelector("x@latest").version == nil)
  }

  @Test(arguments: ["dev", "prod-eu", "a", "1", "a.b_c-d", "abc", "abcdef", "x1234567"])
  func `an environment's name may be so`(_ name: String) throws {
    #expect(try EnvironmentName(name).reference == "refs/heads/env/" + name)
  }

  @Test(arguments: [
    ("", "it is empty"), ("Dev", "it must start with a letter or digit"),
    ("-dev", "it must start with a letter or digit"),
    ("dEv", "it has a character other than lower-case letters, digits, '-', '_', '.'"),
    ("a/b", "it has a character other than lower-case letters, digits, '-', '_', '.'"),
    ("a b", "it has a character other than lower-case letters, digits, '-', '_', '.'"),
    ("dév", "it has a character other than lower-case letters, digits, '-', '_', '.'"),
    ("a..b", "git takes no branch name with '..' or with '.' or '.lock' at its end"),
    ("a.", "git takes no branch name with '..' or with '.' or '.lock' at its end"),
    ("a.lock", "git takes no branch name with '..' or with '.' or '.lock' at its end"),
    ("deadbeef", "it could be read as a commit"), ("1234567", "it could be read as a commit"),
    (String(repeating: "a", count: 65), "it is longer than 64 characters"),
  ])
  func `an environment's name may not be so`(_ name: String, _ why: String) {
    do throws(RepositoryError) {
      _ = try EnvironmentName(name)
      Issue.record("took '\(name)'")
    } catch { #expect(error.detail == "cannot use this environment name: \(why)") }
  }

  @Test func `a near name is suggested, a far one is not`() {
    #expect(Nearest.name(to: "wep-platform", among: ["db", "web-platform"]) == "web-platform")
    #expect(Nearest.name(to: "x", among: ["web-platform"]) == nil)
    #expect(Nearest.name(to: "x", among: []) == nil)
  }
}
