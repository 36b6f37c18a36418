import CanonicalJSON
import Foundation
import ProfileFixtures
import Profiles
import Reports
import Testing

@Suite struct ProfileDiffSchemaTests {
  typealias F = Fixture

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func read(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: Self.root.appendingPathComponent(path)))
  }

  private func check() throws -> SchemaCheck {
    let path = "Sources/Reports/Reports.docc/profile-diff-1.schema.json"
    return SchemaCheck(root: try JSONReader.read(try read(path)))
  }

  private func export(_ name: String) throws -> ProfileDocument {
    try ProfileDocument(export: try read("Tests/Fixtures/exports/" + name), syntax: .json)
  }

  @Test func `real differences are as the schema says, in every detail`() throws {
    let check = try check()
    let names = [
      "web-platform-1.2.0.json", "web-platform-1.3.0.json", "edge-base.json", "ml-ops.json",
    ]
    for from in names {
      for to in names {
        let found = ProfileDifference(from: try export(from), to: try export(to))
        for detail in DifferenceReport.Detail.allCases {
          let options = DifferenceReport.Options(
            fromLabel: "a", toLabel: "b", detail: detail, explains: true)
          let json = DifferenceReport(found, options: options).json
          #expect(check.violation(of: json) == nil, "\(from) \(to)")
        }
      }
    }
  }

  @Test(arguments: [
    ("a: 1\nl:\n- name: x\n- name: y\n", "a: '1'\na: {}\nl:\n- name: y\n- name: x\n"),
    ("not: [yaml\np: ********\n", "not: [yaml\np: word\n"),
    ("c: |\n  x\n  p: ********\n  @\n", "c: |\n  y\n  p: ********\n  @\n"),
    ("a: []\nb: null\n", "a: {}\nb: ~\nc: '{{.spectro.var.x}}'\n"),
    (
      "# spectrocloud.com/enabled-presets: A:b\na: 1\n",
      "kind: A\nmetadata: {name: x}\n---\nkind: B\nmetadata: {name: y}\n"
    ),
    ("a: ********\n", "a: ********\n"), ("a: {b: '{\"c\": 1}'}\n", "a: {b: '{\"c\": 2}'}\n"),
  ])
  func `every kind of change is as the schema says`(old: JSONString, new: JSONString) throws {
    let found = try difference(
      Fixture(
        layers: [
          F.layer("x", version: "22.04", values: old, uid: "u1"), F.layer("y"), F.layer("z"),
        ],
        variables: [F.variable("v", "********", isSensitive: true), F.variable("w", "1")]),
      Fixture(
        version: "1.2.0",
        layers: [
          F.layer("z"), F.layer("y"), F.layer("x", version: "24.04", values: new, uid: "u2"),
        ],
        variables: [F.variable("w", "1"), F.variable("v", "word", isSensitive: true)]))
    #expect(try check().violation(of: DifferenceReport(found).json) == nil)
  }

  @Test func `the check finds what does not fit`() throws {
    let check = try check()
    #expect(check.violation(of: .object([:])) == "$: no 'format'")
    #expect(check.violation(of: .array([])) == "$: a array")
  }
}
