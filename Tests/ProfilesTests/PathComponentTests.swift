import CanonicalJSON
import Profiles
import Testing

@Suite struct PathComponentTests {
  @Test(arguments: [
    ("web-platform", "web-platform"), ("a_b.c-1", "a_b.c-1"), ("1.2.0", "1.2.0"),
    ("ML Ops", "ml-ops~b7d28aef"),
  ])
  func `a name is its own path, or its letters with eight digits of its SHA-256`(
    _ name: String, _ path: String
  ) {
    #expect(PathComponent(JSONString(name)).text == path)
    #expect(PathComponent(JSONString(name)).isVerbatim == (name == path))
  }

  @Test(arguments: [
    ".", "..", ".git", "a.", ".a", "a/b", "../../x", "A", "é", "", "con", "PRN", "aux.txt", "nul",
    "com1", "lpt9.json", "a b", "a\\b", "a:b", "a~b", "😀", "x\u{202E}", "-\u{0}",
  ])
  func `what a file system could trip over gets digits behind it`(_ name: String) {
    let path = PathComponent(JSONString(name))
    #expect(!path.isVerbatim)
    #expect(path.text.wholeMatch(of: /[a-z0-9_-]?([a-z0-9._-]*[a-z0-9_-])?~[0-9a-f]{8}/) != nil)
  }

  @Test func `a name longer than 200 bytes is cut and told apart`() {
    let long = String(repeating: "a", count: 201)
    #expect(PathComponent(JSONString(String(long.dropLast()))).isVerbatim)
    let (one, two) = (PathComponent(JSONString(long)), PathComponent(JSONString(long + "a")))
    #expect(one.text.utf8.count == 209)
    #expect(one != two)
  }

  @Test func `no two names share a path, on any file system`() {
    let names = [
      "e\u{301}", "\u{E9}", "ML Ops", "ml-ops", "ML-Ops", "Ml Ops", "ml ops", "I", "i", "İ", "ı",
      "a.b", "a-b", "a_b", "a b", "a.", "a-", "ml-ops~b7d28aef", "K", "\u{212A}", "ß", "ss",
    ]
    let paths = names.map { PathComponent(JSONString($0)).text }
    #expect(Set(paths.map { $0.lowercased() }).count == names.count)
    #expect(paths.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
  }

  @Test func `a key's path has scope, name and version`() throws {
    let version = try #require(ProfileVersion("1.2.0-RC.1"))
    let key = ProfileKey(scope: .project("Pay"), name: "ML Ops", version: version)
    #expect(
      key.path.wholeMatch(
        of: /projects\/pay~[0-9a-f]{8}\/profiles\/ml-ops~b7d28aef\/1\.2\.0-rc\.1~[0-9a-f]{8}\.json/)
        != nil, "\(key.path)")
    let plain = ProfileKey(scope: .tenant, name: "web", version: .initial)
    #expect(plain.path == "tenant/profiles/web/1.0.0.json")
    #expect(plain.description == "tenant/web@1.0.0")
  }

  @Test(arguments: [
    ("tenant", true), ("projects/x", true), ("projects/a/b", false), ("projects/", false),
    ("projects", false), ("", false),
    ("Tenant", false), ("projects/ ", false), ("projects/\u{7}", false), ("team/x", false),
  ])
  func `a scope is the tenant or a project`(_ text: String, _ isScope: Bool) {
    #expect((Scope(text) != nil) == isScope)
    if let scope = Scope(text) { #expect(scope.description == text) }
  }
}
