import CanonicalJSON
import Git
import HTTPTypes
import ProfileRepository
import Profiles
import Replay
import Reports

/// The second step of a promotion: what it does, what speaks against it, and what conflicts; and the promotion itself.
struct PromotePreviewPage {
  let visit: Visit

  func view(in repository: ProfileRepository) throws -> PromotePreview {
    try view(Promotion(visit, visit.query, in: repository), in: repository)
  }

  func answer(in repository: ProfileRepository) throws -> PageAnswer {
    let promotion = try Promotion(visit, visit.form, in: repository)
    guard visit.form["step"] == "confirm" else {
      return .page(try view(promotion, in: repository))
    }
    let operation = try visit.operation()
    let expected = ObjectID(hex: visit.form["expect"] ?? "")
    for entry in promotion.entries.dropFirst() {
      try visit.principal.authorize(.changeProfiles, in: promotion.target, entry.key.scope)
    }
    let scope = promotion.entries.first?.key.scope ?? .tenant
    let subject = promotion.entries.map(\.key.description).joined(separator: ", ")
    let deed = Deed(
      action: "promote", environment: promotion.target, scope: scope, subject: subject)
    let result = try visit.write(deed, as: operation) { operation in
      try promotion.write(in: repository, expecting: expected, as: operation)
    }
    if result.isRefused {
      return .page(try view(promotion, in: repository), status: .conflict)
    }
    return .move(destination(promotion, result, operation), notice(promotion, result))
  }

  private func destination(
    _ promotion: Promotion, _ result: ReplayResult, _ operation: Operation
  ) -> String {
    let mayLook = visit.may(.readProfiles, in: promotion.target, .tenant)
    if result.before != result.after, mayLook { return OperationsPage.href(operation.id) }
    guard let first = result.outcomes.first else { return "/environments" }
    return Link.profile(promotion.target, first.target)
  }

  private func notice(_ promotion: Promotion, _ result: ReplayResult) -> Notice {
    let masks = result.outcomes.reduce(0) { $0 + $1.maskedPlaces }
    let count = Wording.count(promotion.entries.count, "profile version")
    if result.before == result.after {
      return Notice(tone: .good, text: "\(promotion.target) has it all already.")
    }
    return Notice(
      tone: .good, text: "Promoted \(count) to \(promotion.target).",
      hint: masks > 0
        ? "\(Wording.count(masks, "masked value")) there; see under Masked values what is to fill."
        : nil)
  }

  private func view(
    _ promotion: Promotion, in repository: ProfileRepository
  ) throws -> PromotePreview {
    let chosen = promotion.entries.map(\.key.description)
    let back =
      Link.page("/promote", ["from": promotion.source.text, "to": promotion.target.text])
      + chosen.map { "&profile=" + Link.encoded($0) }.joined()
    let target = try repository.snapshot(of: promotion.target)
    do {
      let (asked, answered) = try promotion.preview(in: repository)
      let items = try zip(asked.outcomes, answered.outcomes).enumerated().map { number, pair in
        try item(number, pair.0, pair.1, promotion, target)
      }
      return preview(promotion, back, target, items, isRefused: answered.isRefused)
    } catch {
      return preview(promotion, back, target, [], isRefused: true, problem: Refusal(error))
    }
  }

  private func preview(
    _ promotion: Promotion, _ back: String, _ target: Snapshot, _ items: [PromotePreview.Item],
    isRefused: Bool, problem: Refusal? = nil
  ) -> PromotePreview {
    PromotePreview(
      from: promotion.source.text, to: promotion.target.text, backHref: back,
      expect: target.commit.id.hex, problem: problem.map(ProblemView.init), items: items,
      hasOpen: items.contains(where: \.hasConflicts), mayConfirm: !isRefused,
      counted: Wording.count(items.count, "profile version"))
  }

  private func item(
    _ number: Int, _ asked: ReplayOutcome, _ answered: ReplayOutcome, _ promotion: Promotion,
    _ target: Snapshot
  ) throws -> PromotePreview.Item {
    let key = asked.source ?? asked.target
    let (verdict, tone) = VerdictWords.words(answered.verdict)
    let conflicts = Self.conflicts(asked, number, promotion.answers)
    let open = Self.openCount(answered)
    let html = try difference(answered, promotion, target)
    return PromotePreview.Item(
      number: number, key: key.description, name: key.name.shown,
      version: key.version.description, verdict: verdict, tone: tone,
      findings: answered.findings.filter { $0.code != .maskToFill && $0.code != .changedInTarget }
        .map(FindingView.init),
      note: Self.note(answered), hasConflicts: !conflicts.isEmpty,
      conflictWords: open > 0
        ? "\(Wording.count(open, "place")) that both changed" : "Settled by your answers",
      conflicts: conflicts, hasDifference: !html.isEmpty, isOpen: promotion.entries.count == 1,
      difference: html)
  }

  private static func conflicts(
    _ outcome: ReplayOutcome, _ item: Int, _ answers: ConflictForm
  ) -> [PromotePreview.Conflict] {
    guard case .refused(let refusal) = outcome.verdict, let places = refusal.conflicts?.places
    else {
      return []
    }
    return places.enumerated().map { number, conflict in
      let key = ConflictForm.key(outcome.target, conflict, number)
      let answer = answers.answer(key)
      let (ours, theirs) = (text(conflict.shown(.ours)), text(conflict.shown(.theirs)))
      return PromotePreview.Conflict(
        id: "\(item)-\(number)", key: key,
        place: PrintableText.escaped(conflict.place.description), isSecret: conflict.isSecret,
        ours: ours, theirs: theirs,
        mayWrite: !conflict.isSecret
          && MergeChoice.value(.string("")).fits(conflict.place.part),
        value: answer?.value ?? "", isOurs: answer?.take == "ours",
        isTheirs: answer?.take == "theirs", isValue: answer?.take == "value")
    }
  }

  private static func text(_ shown: ShownValue?) -> String {
    switch shown {
    case nil: "(nothing)"
    case .masked: "masked"
    case .hidden: "(hidden)"
    case .value(.string(let text)): PrintableText.lines(text.string)
    case .value(let value): PrintableText.escaped(String(decoding: value.encoded(), as: UTF8.self))
    }
  }

  private static func openCount(_ outcome: ReplayOutcome) -> Int {
    if case .refused(let refusal) = outcome.verdict { return refusal.conflicts?.places.count ?? 0 }
    return 0
  }

  private static func note(_ outcome: ReplayOutcome) -> String? {
    switch outcome.verdict {
    case .merged(let merged):
      "Both sides changed it. What the target has of its own is kept"
        + (merged.overrides.isEmpty
          ? "." : ", \(Wording.count(merged.overrides.count, "override")) among it.")
    case .held(let held): "Held: \(PrintableText.escaped(held.commit.message.subject))"
    case .refused(let refusal) where refusal.reason == .duplicate:
      "The target holds another document of this name and version, which never came from here. Import it "
        + "under another name or version."
    default: nil
    }
  }

  /// From what the target holds to what the source brings.
  private func difference(
    _ outcome: ReplayOutcome, _ promotion: Promotion, _ target: Snapshot
  ) throws -> String {
    guard let source = outcome.source, let entry = try promotion.snapshot.entry(for: source) else {
      return ""
    }
    let proposed = try promotion.snapshot.document(entry)
    if case .nothing(.equal) = outcome.verdict { return "" }
    let current: ProfileDocument
    if let present = try target.entry(for: outcome.target) {
      current = try target.document(present)
    } else {
      current = try proposed.withoutLayers()
    }
    let sensitivity = try target.sensitivity().union(promotion.snapshot.sensitivity())
    if case .merged(let merged) = outcome.verdict {
      return DifferenceReport(merged.theirs).fragment()
    }
    return DifferenceReport(
      ProfileDifference(from: current, to: proposed, sensitivity: sensitivity)
    ).fragment()
  }
}
