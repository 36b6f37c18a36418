import PackValues
import Testing

@Suite struct ListComparisonTests {
  @Test func `items that a name tells apart are compared by it`() {
    let from = "- {name: a, v: 1}\n- {name: b, v: 2}\n- {name: c, v: 3}\n"
    let to = "- {name: n, v: 0}\n- {v: 3, name: c}\n- {name: a, v: 9}\n"
    #expect(
      shown(from, to) == [
        "+ [name=n].name  \"n\"", "+ [name=n].v  integer 0", "> [name=c]  after [name=n]",
        "~ [name=a].v  integer 1 -> integer 9", "- [name=b].name  \"b\"",
        "- [name=b].v  integer 2",
      ])
  }

  @Test(arguments: ["path", "key", "id"])
  func `path, key and id tell items apart as well`(key: String) {
    #expect(
      shown("[{\(key): a, v: 1}, {\(key): b}]", "[{\(key): a, v: 2}, {\(key): b}]") == [
        "~ [\(key)=a].v  integer 1 -> integer 2"
      ])
  }

  @Test func `a name that is not unique on a side tells nothing`() {
    #expect(
      shown("[{name: a, v: 1}, {name: a, v: 2}]", "[{name: a, v: 1}, {name: a, v: 3}]") == [
        "~ [1].v  integer 2 -> integer 3"
      ])
    #expect(
      shown("[{name: a, id: 1, v: 1}, {name: a, id: 2}]", "[{name: b, id: 1}, {name: a, id: 2}]")
        == ["~ [id=1].name  \"a\" -> \"b\"", "- [id=1].v  integer 1"])
    #expect(
      shown("[{name: {a: 1}}]", "[{name: {a: 2}}]") == ["~ [0].name.a  integer 1 -> integer 2"])
  }

  @Test(arguments: [
    ("[a, b, c]", "[a, x, b, c]", ["+ [1]  \"x\""]), ("[a, b, c]", "[a, c]", ["- [1]  \"b\""]),
    ("[a, b, c]", "[a, y, c]", ["~ [1]  \"b\" -> \"y\""]),
    ("[a, b]", "[b, a]", ["- [0]  \"a\"", "+ [1]  \"a\""]),
    (
      "[{a: 1}, 2]", "[0, {a: 2}, 2]",
      ["+ [0]  integer 0", "~ [1].a  integer 1 -> integer 2"]
    ),
    (
      "[[1, 2], [3]]", "[[3], [1, 2]]",
      ["- [0][0]  integer 1", "- [0][1]  integer 2", "+ [1][0]  integer 1", "+ [1][1]  integer 2"]
    ),
    ("[{a: 1, b: 2}]", "[{b: 2, a: 3}]", ["~ [0].a  integer 1 -> integer 3"]),
    ("[{a: 1, b: 2}, 1]", "[{b: 2, a: 1}, 1]", []),
  ])
  func `other lists are compared in order, and never sorted`(
    from: String, to: String, expected: [String]
  ) {
    #expect(shown(from, to) == expected)
  }

  @Test(arguments: [
    (
      "[--a=1, --bbb=2]", "[--n, --a=1, --x, --bbb=3]",
      ["+ [0]  \"--n\"", "+ [2]  \"--x\"", "~ [3]  \"--bbb=2\" -> \"--bbb=3\""]
    ),
    (
      "[{a: 1, b: 2}]", "[{c: 1}, {a: 1, b: 3}]",
      ["+ [0].c  integer 1", "~ [1].b  integer 2 -> integer 3"]
    ),
    (
      "[{x: 1}, {a: 1, b: 2}]", "[{a: 1, b: 3}, {y: 1}]",
      [
        "- [0].x  integer 1", "~ [0].b  integer 2 -> integer 3", "+ [1].y  integer 1",
      ]
    ),
    ("[{}, a]", "[x, {b: 1}]", ["~ [0]  {} -> \"x\"", "- [1]  \"a\"", "+ [1].b  integer 1"]),
  ])
  func `items that share most are compared with each other`(
    from: String, to: String, expected: [String]
  ) {
    #expect(shown(from, to) == expected)
  }

  @Test func `removing an item moves nothing`() {
    let from = "[{name: a}, {name: b}, {name: c}, {name: d}]"
    #expect(shown(from, "[{name: b}, {name: c}, {name: d}]") == ["- [name=a].name  \"a\""])
    #expect(shown(from, "[{name: d}, {name: a}, {name: b}, {name: c}]") == ["> [name=d]  first"])
  }
}
