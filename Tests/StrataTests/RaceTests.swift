import Foundation
import Testing

/// Several writers on one branch: each commit lands, or its writer is told.
@Suite struct RaceTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  @Test func `8 processes with 50 commits each lose none`() throws {
    let (processes, each) = (8, 50)
    for process in 0..<processes {
      for number in 0..<each {
        try bench.folder.write(
          Export.numbered(number, name: "p\(process)").json, to: "in\(process)/\(number).json")
      }
    }
    let outcome = try bench.shell(
      """
      for p in {0..\(processes - 1)}; do
        (for n in {0..\(each - 1)}; do $STRATA commit in$p/$n.json --env dev || echo "failed $p $n"; done) > log$p 2>&1 &
      done
      wait; cat log*
      """)
    let landed = outcome.lines.filter { $0.hasPrefix("committed  ") }
    #expect(
      landed.count == processes * each, "\(outcome.lines.filter { !$0.hasPrefix("committed") })")
    #expect(try bench.commitCount() == processes * each + 1)
    let known = Set(
      try bench.git("log", "--format=%h", "--abbrev=7", "env/dev").split(separator: "\n")
        .map(String.init))
    let told = landed.compactMap {
      $0.firstMatch(of: /\s\s([0-9a-f]{7})  from/).map { String($0.1) }
    }
    #expect(Set(told).isSubset(of: known))
    for process in 0..<processes {
      let text = try bench.strata("export", "dev:p\(process)", "--format", "jcs").text
      #expect(text.contains("replicas: \(each - 1)\\n"))
    }
    try bench.expectSound()
  }

  @Test func `of two that expect the same base, one is told`() throws {
    for number in 1...2 {
      try bench.folder.write(Export.numbered(number).json, to: "\(number).json")
    }
    let base = try bench.tip()
    let outcome = try bench.shell(
      """
      for n in 1 2; do ($STRATA commit $n.json --env dev --expect \(base); echo "code $?") & done
      wait
      """)
    #expect(outcome.lines.filter { $0.hasPrefix("code ") }.sorted() == ["code 0", "code 5"])
    #expect(try bench.commitCount() == 2)
    try bench.expectSound()
  }

  @Test func `two promotions to one branch at once both land`() throws {
    for number in 0..<6 { try bench.commit(.numbered(number, name: "p\(number)")) }
    let outcome = try bench.shell(
      """
      for p in p0 p1 p2 p3 p4 p5; do ($STRATA promote $p --from dev; echo "code $?") & done
      wait
      """)
    #expect(outcome.lines.filter { $0 == "code 0" }.count == 6, "\(outcome)")
    #expect(try bench.strata("show", "staging").lines.count == 6)
    #expect(try bench.commitCount("staging") == 7)
    try bench.expectSound()
  }

  @Test func `git gc, pack-refs and readers beside a writer disturb nobody`() throws {
    for number in 0..<15 {
      try bench.folder.write(Export.numbered(number).json, to: "\(number).json")
    }
    let outcome = try bench.shell(
      """
      (for n in {0..14}; do $STRATA commit $n.json --env dev || echo bad; done; touch done) &
      (until [ -e done ]; do git -C strata.git pack-refs --all; git -C strata.git gc -q; done) > /dev/null 2>&1 &
      until [ -e done ]; do $STRATA log dev > /dev/null || echo bad; $STRATA show dev > /dev/null || echo bad; done
      wait
      """)
    #expect(outcome.lines.filter { $0 == "bad" } == [], "\(outcome)")
    #expect(outcome.errors == "")
    #expect(try bench.commitCount() == 16)
    try bench.expectSound()
  }
}
