import CanonicalJSON
import Git
import HTTPTypes
import ProfileRepository
import Profiles
import Replay

/// The third step: a registry for each pack that several of the target's registries hold.
struct ImportRegistriesPage {
  let visit: Visit
  let framing: ImportFraming

  func answer(in repository: ProfileRepository) throws -> PageAnswer {
    let draft = try framing.draft(visit.query, in: repository)
    let choices = try RegistryRoutes(draft, in: repository)
    if choices.packs.isEmpty { return .move(ImportStep.fills.href(draft)) }
    return .page(try view(draft, choices, in: repository))
  }

  func take(in repository: ProfileRepository) throws -> PageAnswer {
    var draft = try framing.draft(visit.form, in: repository)
    let choices = try RegistryRoutes(draft, in: repository)
    for (number, pack) in visit.form.all(after: "pack-") {
      guard let offered = choices.packs.first(where: { $0.name.string == pack }),
        let chosen = visit.form["registry-\(number)"],
        offered.options.contains(JSONString(chosen))
      else { continue }
      draft.registries[offered.name] = JSONString(chosen)
    }
    draft.updated = visit.now
    try DraftFolder(of: repository).save(draft)
    let open = try RegistryRoutes(draft, in: repository).packs.filter { $0.chosen == nil }
    if open.isEmpty { return .move(ImportStep.fills.href(draft)) }
    let names = open.map(\.name.shown).joined(separator: ", ")
    return .page(
      try view(
        draft, RegistryRoutes(draft, in: repository),
        problem: .badRequest("choose a registry for \(names)"), in: repository),
      status: .badRequest)
  }

  private func view(
    _ draft: ImportDraft, _ list: RegistryRoutes, problem: Refusal? = nil,
    in repository: ProfileRepository
  ) throws -> ImportRegistriesView {
    ImportRegistriesView(
      frame: try framing.frame(
        .registries, draft, of: draft.environment, in: repository, problem: problem),
      choices: list.packs.enumerated().map { number, pack in
        .init(
          number: number, pack: pack.name.shown, packName: pack.name.string,
          version: pack.version.shown,
          layer: pack.layer.kindName, source: pack.source?.shown,
          options: pack.options.map {
            Option(value: $0.string, text: $0.shown, isChosen: $0 == pack.chosen)
          })
      }, hasFixed: !list.fixed.isEmpty, fixedCount: Wording.count(list.fixed.count, "pack"),
      fixed: list.fixed)
  }
}

/// The fourth step: where the target takes masked values from.
struct ImportFillsPage {
  let visit: Visit
  let framing: ImportFraming

  func answer(in repository: ProfileRepository) throws -> PageAnswer {
    let draft = try framing.draft(visit.query, in: repository)
    let view = try view(draft, in: repository)
    return view.places.isEmpty ? .move(ImportStep.review.href(draft)) : .page(view)
  }

  func take(in repository: ProfileRepository) throws -> PageAnswer {
    var draft = try framing.draft(visit.form, in: repository)
    var problem: Refusal?
    for (number, place) in visit.form.all(after: "place-") {
      let suffix = "-\(number)"
      if visit.form["name" + suffix] == nil, visit.form["kind" + suffix] != "prompt" {
        draft.fills[place] = nil
        continue
      }
      do { draft.fills[place] = try FillForm.reference(visit.form, suffix) } catch {
        problem = Refusal(error)
      }
    }
    draft.updated = visit.now
    try DraftFolder(of: repository).save(draft)
    guard let problem else { return .move(ImportStep.review.href(draft)) }
    return .page(
      try view(draft, problem: problem, in: repository), status: problem.status)
  }

  private func view(
    _ draft: ImportDraft, problem: Refusal? = nil, in repository: ProfileRepository
  ) throws -> ImportFillsView {
    let run = ImportRun(draft: draft, repository: repository)
    let masks = try run.masks(in: draft.scopes.first ?? .tenant)
    let hasChoice = try !RegistryRoutes(draft, in: repository).packs.isEmpty
    return ImportFillsView(
      frame: try framing.frame(
        .fills, draft, of: draft.environment, in: repository,
        back: hasChoice ? .registries : .edit, problem: problem),
      places: masks.enumerated().map { place($0, $1, run) })
  }

  private func place(_ id: Int, _ mask: ProfileMask, _ run: ImportRun) -> ImportFillsView.Place {
    let (words, key) = (MaskWords(mask), run.key(mask))
    let reference = key.flatMap { run.draft.fills[$0] }
    let text = reference?.description ?? ""
    let kind = text.prefix { $0 != ":" }
    return ImportFillsView.Place(
      id: id, key: key ?? "", owner: words.owner, path: words.path, words: words.words,
      fill: mask.fill?.description, mayFill: key != nil,
      cannot: key == nil ? "Only its line is known, so no source can be kept for it." : nil,
      kinds: MaskedView.sources.map {
        Option(value: $0.value, text: $0.text, isChosen: $0.value == String(kind))
      }, name: String(text.dropFirst(kind.count + 1)))
  }
}
