import Foundation
import Testing

/// Findings in the forms that build servers and code hosts read.
@Suite struct FindingsFormatTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    let facts =
      #"{"packs": {"nginx": {"Public Repo": ["1.9.9"]}}, "macros": {"tenant": [], "system": []}}"#
    let known = try bench.strata("facts", "import", "-", "--env", "prod", input: facts)
    try #require(known.code == 0, "\(known)")
    var export = Export()
    export.layers[0].values = "a: '{{.spectro.macro.<gone>}}'\nb: '********'"
    try bench.folder.write(export.json, to: "exports/we b.json")
  }

  private func validate(_ format: String, _ more: String...) throws -> Outcome {
    try bench.strata(["validate", "exports/we b.json", "--to", "prod", "--output", format] + more)
  }

  @Test func `SARIF has a rule for each code, and each finding at its file and place`() throws {
    let outcome = try validate("sarif")
    #expect(outcome.code == 3)
    let log = try outcome.json()
    #expect(log["version"].string == "2.1.0")
    let run = log["runs"][0]
    #expect(run["tool"]["driver"]["name"].string == "strata")
    let rules = run["tool"]["driver"]["rules"].elements.map { $0["id"].string ?? "" }
    #expect(Set(rules).count == rules.count && rules.contains("mask-to-fill"))
    let results = run["results"].elements
    #expect(
      results.map { $0["ruleId"].string } == ["unknown-pack-version", "mask-to-fill"])
    for result in results {
      #expect(rules[result["ruleIndex"].int ?? 0] == result["ruleId"].string)
      let place = result["locations"][0]
      #expect(
        place["physicalLocation"]["artifactLocation"]["uri"].string == "exports/we%20b.json")
      #expect(place["physicalLocation"]["region"].value == nil)
    }
    #expect(results.map { $0["level"].string } == ["error", "warning"])
    #expect(
      results[1]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"].string
        == "prod:tenant/web@1.0.0/addon nginx/b")
    #expect(results[1]["properties"]["line"].int == 2)
    #expect(
      results[0]["message"]["text"].string
        == "prod:tenant/web@1.0.0: addon nginx: no registry of prod holds nginx 1.9.4; remedy: the "
        + "nearest version there is 1.9.9")
  }

  @Test(.enabled(if: Oracle.python != nil))
  func `JUnit is XML that a parser reads, a case for each code`() throws {
    for (bar, failures, skipped) in [("error", 1, 0), ("warning", 2, 0)] {
      let outcome = try validate("junit", "--fail-on", bar)
      #expect(outcome.code == 3)
      try bench.folder.write(outcome.text, to: "junit.xml")
      let script = """
        import sys, xml.etree.ElementTree as tree
        root = tree.parse(sys.argv[1]).getroot()
        suite = root.find("testsuite")
        cases = suite.findall("testcase")
        assert root.tag == "testsuites" and len(cases) == int(suite.get("tests")) == int(root.get("tests"))
        failed = [case for case in cases if case.find("failure") is not None]
        assert len(failed) == int(suite.get("failures")) == int(root.get("failures"))
        print(len(failed), suite.get("skipped"), suite.get("name"), failed[0].get("name").split(":")[0])
        """
      let read = try Execution(
        program: Oracle.python ?? "", arguments: ["-c", script, bench.folder["junit.xml"]],
        folder: bench.folder.path
      ).run()
      #expect(
        read.text
          == "\(failures) \(skipped) exports/we b.json to prod:tenant/web@1.0.0 unknown-pack-version\n",
        "\(read)")
    }
  }

  @Test func `a command without findings of its own knows no such form`() throws {
    #expect(try bench.strata("facts", "show", "prod", "--output", "sarif").code == 64)
    let text = try bench.strata(
      ["validate", "exports/we b.json", "--to", "prod"], environment: ["STRATA_OUTPUT": "junit"])
    #expect(text.text.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites"))
  }
}
