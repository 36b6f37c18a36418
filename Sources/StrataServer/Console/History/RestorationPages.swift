import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Replay
import Reports

/// Taking an operation back: first what would come back, then, once more asked, for good.
struct UndoPage {
  let visit: Visit

  func view(in repository: ProfileRepository) throws -> RestorationView {
    let record = try OperationsPage(visit: visit).record(visit.query["id"], in: repository)
    let name = "\(OperationsPage.command(record)) \(record.id)"
    return RestorationPreview(
      heading: "Undo \(name)",
      explanation: "New commits bring back what was there before it; the history stays as it is.",
      backHref: OperationsPage.href(record.id), action: "/undo",
      fields: [.init(name: "id", value: record.id)], question: "Yes, take this operation back",
      button: "Undo"
    ).view {
      try Undo(record).run(in: repository, as: visit.operation(), dryRun: true)
    }
  }

  func answer(in repository: ProfileRepository) throws -> PageAnswer {
    let record = try OperationsPage(visit: visit).record(visit.form["id"], in: repository)
    guard visit.form["sure"] != nil else { throw Refusal.badRequest("the undo was not confirmed") }
    try authorize(record, repository)
    let operation = try visit.operation()
    let undo = Undo(
      record, holds: visit.form["hold"] != nil, message: visit.form["message"])
    for environment in record.environments.dropLast() {
      try visit.principal.authorize(.changeProfiles, in: environment, .tenant)
    }
    guard let environment = record.environments.last else { throw Refusal.notFound("no operation") }
    let deed = Deed(
      action: "undo", environment: environment, scope: .tenant, subject: record.id)
    let results = try visit.write(deed, as: operation) { operation in
      try undo.run(in: repository, as: operation)
    }
    let count = results.reduce(0) { $0 + $1.items.count + $1.files.count }
    return .move(
      OperationsPage.href(operation.id),
      Notice(tone: .good, text: "Undone: \(Wording.count(count, "thing")) is as it was before."))
  }

  /// Settings and facts of an environment take an admin.
  private func authorize(_ record: OperationRecord, _ repository: ProfileRepository) throws {
    for environment in record.environments {
      let effects = try repository.effects(of: record, on: environment)
      let isShared = effects.files.contains { !$0.path.hasSuffix("/fills.json") }
      try visit.principal.authorize(
        isShared ? .changeSettings : .changeProfiles, in: environment, .tenant)
    }
  }
}

/// Bringing an environment, or one profile of it, back to an earlier commit.
struct RollbackPage {
  let visit: Visit

  func view(in repository: ProfileRepository) throws -> RestorationView {
    let (rollback, state) = try rollback(visit.query, in: repository)
    let environment = rollback.environment
    let to = state.commit.id.abbreviated
    return RestorationPreview(
      heading: "Roll \(environment) back to \(to)",
      explanation: "New commits bring the profiles back as they were at '"
        + PrintableText.escaped(state.commit.subject) + "'; what was added since goes.",
      backHref: Link.history(environment), action: "/rollback",
      fields: [
        .init(name: "env", value: environment.text),
        .init(name: "to", value: state.commit.id.hex),
        .init(name: "profile", value: visit.query["profile"] ?? ""),
      ], question: "Yes, roll \(environment) back", button: "Roll back"
    ).view {
      [try rollback.run(in: repository, as: visit.operation(), dryRun: true)]
    }
  }

  func answer(in repository: ProfileRepository) throws -> PageAnswer {
    var (rollback, state) = try rollback(visit.form, in: repository)
    guard visit.form["sure"] != nil else {
      throw Refusal.badRequest("the roll back was not confirmed")
    }
    rollback.holds = visit.form["hold"] != nil
    rollback.message = visit.form["message"]
    let operation = try visit.operation()
    let deed = Deed(
      action: "rollback", environment: rollback.environment,
      scope: rollback.selector?.scope ?? .tenant, subject: state.commit.id.hex)
    let result = try visit.write(deed, as: operation) { operation in
      try rollback.run(in: repository, as: operation)
    }
    if result.items.isEmpty {
      return .move(Link.history(rollback.environment), Notice(tone: .good, text: "Nothing to do."))
    }
    return .move(
      OperationsPage.href(operation.id),
      Notice(
        tone: .good,
        text: "\(Wording.count(result.items.count, "profile version")) of \(rollback.environment) "
          + "as it was at \(state.commit.id.abbreviated)."))
  }

  private func rollback(
    _ fields: Fields, in repository: ProfileRepository
  ) throws -> (Rollback, state: Snapshot) {
    let environments = try visit.environments(of: repository)
    let environment = try visit.environment(fields["env"] ?? "", of: environments).name
    let selector = try fields["profile"].map { text throws in try ProfileSelector(text) }
    try visit.principal.authorize(
      .changeProfiles, in: environment, selector?.scope ?? .tenant)
    let state = try repository.snapshot(at: Revision(fields["to"] ?? ""))
    return (Rollback(environment, selector, to: state), state)
  }
}

/// What would come back, or why nothing can.
struct RestorationPreview {
  let heading: String
  let explanation: String
  let backHref: String
  let action: String
  let fields: [RestorationView.Field]
  let question: String
  let button: String

  func view(_ dryRun: () throws -> [RestorationResult]) -> RestorationView {
    do {
      return view(try dryRun(), nil)
    } catch {
      let refusal = Refusal(error)
      return view([], .init(text: refusal.message, hint: refusal.hint))
    }
  }

  private func view(
    _ results: [RestorationResult], _ problem: RestorationView.Problem?
  ) -> RestorationView {
    let items = results.flatMap { result in
      result.items.map { item(.init(result, $0)) }
        + result.files.map {
          .init(what: "restored", text: "\(result.environment): \($0)", diffHref: nil)
        }
    }
    return RestorationView(
      title: heading, heading: heading, explanation: explanation, backHref: backHref,
      problem: problem, hasItems: !items.isEmpty, isNothing: items.isEmpty && problem == nil,
      counted: Wording.count(items.count, "change"), items: items, action: action, fields: fields,
      question: question, button: button)
  }

  private struct Found {
    let environment: EnvironmentName
    let item: RestoredItem

    init(_ result: RestorationResult, _ item: RestoredItem) {
      (environment, self.item) = (result.environment, item)
    }
  }

  private func item(_ found: Found) -> RestorationView.Item {
    let what =
      switch found.item.kind {
      case .restored: "as it was"
      case .broughtBack: "brought back"
      case .removed: "removed"
      case .hold: found.item.holds == true ? "held" : "released"
      }
    return .init(
      what: what,
      text: PrintableText.escaped("\(found.environment):\(found.item.key)"), diffHref: nil)
  }
}
