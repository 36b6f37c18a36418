internal import CanonicalJSON
internal import Git
internal import PackValues
internal import ProfileRepository
public import Profiles

/// A file with a person's answers to the conflicts of a replay; the format is in the article *Merge*.
public struct ConflictAnswers: Sendable {
  public static let format = "merge-conflicts/1"

  /// The answers for one profile version of one target.
  struct Section: Sendable {
    let environment: String
    let profile: String
    /// The newest commit on the target's document, and that of the source: what the answers are about.
    let ours: String
    let theirs: String
    let answers: [Answer]
  }

  struct Answer: Hashable, Sendable {
    /// As `MergeConflict.Place` describes itself.
    let place: String
    /// Nil leaves the conflict open.
    let choice: MergeChoice?
  }

  private let sections: [Section]

  /// Reads the file strictly.
  ///
  /// - Throws: `DocumentError` with the path of what is wrong; it names no value.
  public init(_ bytes: [UInt8]) throws(DocumentError) {
    let value: JSONValue
    do { value = try JSONReader.read(bytes) } catch { throw DocumentError(.syntax, "\(error)") }
    let members = try StrictMembers(value)
    try members.allowOnly(["format", "profiles"])
    guard try members.requiredText("format").string == Self.format else {
      throw DocumentError(
        .schema, "must be '\(Self.format)'", path: "format",
        hint: "'--conflicts FILE' writes a file to fill in")
    }
    var sections: [Section] = []
    for section in try members.objects("profiles") { sections.append(try Section(section)) }
    self.sections = sections
  }

  /// The answers for one profile version; none where the file does not speak of it.
  ///
  /// - Throws: `conflict` where they are about other documents than those that stand there now.
  func answers(
    for key: ProfileKey, in target: EnvironmentName, ours: ObjectID, theirs: ObjectID
  ) throws(RepositoryError) -> [Answer] {
    let section = sections.first { $0.environment == target.text && $0.profile == "\(key)" }
    guard let section else { return [] }
    guard section.ours == ours.hex, section.theirs == theirs.hex else {
      throw RepositoryError(
        .conflict, "the answers for '\(target):\(key)' are about documents that have moved since",
        hint: "nothing was written; write the conflicts anew with '--conflicts FILE'")
    }
    return section.answers
  }
}

extension ConflictAnswers.Section {
  fileprivate init(_ members: StrictMembers) throws(DocumentError) {
    try members.allowOnly(["conflicts", "environment", "ours", "profile", "theirs"])
    environment = try members.requiredText("environment").string
    profile = try members.requiredText("profile").string
    ours = try members.requiredText("ours").string
    theirs = try members.requiredText("theirs").string
    var answers: [ConflictAnswers.Answer] = []
    for conflict in try members.objects("conflicts") {
      answers.append(try ConflictAnswers.Answer(conflict))
    }
    self.answers = answers
  }
}

extension ConflictAnswers.Answer {
  fileprivate init(_ members: StrictMembers) throws(DocumentError) {
    try members.allowOnly([
      "base", "isSecret", "lines", "ours", "path", "place", "take", "theirs", "value",
    ])
    place = try members.requiredText("place").string
    let take = members.object["take"] == .null ? nil : try members.text("take")?.string
    let value = members.object["value"]
    switch (take ?? "", value) {
    case ("", nil): choice = nil
    case ("", let value?): choice = .value(value)
    case (let text, nil):
      guard let side = MergeSide(rawValue: text) else {
        throw DocumentError(
          .schema, "must be 'ours' or 'theirs'", path: members.place("take").description,
          hint: "or leave it out and give a 'value'")
      }
      choice = .side(side)
    default:
      throw DocumentError(
        .schema, "has both 'take' and 'value'", path: members.path.description,
        hint: "keep one of them")
    }
  }
}
