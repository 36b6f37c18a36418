import Git
import ProfileRepository
import Profiles
import Testing

@Suite struct SettingsTests {
  private let fixture: RepositoryFixture

  init() throws { fixture = try RepositoryFixture() }

  private func refusal() -> RepositoryError? {
    do throws(RepositoryError) {
      _ = try fixture.repository.environment(fixture.dev)
      return nil
    } catch { return error }
  }

  @Test func `the chain of after is the promotion order`() throws {
    let order = try fixture.repository.environments().map { ($0.name.text, $0.settings.after) }
    #expect(order.map(\.0) == ["dev", "staging", "prod"])
    #expect(order.map(\.1) == [nil, "dev", "staging"])
    #expect(
      try fixture.git("show", "env/staging:environment.json")
        == "{\n  \"after\": \"dev\",\n  \"format\": 1\n}\n")
    try fixture.expectSound()
  }

  @Test func `an unknown member is refused and named with what is known`() throws {
    try fixture.foreignCommit(
      ["environment.json": "{\"format\": 1, \"befor\": \"x\"}\n"], message: "edit")
    #expect(
      refusal()?.detail
        == "cannot read 'environment.json' of 'dev': unknown member 'befor'; this version knows "
        + "'after', 'format', 'ignore', 'masks', 'palette' and 'protection'")
    #expect(refusal()?.hint == "look at it with 'git show env/dev:environment.json'")
  }

  @Test func `a misspelt member is refused with what was meant`() throws {
    let cases = [
      ("\"mask\": []", "unknown member 'mask'; did you mean 'masks'?"),
      ("\"masks\": [\"ok!\", \"x\"]", "at masks[1]: is shorter than 3 bytes"),
      ("\"masks\": [3]", "at masks[0]: must be a string"),
      ("\"ignore\": {}", "at ignore: must be a list"),
      (
        "\"ignore\": [{\"knd\": \"cosmetic\"}]",
        "at ignore[0]: unknown member 'knd'; did you mean 'kind'?"
      ),
      ("\"ignore\": [{\"reason\": \"why\"}]", "at ignore[0]: an ignore rule names nothing"),
      ("\"ignore\": [{\"kind\": \"x\"}]", "at ignore[0]: there is no kind of difference 'x'"),
    ]
    for (member, detail) in cases {
      try fixture.foreignCommit(
        ["environment.json": "{\"format\": 1, \(member)}\n"], message: "edit")
      #expect(refusal()?.detail == "cannot read 'environment.json' of 'dev': " + detail)
    }
  }

  @Test func `a newer format is refused, not guessed at`() throws {
    for text in ["{\"format\": 2}", "{}", "{\"format\": \"1\"}"] {
      try fixture.foreignCommit(["environment.json": text], message: "edit")
      #expect(
        refusal()?.detail
          == "environment 'dev' is of a format that this version does not read")
    }
  }

  @Test func `settings that are no settings are named as damaged`() throws {
    for text in ["", "[]", "{\"format\": 1, \"format\": 1}"] {
      try fixture.foreignCommit(["environment.json": text], message: "edit")
      #expect(refusal()?.code == .damaged, "\(text)")
      #expect(!(try fixture.repository.verify()).problems.isEmpty)
    }
    try fixture.foreignCommit(["environment.json": nil], message: "remove")
    #expect(refusal()?.detail == "the branch 'env/dev' has no 'environment.json'")
  }

  @Test func `an after that is no name is refused`() throws {
    try fixture.foreignCommit(
      ["environment.json": "{\n  \"after\": 7,\n  \"format\": 1\n}\n"], message: "edit")
    #expect(refusal()?.code == .damaged)
  }

  @Test func `an environment is added once`() throws {
    let operation = try fixture.operation()
    let name = try EnvironmentName("qa")
    let made = try fixture.repository.addEnvironment(name, after: fixture.dev, as: operation)
    #expect(made.settings.after == "dev")
    do throws(RepositoryError) {
      _ = try fixture.repository.addEnvironment(name, after: nil, as: operation)
      Issue.record("added twice")
    } catch {
      #expect(error.code == .exists)
      #expect(error.detail == "the environment 'qa' exists already")
    }
    try fixture.expectSound()
  }

  @Test func `an order that runs in a circle or into nothing is found`() throws {
    try fixture.foreignCommit(
      ["environment.json": "{\n  \"after\": \"prod\",\n  \"format\": 1\n}\n"], message: "circle")
    let problems = try fixture.repository.verify().problems
    #expect(problems.contains { $0.detail == "its promotion order runs in a circle" })
    try fixture.foreignCommit(
      ["environment.json": "{\n  \"after\": \"gone\",\n  \"format\": 1\n}\n"], message: "nothing")
    #expect(
      try fixture.repository.verify().problems.map { "\($0.place): \($0.detail)" }
        == ["env/dev: comes after 'gone', which is not there"])
    #expect(try fixture.repository.environments().count == 3)
  }
}
