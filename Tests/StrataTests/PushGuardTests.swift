import Foundation
import Testing

/// What plain `git push` may do to a repository that `init` made.
@Suite struct PushGuardTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.commit(.numbered(1))
    let cloned = try bench.shell(
      """
      git clone -q strata.git clone && cd clone && git checkout -q env/dev
      git config user.name Eve && git config user.email eve@example.org
      echo x > NOTES && git add NOTES && git commit -q -m "By hand"
      """)
    #expect(cloned.code == 0, "\(cloned)")
  }

  private func push(_ arguments: String) throws -> Outcome {
    try bench.shell("cd clone && PATH=/usr/bin:/bin git push \(arguments)")
  }

  @Test func `a push to an environment is refused with a clear word`() throws {
    let before = try bench.tip()
    let outcome = try push("-q origin env/dev")
    #expect(outcome.code == 1)
    #expect(
      outcome.errors.contains(
        "strata: refused: 'env/dev' is written by strata only, never by git push"))
    #expect(try push("-q --force origin HEAD:refs/heads/env/new").code == 1)
    #expect(try push("-q origin --delete env/prod").code == 1)
    #expect(try bench.tip() == before)
    #expect(try push("-q origin HEAD:refs/heads/notes").code == 0)
    try bench.expectSound()
  }

  @Test func `a repository without the guard, or with a broken one, gets it by upkeep`() throws {
    let hook = bench.repository + "/hooks/update"
    for damage in ["rm", "chmod -x", "sed -i 's/exit 1/exit 0/'"] {
      #expect(try bench.shell("\(damage) '\(hook)'").code == 0)
      #expect(try bench.strata("upkeep").code == 0)
      #expect(try push("-q origin env/dev").code == 1, "\(damage)")
    }
    try bench.expectSound()
  }

  @Test func `somebody else's hook stays, and upkeep says so`() throws {
    let hook = bench.repository + "/hooks/update"
    let text = "#!/bin/sh\nexit 0\n"
    try text.write(toFile: hook, atomically: false, encoding: .utf8)
    let outcome = try bench.strata("upkeep")
    #expect(outcome.code == 0)
    #expect(
      outcome.errors == """
        'hooks/update' is not strata's and stays: nothing refuses a git push to 'env/*' unless it \
        does

        """)
    #expect(try String(contentsOfFile: hook, encoding: .utf8) == text)
  }
}
