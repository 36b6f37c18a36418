import CanonicalJSON
import Git
import HTTPTypes
import ProfileRepository
import Profiles
import Reports

/// The first step: where to, and what: a file, a text, or a profile of another environment.
struct ImportFilePage {
  let visit: Visit
  let framing: ImportFraming

  func view(in repository: ProfileRepository) throws -> ImportFileView {
    try view(visit.query, in: repository)
  }

  private func view(
    _ fields: Fields, problem: Refusal? = nil, pasted: String = "",
    in repository: ProfileRepository
  ) throws -> ImportFileView {
    let environment = try environment(fields, in: repository)
    let drafts = try DraftFolder(of: repository).drafts(of: visit.principal.id, at: visit.now)
    return ImportFileView(
      frame: try framing.frame(.file, nil, of: environment, in: repository, problem: problem),
      scopes: try scopes(environment, fields, in: repository), hasDrafts: !drafts.isEmpty,
      drafts: drafts.map(draft), pasted: pasted,
      sources: try sources(besides: environment, fields["from"], in: repository))
  }

  private func environment(
    _ fields: Fields, in repository: ProfileRepository
  ) throws -> EnvironmentName {
    let environments = try visit.environments(of: repository)
    let mine = environments.first { visit.mayChange($0.name) }
    let environment = try visit.environment(fields["env"] ?? mine?.name.text, of: environments)
    guard visit.mayChange(environment.name) else { throw Refusal.forbidden }
    return environment.name
  }

  /// Those that the person may write to: the tenant, the projects that hold something, and those that the facts know.
  private func scopes(
    _ environment: EnvironmentName, _ fields: Fields, in repository: ProfileRepository
  ) throws -> [Option] {
    let snapshot = try repository.snapshot(of: environment)
    let known = try snapshot.facts()?.holdings.projects ?? []
    let bound = visit.principal.grants.filter { $0.environment == environment }
      .compactMap(\.project)
    let projects = try Set(snapshot.projects() + known.map(Scope.project) + bound).sorted()
    let all = ([.tenant] + projects).filter {
      visit.may(.changeProfiles, in: environment, $0)
    }
    let chosen = fields.all("scope").filter { !$0.isEmpty }
    return all.map { scope in
      let text = scope.description
      return Option(
        value: text, text: Wording.scope(scope),
        isChosen: chosen.isEmpty ? scope == all.first : chosen.contains(text))
    }
  }

  private func draft(_ draft: ImportDraft) -> ImportFileView.Draft {
    ImportFileView.Draft(
      href: ImportStep.edit.href(draft),
      name: "\(draft.landingName.shown) \(draft.landingVersion)",
      target: "\(draft.environment), "
        + draft.scopes.map(Wording.scope).joined(separator: ", "),
      age: Wording.age(draft.updated, at: visit.now))
  }

  private func sources(
    besides environment: EnvironmentName, _ chosen: String?, in repository: ProfileRepository
  ) throws -> [Option] {
    var options: [Option] = []
    for other in try visit.environments(of: repository) where other.name != environment {
      let entries = try framing.index.entries(of: repository.snapshot(of: other.name))
      options += entries.filter { visit.sees($0.key, in: other.name) }.prefix(500).map { entry in
        let address = Link.address(other.name, entry.key)
        return Option(
          value: address, text: PrintableText.escaped(address), isChosen: address == chosen)
      }
    }
    return options
  }

  /// Takes in what was sent; no secret of it gets further than here.
  func answer(in repository: ProfileRepository) throws -> PageAnswer {
    let form = visit.form
    do {
      let draft = try taken(in: repository)
      try DraftFolder(of: repository).save(draft)
      return .move(Link.page("/import/edit", ["draft": draft.id]))
    } catch {
      let refusal = Refusal(error)
      if refusal.status == .forbidden { throw refusal }
      return .page(try view(form, problem: refusal, in: repository), status: refusal.status)
    }
  }

  private func taken(in repository: ProfileRepository) throws -> ImportDraft {
    let environment = try environment(visit.form, in: repository)
    let scopes = try targets(environment)
    let file = visit.form.file
    if let file, !file.bytes.isEmpty {
      return try draft(
        ProfileDocument(
          export: file.bytes, syntax: .init(fileName: file.name, bytes: file.bytes)),
        environment, scopes, source: file.name, in: repository)
    }
    if let text = visit.form["text"] {
      let bytes = Array(text.utf8)
      return try draft(
        ProfileDocument(export: bytes, syntax: .init(fileName: nil, bytes: bytes)), environment,
        scopes, source: "the console", in: repository)
    }
    guard let from = visit.form["from"] else {
      throw Refusal.badRequest("choose a file, paste a profile, or pick one of another environment")
    }
    let place = try visit.place(from, in: repository)
    let shown = try ShownDocument(
      place.snapshot.document(place.entry), sensitivity: place.snapshot.sensitivity())
    return ImportDraft(
      id: RandomID.digits(24), owner: visit.principal.id, environment: environment,
      scopes: scopes, source: place.text, origin: .init(address: place.text, name: place.text),
      document: shown.document, updated: visit.now)
  }

  private func draft(
    _ document: ProfileDocument, _ environment: EnvironmentName, _ scopes: [Scope],
    source: String, in repository: ProfileRepository
  ) throws -> ImportDraft {
    let door = try ImportDoor(document, into: environment, of: repository)
    return ImportDraft(
      id: RandomID.digits(24), owner: visit.principal.id, environment: environment,
      scopes: scopes, source: source, document: door.document, masked: door.masked,
      updated: visit.now)
  }

  private func targets(_ environment: EnvironmentName) throws -> [Scope] {
    var names = visit.form.all("scope")
    if let project = visit.form["project"] { names.append("projects/" + project) }
    let scopes = names.compactMap { Scope($0) }
    guard !scopes.isEmpty, scopes.count == names.count else {
      throw Refusal.badRequest("choose at least one scope to import into")
    }
    for scope in scopes {
      try visit.principal.authorize(.changeProfiles, in: environment, scope)
    }
    return Array(Set(scopes)).sorted()
  }
}

/// The door that a profile comes in through: secrets become masks before anything is kept.
struct ImportDoor {
  let document: ProfileDocument
  /// What was masked, in words without the secret.
  let masked: String?

  init(
    _ document: ProfileDocument, into environment: EnvironmentName,
    of repository: ProfileRepository
  ) throws {
    let sensitivity = try repository.snapshot(of: environment).sensitivity()
    let prepared = try PreparedDocument(
      document, gate: .init(masks: true, sensitivity: sensitivity))
    self.document = prepared.document
    let places = prepared.masked.map { PrintableText.escaped($0.description) }
    masked = places.isEmpty ? nil : places.joined(separator: "; ")
  }
}
