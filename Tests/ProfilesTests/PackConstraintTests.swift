import CanonicalJSON
import Foundation
import Profiles
import Testing

@Suite struct PackConstraintTests {
  @Test func `versions of packs are put in order though they are not semantic`() {
    let ordered = [
      "0.9", "v1.2", "1.2.1-rc.1", "1.2.1", "1.2.1-rev2", "1.2.1-rev10", "1.27.15", "1.31.2",
      "22.04", "26.02.1",
    ]
    let versions = ordered.compactMap(PackVersion.init)
    #expect(versions.count == ordered.count)
    #expect(versions.reversed().sorted() == versions)
    #expect(PackVersion("1.2").map { $0.order(of: PackVersion("1.2.0") ?? $0) } == 0)
    #expect(PackVersion("latest") == nil)
    #expect(PackVersion("") == nil)
    #expect(PackVersion("99999999999999999999999.1")?.numbers == [.max, 1])
  }

  @Test(
    arguments: [
      ("1.27", "", "1.27.0", .within), ("1.27", "", "1.26.9", .below),
      ("1.27", "", "1.31.2-rev2", .within), ("1.17.0", "1.18.6", "1.18.6", .within),
      ("1.17.0", "1.18.6", "1.18.6-rev1", .within), ("1.17.0", "1.18.6", "1.18.7", .above),
      ("", "1.30", "1.30.4", .beyond), ("", "1.30", "1.31.0", .above),
      ("20.04", "", "22.04", .within), ("2.0.0", "", "2.0.0-rc.1", .below),
      ("", "", "anything", .within), ("1.0", "", "stable", .unknown),
      ("latest", "", "1.0", .unknown),
    ] as [(JSONString, JSONString, JSONString, PackConstraint.Standing)]
  )
  func `a version stands within the bounds or beside them`(
    _ minimum: JSONString, _ maximum: JSONString, _ version: JSONString,
    _ expected: PackConstraint.Standing
  ) {
    let constraint = PackConstraint(.required, pack: "k", minimum: minimum, maximum: maximum)
    #expect(constraint.standing(of: version) == expected)
  }

  @Test func `an entry is read as it is written, whatever else stands in it`() throws {
    let text =
      #"{"packName":"kubernetes","layer":"k8s","minVersion":"1.27","type":"optional","x":1}"#
    let constraint = try PackConstraint(StrictMembers(JSONReader.read(Array(text.utf8))))
    #expect("\(constraint)" == "optional kubernetes 1.27 or later (k8s)")
    #expect(try PackConstraint(StrictMembers(constraint.stored)) == constraint)
    #expect(throws: DocumentError.self) {
      try PackConstraint(StrictMembers(.object(["type": "forbidden", "packName": "a"])))
    }
  }
}
