import CanonicalJSON
import Git
import HTTPTypes
import ProfileRepository
import Profiles
import Reports

/// Editing the values of one layer: the text, then what changes by it, then the commit.
struct EditPage {
  let visit: Visit

  func view(in repository: ProfileRepository) throws -> EditView {
    let draft = try Draft(visit, visit.query, repository)
    return view(draft, text: draft.layer.values, base: draft.place.entry.blob.hex)
  }

  func answer(in repository: ProfileRepository) throws -> PageAnswer {
    let draft = try Draft(visit, visit.form, repository)
    guard let base = ObjectID(hex: visit.form["base"] ?? "") else {
      throw Refusal.badRequest("the form does not say what it edits")
    }
    guard let sent = SentText(visit.form.text("text") ?? "", insteadOf: draft.layer.values) else {
      throw Self.unsuited
    }
    let gate = PreparedDocument.Gate(
      masks: true, sensitivity: try draft.place.snapshot.sensitivity())
    let prepared = try PreparedDocument(draft.document(with: sent.text), gate: gate)
    if visit.form["step"] == "save", prepared.masked.isEmpty {
      return try save(prepared.document, base, draft, repository)
    }
    return .page(preview(prepared, base, draft))
  }

  private func preview(
    _ prepared: PreparedDocument, _ base: ObjectID, _ draft: Draft
  ) -> EditView {
    let difference = ProfileDifference(from: draft.document, to: prepared.document)
    let text = prepared.document.profile.layers[draft.position].values
    return view(
      draft, text: text, base: base.hex,
      difference: DifferenceReport(difference).fragment(), masked: prepared.masked,
      warnings: prepared.warnings)
  }

  private func save(
    _ document: ProfileDocument, _ base: ObjectID, _ draft: Draft, _ repository: ProfileRepository
  ) throws -> PageAnswer {
    let (place, key) = (draft.place, draft.place.entry.key)
    var amendment = Amendment(
      of: document, replacing: base, in: place.environment, scope: key.scope)
    amendment.message = visit.form["message"]
    let deed = Deed(
      action: "edit", environment: place.environment, scope: key.scope,
      subject: key.description)
    let outcome = try visit.write(deed, as: visit.operation()) { operation in
      try amendment.run(in: repository, as: operation)
    }
    let href = Link.profile(place.environment, key, layer: draft.position)
    switch outcome {
    case .committed(_, let commit, _):
      return .move(href, Notice(tone: .good, text: "Saved as \(commit.abbreviated)."))
    case .unchanged: return .move(href, Notice(tone: .good, text: "Nothing was changed."))
    case .failed(let error): throw error
    }
  }

  private func view(
    _ draft: Draft, text: JSONString, base: String, difference: String? = nil,
    masked: [SecretFinding] = [], warnings: [SecretFinding] = []
  ) -> EditView {
    let (place, key) = (draft.place, draft.place.entry.key)
    let words = { (findings: [SecretFinding]) in
      findings.isEmpty
        ? nil : findings.map { PrintableText.escaped($0.description) }.joined(separator: "; ")
    }
    return EditView(
      title: "Edit \(draft.layer.identity.shownName)", environment: place.environment.text,
      profile: key.name.shown, version: key.version.description,
      layer: draft.layer.identity.shownName, at: place.text, position: draft.position, base: base,
      backHref: Link.profile(place.environment, key, layer: draft.position), text: text.string,
      message: visit.form["message"] ?? "", isPreview: difference != nil,
      difference: difference ?? "", masked: words(masked), warning: words(warnings))
  }

  private static let unsuited = Refusal(
    .badRequest, "MixedLineEnds",
    "the text mixes line ends, and a form in a browser would change them",
    hint: "edit it with 'strata edit'")

  /// What a form speaks of, if it may be edited.
  private struct Draft {
    let place: Visit.Place
    let document: ProfileDocument
    let position: Int
    let layer: Layer

    init(_ visit: Visit, _ fields: Fields, _ repository: ProfileRepository) throws {
      place = try visit.place(fields["at"] ?? "", in: repository)
      try visit.principal.authorize(
        .changeProfiles, in: place.environment, place.entry.key.scope)
      guard place.isNewest else {
        throw Refusal.badRequest("an edit goes onto the newest state of an environment")
      }
      let shown = try ShownDocument(
        place.snapshot.document(place.entry), sensitivity: place.snapshot.sensitivity())
      if shown.isMasked {
        throw Refusal(
          .forbidden, "HoldsSecret", "the profile holds a secret that is not shown in a page",
          hint: "edit it with 'strata edit'")
      }
      document = shown.document
      position = fields["layer"].flatMap { Int($0) } ?? -1
      guard document.profile.layers.indices.contains(position) else {
        throw Refusal.notFound("the profile has no such layer")
      }
      layer = document.profile.layers[position]
      if SentText("", insteadOf: layer.values) == nil { throw EditPage.unsuited }
    }

    func document(with values: JSONString) throws -> ProfileDocument {
      let path = JSONPath([
        .key("spec"), .key("template"), .key("packs"), .index(position), .key("values"),
      ])
      let value = document.value.setting(.string(values), at: path)
      return try ProfileDocument(export: value.encoded(), syntax: .json)
    }
  }
}
