import Foundation
import Testing

enum Oracle {
  /// A Python with `rfc8785`; nil skips what needs it.
  static let python = ProcessInfo.processInfo.environment["STRATA_PYTHON"]
}

/// What others make of the same bytes: Python's `rfc8785`, and the examples that RFC 8785 publishes.
@Suite struct OracleTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  private func python(_ arguments: [String], input: String = "") throws -> Outcome {
    try Execution(
      program: Oracle.python ?? "/usr/bin/python3", arguments: arguments, folder: bench.folder.path,
      input: Data(input.utf8)
    ).run()
  }

  @Test(.enabled(if: Oracle.python != nil))
  func `10,000 random documents come out byte for byte as rfc8785 has them`() throws {
    let script = Samples.root.appendingPathComponent(
      "Tests/CanonicalJSONTests/Oracle/differential.py")
    let outcome = try python([
      script.path, "--tool", "'\(Tool.path)' canonicalize --jcs -", "--count", "10000", "--seed",
      "20261120",
    ])
    #expect(outcome.code == 0, "\(outcome.description.prefix(2000))")
    #expect(outcome.text == "10000 documents of seed 20261120: all equal\n")
  }

  @Test(
    .enabled(if: Oracle.python != nil), arguments: Samples.fixtures + Samples.real)
  func `a commit's digest is that of rfc8785 over the original file`(_ file: String) throws {
    let landed = try bench.strata("commit", file, "--env", "dev", "--json")
    #expect(landed.code == 0, "\(landed)")
    let script = """
      import hashlib, json, rfc8785, sys
      value = json.load(open(sys.argv[1], encoding="utf-8-sig"))
      print("sha256:" + hashlib.sha256(rfc8785.dumps(value)).hexdigest())
      """
    let wanted = try python(["-c", script, file])
    #expect(wanted.code == 0, "\(wanted)")
    #expect(try landed.json()["items"][0]["digest"].string == String(wanted.text.dropLast()))
    let message = try bench.git("log", "-1", "--format=%B", "env/dev")
    #expect(message.contains("\nProfile-Digest: \(wanted.text)"))
  }

  @Test(arguments: Samples.fixtures + Samples.real)
  func `an export is the JSON value that was committed, in every form`(_ file: String) throws {
    let landed = try bench.strata("commit", file, "--env", "dev", "--json").json()
    let name = try #require(landed["items"][0]["profile"]["name"].string)
    let data = try Data(contentsOf: URL(fileURLWithPath: file))
    let original = try #require(try JSONSerialization.jsonObject(with: data) as? NSDictionary)
    for format in ["palette", "jcs"] {
      let outcome = try bench.strata("export", "dev", "--name", name, "--format", format)
      #expect(try outcome.json().value as? NSDictionary == original, "\(format)")
      let again = try bench.strata(
        ["commit", "-", "--env", "dev"], input: outcome.text)
      #expect(again.text.hasPrefix("unchanged"), "\(again)")
    }
    let jcs = try bench.strata("export", "dev", "--name", name, "--format", "jcs").output
    #expect(jcs == (try bench.strata(["canonicalize", file, "--jcs"]).output))
    #expect(try bench.strata("masked", "dev", "--name", name).code == 0)
    #expect(try bench.strata("promote", "--all", "--from", "dev").code == 0)
    try bench.expectSound()
  }

  @Test func `the published example of RFC 8785 comes out as published`() throws {
    let input = #"""
      {
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
      }
      """#
    let wanted =
      #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
      + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
    #expect(try bench.strata("canonicalize", "--jcs", input: input).text == wanted)
  }

  @Test func `the published sorting example of RFC 8785 comes out as published`() throws {
    let input = #"""
      {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
       "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
       "\u00f6": "Latin Small Letter O With Diaeresis"}
      """#
    let text = try bench.strata("canonicalize", "--jcs", input: input).text
    let wanted = [
      "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
      "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
    ]
    let found = text.matches(of: /:"([^"]+)"/).map { String($0.1) }
    #expect(found == wanted)
  }

  @Test func `the published numbers of RFC 8785 come out as published`() throws {
    let numbers = [
      "0": "0", "-0": "0", "-0.0": "0", "5e-324": "5e-324", "-5e-324": "-5e-324",
      "1.7976931348623157e308": "1.7976931348623157e+308", "9007199254740992": "9007199254740992",
      "-9007199254740992": "-9007199254740992", "295147905179352830000": "295147905179352830000",
      "9.999999999999997e22": "9.999999999999997e+22", "1e23": "1e+23",
      "1.0000000000000001e23": "1.0000000000000001e+23", "1e21": "1e+21",
      "999999999999999700000": "999999999999999700000", "0.000001": "0.000001",
      "9.999999999999997e-7": "9.999999999999997e-7", "333333333.3333332": "333333333.3333332",
      "333333333.33333325": "333333333.33333325", "333333333.3333334": "333333333.3333334",
      "-0.0000033333333333333333": "-0.0000033333333333333333",
      "1424953923781206.2": "1424953923781206.2",
    ]
    let input = "[" + numbers.keys.joined(separator: ",") + "]"
    let wanted = "[" + numbers.values.joined(separator: ",") + "]"
    #expect(try bench.strata("canonicalize", "--jcs", input: input).text == wanted)
  }

  @Test func `the inspection of a plain clone needs no strata`() throws {
    for file in Samples.fixtures { try bench.strata("commit", file, "--env", "dev") }
    let outcome = try bench.shell(
      """
      set -e
      git clone -q -b env/dev strata.git clone && cd clone
      git log -p --format=%s | grep -c '^+' >&2
      git blame -s -- tenant/profiles/web-platform/1.2.0.json | head -1
      git status --porcelain
      """)
    #expect(outcome.code == 0, "\(outcome)")
    #expect(outcome.text.hasSuffix(") {\n"), "\(outcome.text)")
  }
}
