import Git
import ProfileRepository
import Profiles

/// The steps of an import in Palette's order, with what Palette does not have after them.
enum ImportStep: Int, CaseIterable {
  case file, edit, registries, fills, review

  var text: String {
    switch self {
    case .file: "File"
    case .edit: "Edit and validate"
    case .registries: "Select repositories"
    case .fills: "Masked values"
    case .review: "Review"
    }
  }

  func href(_ draft: ImportDraft) -> String {
    switch self {
    case .file: Link.page("/import", ["env": draft.environment.text])
    case .edit: Link.page("/import/edit", ["draft": draft.id, "validated": "1"])
    case .registries: Link.page("/import/registries", ["draft": draft.id])
    case .fills: Link.page("/import/fills", ["draft": draft.id])
    case .review: Link.page("/import/review", ["draft": draft.id])
    }
  }
}

/// Frames the steps of one import: the profiles of the target behind the panel, the steps above it.
struct ImportFraming {
  let visit: Visit
  let index: ProfileIndex
  let templates: Templates

  func frame(
    _ step: ImportStep, _ draft: ImportDraft?, of environment: EnvironmentName,
    in repository: ProfileRepository, back: ImportStep = .edit, problem: Refusal? = nil,
    note: String? = nil
  ) throws -> ImportFrame {
    let close = Link.profiles(environment)
    var behind = ProfilesPage(visit: visit, index: index)
    behind.shown = environment
    let scopes = draft?.scopes.map(Wording.scope).joined(separator: ", ")
    return ImportFrame(
      behind: templates.html(try behind.view(in: repository), csrf: ""), closeHref: close,
      subtitle: draft.map {
        "\($0.landingName.shown) \($0.landingVersion) into \(environment), \(scopes ?? "")"
      }
        ?? "Into \(environment)",
      steps: ImportStep.allCases.map { self.step($0, current: step, draft) },
      backHref: draft.map(back.href) ?? close, draft: draft?.id ?? "",
      environment: environment.text, problem: problem.map(ProblemView.init),
      maskedNote: draft?.masked, note: note)
  }

  private func step(
    _ step: ImportStep, current: ImportStep, _ draft: ImportDraft?
  ) -> ImportFrame.Step {
    let isDone = step.rawValue < current.rawValue
    return ImportFrame.Step(
      text: step.text, tone: isDone ? "done" : "", isCurrent: step == current,
      isLink: isDone && step != .file, href: draft.map(step.href) ?? "")
  }

  /// The person's draft that an address or a form names.
  func draft(_ fields: Fields, in repository: ProfileRepository) throws -> ImportDraft {
    let folder = DraftFolder(of: repository)
    guard let draft = folder.draft(fields["draft"] ?? "", of: visit.principal.id) else {
      throw Refusal.notFound("this import is not there any more")
    }
    for scope in draft.scopes {
      try visit.principal.authorize(.changeProfiles, in: draft.environment, scope)
    }
    return draft
  }
}
