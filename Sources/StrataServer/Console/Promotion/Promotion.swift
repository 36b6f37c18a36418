import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Replay
import Reports

/// Chosen profiles on their way into the next environment, with a person's answers to what conflicts.
struct Promotion {
  let visit: Visit
  let source: EnvironmentName
  let target: EnvironmentName
  let snapshot: Snapshot
  let entries: [Snapshot.Entry]
  let answers: ConflictForm

  /// - Throws: `Refusal` where nothing is chosen, or the person may not.
  init(_ visit: Visit, _ fields: Fields, in repository: ProfileRepository) throws {
    self.visit = visit
    let environments = try visit.environments(of: repository)
    source = try visit.environment(fields["from"] ?? "", of: environments).name
    target = try visit.environment(fields["to"] ?? "", of: environments).name
    snapshot = try repository.snapshot(of: source)
    answers = ConflictForm(fields)
    var entries: [Snapshot.Entry] = []
    for text in fields.all("profile") {
      let entry = try snapshot.find(ProfileSelector(text))
      try visit.principal.authorize(.readProfiles, in: source, entry.key.scope)
      try visit.principal.authorize(.changeProfiles, in: target, entry.key.scope)
      if !entries.contains(entry) { entries.append(entry) }
    }
    if entries.isEmpty { throw Refusal.badRequest("choose at least one profile to promote") }
    self.entries = entries
  }

  /// What it would come to, first without answers, to know what they are about, then with them.
  func preview(
    in repository: ProfileRepository
  ) throws -> (asked: ReplayResult, answered: ReplayResult) {
    let asked = try run(answering: nil, in: repository, as: visit.operation(), dryRun: true)
    guard let file = answers.file(for: asked) else { return (asked, asked) }
    let answered = try run(answering: file, in: repository, as: visit.operation(), dryRun: true)
    return (asked, answered)
  }

  /// Promotes for good, unless the target moved since it was looked at.
  func write(
    in repository: ProfileRepository, expecting expected: ObjectID?, as operation: Operation
  ) throws -> ReplayResult {
    let asked = try run(answering: nil, in: repository, as: operation, dryRun: true)
    return try run(
      answering: answers.file(for: asked), in: repository, as: operation, expecting: expected,
      dryRun: false)
  }

  private func run(
    answering file: [UInt8]?, in repository: ProfileRepository, as operation: Operation,
    expecting expected: ObjectID? = nil, dryRun: Bool
  ) throws -> ReplayResult {
    let resolution = MergeResolution(answers: try file.map { try ConflictAnswers($0) })
    var replay = Replay(in: repository, as: operation)
    return try replay.run(
      ReplayRequest(
        kind: .promotion, source: snapshot, entries: entries, target: target, scope: nil,
        resolution: resolution), expecting: expected, dryRun: dryRun)
  }
}

/// The answers that a form has for conflicts, by profile and place.
struct ConflictForm {
  struct Answer: Hashable {
    /// `ours`, `theirs` or `value`.
    let take: String
    let value: String
  }

  private var answers: [String: Answer] = [:]

  init(_ fields: Fields) {
    for (id, key) in fields.all(after: "place-") {
      guard let take = fields["take-\(id)"] else { continue }
      answers[key] = Answer(take: take, value: fields.text("value-\(id)") ?? "")
    }
  }

  /// What tells one conflict of a result from the others; of several at one place the nth is the nth.
  static func key(_ target: ProfileKey, _ conflict: MergeConflict, _ number: Int) -> String {
    "\(target) \(number) \(conflict.place)"
  }

  func answer(_ key: String) -> Answer? { answers[key] }

  /// The answers as the file that `--resolve` takes; nil where there are none.
  func file(for result: ReplayResult) -> [UInt8]? {
    let sections = result.outcomes.compactMap { section($0, result.target) }
    if sections.isEmpty { return nil }
    let value: JSONValue = .object([
      "format": .string(JSONString(ConflictAnswers.format)), "profiles": .array(sections),
    ])
    return value.encoded()
  }

  private func section(_ outcome: ReplayOutcome, _ target: EnvironmentName) -> JSONValue? {
    guard case .refused(let refusal) = outcome.verdict, let conflicts = refusal.conflicts,
      let theirs = conflicts.theirs
    else { return nil }
    let text = { (text: String) in JSONValue.string(JSONString(text)) }
    let given = conflicts.places.enumerated().compactMap { number, conflict -> JSONValue? in
      guard let answer = answers[Self.key(outcome.target, conflict, number)] else { return nil }
      var object: JSONObject = ["place": text(conflict.place.description)]
      if answer.take == "value" {
        object["value"] = Self.value(answer.value, insteadOf: conflict)
      } else {
        object["take"] = text(answer.take)
      }
      return .object(object)
    }
    if given.isEmpty { return nil }
    return .object([
      "conflicts": .array(given), "environment": text(target.text),
      "ours": text(conflicts.ours.hex), "profile": text(outcome.target.description),
      "theirs": text(theirs.hex),
    ])
  }

  /// Lines of a text keep their line ends; a member that is no text is read as JSON where it is some.
  private static func value(_ sent: String, insteadOf conflict: MergeConflict) -> JSONValue {
    let before = conflict.ours?.text ?? conflict.theirs?.text
    if let before {
      return .string(SentText(sent, insteadOf: before)?.text ?? JSONString(sent))
    }
    return (try? JSONReader.read(Array(sent.utf8))) ?? .string(JSONString(sent))
  }
}
