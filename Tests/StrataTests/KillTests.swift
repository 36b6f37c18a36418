import Foundation
import Testing

/// A writer that dies at any moment leaves the old state or the new one, and nobody has to help.
@Suite struct KillTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  @Test func `50 kills at any moment lose nothing that was acknowledged`() throws {
    for number in 0..<50 {
      try bench.folder.write(Export.numbered(number).json, to: "in/\(number).json")
    }
    let started = ContinuousClock.now
    try bench.folder.write(Export.numbered(99).json, to: "first.json")
    try bench.strata("commit", "first.json", "--env", "dev")
    let once = started.duration(to: .now) / .milliseconds(1)
    var (acknowledged, killed) = ([String](), 0)
    for number in 0..<50 {
      // A pause inside the process that kills: the moments spread over a whole commit.
      let delay = once * Double((number * 37) % 50) / 50 / 1000
      let outcome = try bench.shell(
        "$STRATA commit in/\(number).json --env dev & p=$!; "
          + "read -t \(String(format: "%.4f", delay + 0.0005)) <> <(:); kill -9 $p; wait $p")
      if outcome.code == 137 { killed += 1 }
      acknowledged += outcome.lines.compactMap { line in
        line.firstMatch(of: /^committed .* ([0-9a-f]{7})  from/).map { String($0.1) }
      }
    }
    let next = try bench.strata(
      "commit", "-", "--env", "dev", input: Export.numbered(1, name: "after").json)
    #expect(next.code == 0, "\(next)")
    let known = Set(
      try bench.git("log", "--format=%h", "--abbrev=7", "env/dev").split(separator: "\n")
        .map(String.init))
    #expect(Set(acknowledged).isSubset(of: known))
    #expect(killed > 5, "\(killed) of 50 were killed before their end")
    #expect(try bench.strata("upkeep").code == 0)
    #expect(try bench.git("count-objects", "-v").contains("garbage: 0"))
    try bench.expectSound()
  }

  @Test(.enabled(if: KillPoints.isPossible))
  func `a kill at every point of one commit where it touches a file leaves old or new`() throws {
    try bench.folder.write(Export.numbered(1).json, to: "web.json")
    try bench.folder.write(Export.numbered(2).json, to: "next.json")
    let points = try KillPoints(
      of: "cp -r strata.git try.git; $STRACE $STRATA --repo try.git commit web.json --env dev",
      touching: "try.git/", in: bench, limit: 40)
    for point in points.options {
      let outcome = try bench.shell(
        """
        rm -rf try.git; cp -r strata.git try.git
        strace -f -qq \(point) -o /dev/null $STRATA --repo try.git commit web.json --env dev > first 2>&1
        $STRATA --repo try.git verify > /dev/null || echo "not sound at \(point)"
        before=$(git -C try.git rev-list --count env/dev)
        grep -q ^committed first && [ $before != 2 ] && echo "lied at \(point)"
        $STRATA --repo try.git commit next.json --env dev > /dev/null || echo "blocked at \(point)"
        [ $(git -C try.git rev-list --count env/dev) = $((before + 1)) ] || echo "lost at \(point)"
        git -C try.git fsck --strict --no-dangling 2>&1 | grep -v ^notice
        """)
      #expect(outcome.text == "", "\(outcome)")
    }
  }

  @Test(
    .enabled(if: KillPoints.isPossible),
    arguments: ["rollback dev --to dev~2 --hold", "undo", "hold dev:web"])
  func `a kill at every point of a rollback, an undo or a hold leaves old or new`(
    _ command: String
  ) throws {
    for number in 1...2 {
      try bench.commit(.numbered(number))
      try bench.commit(.numbered(number, name: "db"))
    }
    let points = try KillPoints(
      of: "cp -r strata.git try.git; $STRACE $STRATA --repo try.git \(command)",
      touching: "try.git/", in: bench, limit: 16)
    for point in points.options {
      let outcome = try bench.shell(
        """
        rm -rf try.git; cp -r strata.git try.git
        strace -f -qq \(point) -o /dev/null $STRATA --repo try.git \(command) > first 2>&1
        $STRATA --repo try.git verify > /dev/null || echo "not sound at \(point)"
        count=$(git -C try.git rev-list --count env/dev)
        case $count in 5|6|7) ;; *) echo "half at \(point): $count" ;; esac
        [ -s first ] && ! grep -q '^error' first && [ $count = 5 ] && echo "lied at \(point)"
        operations=$($STRATA --repo try.git log --operations dev --json | grep -c '"operation"')
        [ $operations = $([ $count = 5 ] && echo 5 || echo 6) ] || echo "log off at \(point)"
        $STRATA --repo try.git undo > /dev/null || echo "blocked at \(point)"
        git -C try.git fsck --strict --no-dangling 2>&1 | grep -v ^notice
        """)
      #expect(outcome.text == "", "\(command): \(outcome)")
    }
  }

  @Test func `the locks of a dead writer stop nobody`() throws {
    try bench.commit(.numbered(1))
    let dead = try bench.shell(
      """
      sleep 0 & p=$!; wait $p
      echo "$p 12345 $(cat /proc/sys/kernel/random/boot_id) $(date +%s) $(hostname)" > strata.git/strata/lock
      """)
    #expect(dead.code == 0)
    try bench.commit(.numbered(2))
    try bench.expectSound()
  }

  @Test func `a promotion that was killed goes on where it stopped`() throws {
    for number in 0..<12 { try bench.commit(.numbered(number, name: "p\(number % 4)")) }
    for delay in [0.02, 0.05, 0.08] {
      try bench.shell(
        "$STRATA promote --all --from dev & p=$!; read -t \(delay) <> <(:); kill -9 $p; wait $p; true"
      )
    }
    let last = try bench.strata("promote", "--all", "--from", "dev")
    #expect(last.code == 0, "\(last)")
    #expect(try bench.commitCount("staging") == 13)
    #expect(try bench.strata("diff", "dev", "staging").text == "no differences\n")
    try bench.expectSound()
  }
}
