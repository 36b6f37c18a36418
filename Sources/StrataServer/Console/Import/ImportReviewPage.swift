import CanonicalJSON
import Git
import HTTPTypes
import ProfileRepository
import Profiles
import Replay
import Reports

/// The last step: what will change in each target, and the import itself.
struct ImportReviewPage {
  let visit: Visit
  let framing: ImportFraming

  func view(in repository: ProfileRepository) throws -> ImportReviewView {
    let draft = try framing.draft(visit.query, in: repository)
    return try view(draft, in: repository)
  }

  func confirm(in repository: ProfileRepository) throws -> PageAnswer {
    let draft = try framing.draft(visit.form, in: repository)
    let run = ImportRun(draft: draft, repository: repository)
    let operation = try visit.operation()
    if try run.preview(as: operation).contains(where: \.outcome.isRefused) {
      return .page(try view(draft, in: repository), status: .conflict)
    }
    var keys: [ProfileKey] = []
    for scope in draft.scopes {
      let deed = Deed(
        action: "import", environment: draft.environment, scope: scope,
        subject: "\(draft.landingName)@\(draft.landingVersion)")
      let target = try visit.write(deed, as: operation) { operation in
        try run.write(scope, message: visit.form["message"], as: operation)
      }
      if target.outcome.isRefused {
        return .page(try view(draft, in: repository), status: .conflict)
      }
      keys.append(target.outcome.target)
    }
    DraftFolder(of: repository).remove(draft)
    guard let first = keys.first else { throw Refusal.notFound("nothing was imported") }
    let places = keys.map { Wording.scope($0.scope) }.joined(separator: ", ")
    return .move(
      Link.profile(draft.environment, first),
      Notice(
        tone: .good,
        text: "Imported \(first.name.shown) \(first.version) into \(draft.environment), \(places).")
    )
  }

  private func view(
    _ draft: ImportDraft, in repository: ProfileRepository
  ) throws -> ImportReviewView {
    let run = ImportRun(draft: draft, repository: repository)
    var (targets, problem): ([ImportRun.Target], Refusal?) = ([], nil)
    do { targets = try run.preview(as: visit.operation()) } catch { problem = Refusal(error) }
    let hasMasks = try !run.masks(in: draft.scopes.first ?? .tenant).isEmpty
    let hasChoice = try problem == nil && !RegistryRoutes(draft, in: repository).packs.isEmpty
    return ImportReviewView(
      frame: try framing.frame(
        .review, draft, of: draft.environment, in: repository,
        back: hasMasks ? .fills : hasChoice ? .registries : .edit, problem: problem),
      targets: try targets.enumerated().map { try view($0, $1, run) },
      hasMessage: draft.origin == nil, message: visit.form["message"] ?? "",
      mayConfirm: problem == nil && !targets.contains { $0.outcome.isRefused })
  }

  private func view(
    _ number: Int, _ target: ImportRun.Target, _ run: ImportRun
  ) throws -> ImportReviewView.Target {
    let draft = run.draft
    let (verdict, tone) = VerdictWords.words(target.outcome.verdict)
    let moves = try RegistryRoutes(draft, in: run.repository).moves.map {
      "\($0.layer.shownName) comes from \($0.registry.shown)"
    }
    return ImportReviewView.Target(
      number: number, title: "\(draft.environment), \(Wording.scope(target.scope))", tone: tone,
      verdict: verdict,
      findings: target.outcome.findings.filter { $0.code != .maskToFill }.map(FindingView.init),
      moves: moves, difference: try difference(target.scope, run))
  }

  /// From what the scope holds under the name, in its highest version, or from nothing.
  private func difference(_ scope: Scope, _ run: ImportRun) throws -> String {
    let landing = try run.landing()
    let snapshot = try run.repository.snapshot(of: run.draft.environment)
    let present = try snapshot.versions(of: landing.profile.name, in: scope).last
    let before = try present.map { try snapshot.document($0) } ?? landing.withoutLayers()
    let difference = ProfileDifference(
      from: before, to: landing, sensitivity: try snapshot.sensitivity())
    return DifferenceReport(difference).fragment()
  }
}
