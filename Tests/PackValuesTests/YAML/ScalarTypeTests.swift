import PackValues
import Testing

/// The answers are those of PyYAML 6.0's safe loader but for the lines that say otherwise.
@Suite struct ScalarTypeTests {
  static let expected: [(ScalarType, [String])] = [
    (.null, ["", "~", "null", "Null", "NULL"]),
    (
      .boolean,
      [
        "yes", "Yes", "YES", "no", "No", "NO", "true", "True", "TRUE", "false", "False", "FALSE",
        "on", "On", "ON", "off",
        "Off", "OFF",
      ]
    ),
    (
      .integer,
      [
        "0", "1", "12", "-12", "+12", "1_000", "017", "0_7", "-0b101", "0b1_0", "0x1F", "+0xff_ff",
        "190:20:30", "1:0", "22:22",
        "0_", "10", "685_230",
      ]
    ),
    (
      .float,
      [
        "1.", "1.5", "-1.5", "+0.5", "1_0.5_0", "1.5e+3", "1.5E-3", ".5", ".5_0", "190:20:30.15",
        "0:5.", ".inf", "-.Inf", "+.INF", ".nan", ".NaN", ".NAN", "22.04", "1.e+1", "09.5",
      ]
    ),
    (
      .timestamp,
      [
        "2001-12-14", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5",
        "2001-12-15 2:59:43.10",
        "2001-1-1T1:00:00Z", "2001-12-14T21:59:43+05:30",
      ]
    ),
    (
      .string,
      [
        "y", "n", "Y", "N", "nULL", "tRUE", "yEs", "a", "1.2.3", "v1", "08", "0x", "0b", "0b2",
        "0xg", "1:60", "190:20:30:", "-", "+",
        ".", "..", "-.nan", "1e", "1.5e3x", "2001-1-1", "2001-12-14T", "2001-12-14 21:59",
        "2001-12-14 21:59:43 Zz", "10.0.0.1",
        "{{.spectro.macro.x}}", "********", "<<", "=", "0:30", "_1", "12a", "1,000", "--1", "1 2",
        "~~",
      ]
    ),
    // go-yaml's numbers beyond PyYAML's
    (.integer, ["0o17", "-0o7"]), (.float, ["1e3", "1E3", "1.5e3", "-.5", "+.5", "1e+3"]),
  ]

  @Test(arguments: expected)
  func `a plain scalar is what YAML 1.1 takes it for`(type: ScalarType, texts: [String]) {
    for text in texts {
      let scalar = YAMLNode.Scalar(text: Array(text.utf8), isPlain: true)
      #expect(scalar.type == type, "\(text)")
    }
  }

  @Test func `quotes and block indicators make a string`() {
    for text in ["", "1", "true", "null", "2001-12-14"] {
      #expect(YAMLNode.Scalar(text: Array(text.utf8), isPlain: false).type == .string)
    }
  }

  @Test(arguments: [
    ("!!str 1", ScalarType.string, true), ("!!int \"3\"", .integer, true),
    ("!!int 3", .integer, true),
    ("!!float 3", .float, false), ("!!bool \"no\"", .boolean, true), ("!!null ''", .null, true),
    ("! 12", .string, true), ("!Ref 12", .string, false), ("!!binary aGk=", .string, false),
  ])
  func `a core tag says the type, another one stays`(text: String, type: ScalarType, isCore: Bool)
    throws
  {
    let node = try #require(try ValuesTree(Array(text.utf8)).documents.first)
    let scalar = try #require(node.scalar)
    #expect(scalar.type == type)
    #expect((scalar.tag == nil) == isCore)
  }
}
