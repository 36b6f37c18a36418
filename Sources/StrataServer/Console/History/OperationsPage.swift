import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Reports

/// What was done, newest first, and one of it with what it changed.
struct OperationsPage {
  let visit: Visit
  private static let most = 100

  func list(in repository: ProfileRepository) throws -> OperationsView {
    let records = try repository.operations(limit: Self.most).filter(isSeen)
    let rows = records.map { record in
      OperationsView.Row(
        id: record.id, href: Self.href(record.id), command: Self.command(record),
        places: record.environments.map(\.text).joined(separator: ", "),
        author: PrintableText.escaped(record.committer.name), date: DateText.iso(record.committer),
        age: Wording.age(record.committer.seconds, at: visit.now), undoHref: undo(record))
    }
    return OperationsView(
      tabs: HistoryPage.tabs(try visit.environments(of: repository), current: nil),
      hasOperations: !rows.isEmpty, operations: rows)
  }

  func view(in repository: ProfileRepository) throws -> OperationView {
    let record = try record(visit.query["id"], in: repository)
    return OperationView(
      title: "Operation \(record.id)", id: record.id, command: Self.command(record),
      author: PrintableText.escaped(record.committer.name), date: DateText.iso(record.committer),
      age: Wording.age(record.committer.seconds, at: visit.now), undoHref: undo(record),
      environments: try record.environments.map { try changes($0, record, repository) })
  }

  static func href(_ id: String) -> String { Link.page("/operation", ["id": id]) }

  /// - Throws: `Refusal` where there is none, or it is not to be seen.
  func record(
    _ id: String?, in repository: ProfileRepository
  ) throws -> OperationRecord {
    let record = try repository.operation(id ?? "")
    if !isSeen(record) { throw Refusal.forbidden }
    return record
  }

  /// An operation may hold profiles of any scope, so that only who sees whole environments sees it.
  private func isSeen(_ record: OperationRecord) -> Bool {
    record.environments.allSatisfy { visit.may(.readProfiles, in: $0, .tenant) }
  }

  private func undo(_ record: OperationRecord) -> String? {
    let mayUndo = record.environments.allSatisfy {
      visit.may(.changeProfiles, in: $0, .tenant)
    }
    let isStart = record.moves.contains { $0.before == nil }
    return mayUndo && !isStart ? Link.page("/undo", ["id": record.id]) : nil
  }

  static func command(_ record: OperationRecord) -> String {
    guard let command = record.command, let first = command.first else { return "Commits" }
    return first.uppercased() + command.dropFirst()
  }

  private func changes(
    _ environment: EnvironmentName, _ record: OperationRecord, _ repository: ProfileRepository
  ) throws -> OperationView.Changes {
    let effects = try repository.effects(of: record, on: environment)
    let moves = record.moves.filter { $0.environment == environment }
    let last = moves.last?.after.abbreviated ?? environment.text
    let documents = effects.documents.map { document in
      let isThere = document.after != nil
      return OperationView.Item(
        what: !isThere ? "removed" : document.before == nil ? "added" : "changed",
        text: PrintableText.escaped(document.key.description), hasLink: isThere,
        href: Link.profile(last, document.key),
        diffHref: isThere && document.before != nil
          ? Link.difference(
            from: Link.address(document.origin.abbreviated, document.key),
            to: Link.address(last, document.key)) : nil)
    }
    let others =
      effects.holds.map { hold in
        (hold.wasHeld ? "released" : "held", hold.key.description)
      } + effects.files.map { ("changed", $0.path) }
    let commits = moves.reduce(0) { $0 + $1.commits }
    return OperationView.Changes(
      name: environment.text, counted: Wording.count(commits, "commit"),
      documents: documents
        + others.map {
          .init(
            what: $0.0, text: PrintableText.escaped($0.1), hasLink: false, href: "", diffHref: nil)
        })
  }
}
