import CanonicalJSON
import Git
import HTTPTypes
import ProfileRepository
import Profiles
import Replay
import Reports

/// The second step: the profile's text to edit, its name and version, and what validation finds, next to its place.
struct ImportEditPage {
  let visit: Visit
  let framing: ImportFraming

  func view(in repository: ProfileRepository) throws -> ImportEditView {
    let draft = try framing.draft(visit.query, in: repository)
    return try view(draft, validates: visit.query["validated"] != nil, in: repository)
  }

  func answer(in repository: ProfileRepository) throws -> PageAnswer {
    var draft = try framing.draft(visit.form, in: repository)
    let folder = DraftFolder(of: repository)
    if visit.form["step"] == "discard" {
      folder.remove(draft)
      return .move(
        Link.profiles(draft.environment), Notice(tone: .good, text: "The import was discarded."))
    }
    do { try take(visit.form, into: &draft, of: repository) } catch {
      // What cannot be read may hold a secret, so it is kept nowhere; the browser still has it.
      let refusal = Refusal(error)
      return .page(
        try view(draft, validates: false, problem: refusal, in: repository),
        status: refusal.status)
    }
    draft.updated = visit.now
    try folder.save(draft)
    let targets = try? ImportRun(draft: draft, repository: repository)
      .preview(as: visit.operation())
    let isGood = targets.map { !ImportFindings($0).isInTheWay } ?? false
    let goesOn = visit.form["step"] == "continue" && isGood
    return .move(goesOn ? ImportStep.registries.href(draft) : ImportStep.edit.href(draft))
  }

  private func take(
    _ form: Fields, into draft: inout ImportDraft, of repository: ProfileRepository
  ) throws {
    let bytes = Array((form.text("text") ?? "").utf8)
    let sent = try ProfileDocument(export: bytes, syntax: .init(fileName: nil, bytes: bytes))
    let before = (name: draft.landingName, version: draft.landingVersion)
    let wasNamed = (draft.document.profile.name, draft.document.profile.version)
    if sent != draft.document {
      let door = try ImportDoor(sent, into: draft.environment, of: repository)
      (draft.document, draft.masked, draft.origin) = (door.document, door.masked, nil)
    }
    let profile = draft.document.profile
    let name = JSONString(form["name"] ?? before.name.string)
    let version = try Self.version(form["version"] ?? before.version.description)
    // A name changed in the text counts where the field was left as it was.
    let isRenamedInText = wasNamed.0 != profile.name && name == before.name
    let isNumberedInText = wasNamed.1 != profile.version && version == before.version
    draft.name = isRenamedInText || name == profile.name ? nil : name
    draft.version = isNumberedInText || version == profile.version ? nil : version
    _ = try draft.document.renamed(to: draft.name, version: draft.version)
  }

  private static func version(_ text: String) throws -> ProfileVersion {
    if let version = ProfileVersion(text) { return version }
    throw Refusal(
      .badRequest, "InvalidVersion", "'\(PrintableText.escaped(text))' is no version",
      hint: "write major.minor.patch, such as 1.2.3 or 1.2.3-rc.1")
  }

  private func view(
    _ draft: ImportDraft, validates: Bool, problem: Refusal? = nil,
    in repository: ProfileRepository
  ) throws -> ImportEditView {
    var (found, problem): (ImportFindings?, Refusal?) = (nil, problem)
    if validates {
      do {
        let run = ImportRun(draft: draft, repository: repository)
        found = ImportFindings(try run.preview(as: visit.operation()))
      } catch { problem = Refusal(error) }
    }
    let routes = try RegistryRoutes(draft, in: repository)
    let isRerouted = !routes.moves.isEmpty || !routes.packs.isEmpty
    let note = draft.origin.map {
      isRerouted
        ? "Registries are others in \(draft.environment), so it lands as one commit, from \($0.name)."
        : "It lands with the history of \($0.name) as long as the text stays as it is."
    }
    return ImportEditView(
      frame: try framing.frame(
        .edit, draft, of: draft.environment, in: repository, problem: problem, note: note),
      isValid: found.map { !$0.isInTheWay } ?? false,
      mayContinue: found.map { !$0.isInTheWay } ?? false, name: draft.landingName.string,
      version: draft.landingVersion.description, isDuplicate: found?.duplicate != nil,
      duplicate: found?.duplicate.map {
        "\(Wording.scope($0.scope)) of \(draft.environment) "
          + "holds another \(draft.landingName.shown) \(draft.landingVersion) already."
      } ?? "",
      duplicateHref: found?.duplicate.map { Link.profile(draft.environment, $0) },
      groups: found?.groups ?? [], textHint: "from \(PrintableText.escaped(draft.source))",
      text: String(decoding: draft.document.palette, as: UTF8.self))
  }
}

/// What validation found on an import, by where it stands.
struct ImportFindings {
  /// Whether something has to be changed before the import goes on.
  let isInTheWay: Bool
  /// What holds the name and version already.
  let duplicate: ProfileKey?
  let groups: [ImportEditView.Group]

  init(_ targets: [ImportRun.Target]) {
    let outcomes = targets.map(\.outcome)
    duplicate =
      outcomes.first { outcome in
        if case .refused(let refusal) = outcome.verdict {
          refusal.reason == .duplicate
        } else {
          false
        }
      }?.target
    // Registries and masked values have steps of their own.
    let later: Set<ValidationFinding.Code> = [
      .severalRegistries, .maskToFill, .duplicateVersion,
    ]
    var found: [ValidationFinding] = []
    for finding in outcomes.flatMap(\.findings)
    where !later.contains(finding.code) && !found.contains(finding) {
      found.append(finding)
    }
    isInTheWay = outcomes.contains(where: \.isRefused)
    groups = Self.groups(found)
  }

  private static func groups(_ findings: [ValidationFinding]) -> [ImportEditView.Group] {
    var order: [Layer.Identity?] = []
    for finding in findings where !order.contains(finding.place.layer) {
      order.append(finding.place.layer)
    }
    return order.map { layer in
      ImportEditView.Group(
        title: layer.map { "\($0.kindName): \($0.shownName)" } ?? "Profile",
        tone: layer?.tone ?? "other",
        findings: findings.filter { $0.place.layer == layer }.map(FindingView.init))
    }
  }
}
