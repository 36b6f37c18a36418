import CanonicalJSON
import Git
import PackValues
import ProfileRepository
import Profiles
import Reports

/// One profile version: its stack, the texts of one layer, its variables and its history.
struct ProfilePage {
  let visit: Visit
  let index: ProfileIndex

  func view(in repository: ProfileRepository) throws -> ProfileView {
    let place = try visit.place(visit.query["at"] ?? "", in: repository)
    let snapshot = place.snapshot
    let shown = try ShownDocument(
      snapshot.document(place.entry), sensitivity: snapshot.sensitivity())
    let masks = try snapshot.masks(of: shown.document, in: place.entry.key.scope)
      .filter(\.isOpen)
    return try view(place, shown, masks, next(after: place.environment, in: repository))
  }

  private func view(
    _ place: Visit.Place, _ shown: ShownDocument, _ masks: [ProfileMask], _ next: EnvironmentName?
  ) throws -> ProfileView {
    let (document, key) = (shown.document, place.entry.key)
    let profile = document.profile
    let stack = StackSlabs(profile, masks)
    let chosen = stack.chosen(visit.query["layer"])
    let history = try place.snapshot.history(of: place.address.profile)
    let stored = try place.snapshot.document(place.entry)
    return ProfileView(
      title: "\(key.name.shown) \(key.version)", environment: place.environment.text,
      environmentHref: Link.profiles(place.environment), scope: Wording.scope(key.scope),
      scopeHref: Link.profiles(place.environment, scope: key.scope), name: key.name.shown,
      version: key.version.description,
      description: profile.description.isEmpty
        ? nil : PrintableText.lines(profile.description.string),
      promoteHref: promoteHref(place, next), compareHref: compareHref(place, history),
      exportHref: Link.page("/profile/export", ["at": place.text]),
      exportYAMLHref: Link.page("/profile/export", ["at": place.text, "format": "yaml"]),
      past: place.isNewest
        ? nil
        : .init(
          commit: place.snapshot.commit.id.abbreviated,
          href: Link.profile(place.environment, key)),
      versions: try versions(place), type: Wording.type(profile.type),
      cloud: Wording.cloud(profile.cloudType), labels: profile.labels.map(Self.label),
      toFill: masks.isEmpty ? nil : masks.count,
      maskedHref: Link.page(
        "/masked", ["env": place.environment.text, "at": Link.address(place.environment, key)]),
      digest: stored.digest, shortDigest: String(stored.digest.dropFirst(7).prefix(12)),
      hold: try place.snapshot.holds()[key].map { $0.message.subject },
      layerCount: Wording.count(profile.layers.count, "layer"),
      stack: stack.slabs(current: chosen) { Link.profile(place.revision, key, layer: $0) },
      layer: chosen.map {
        layer(profile.layers[$0], at: $0, masks, place, isEditable: !shown.isMasked)
      },
      variablesLine: profile.variables.isEmpty
        ? nil : Wording.count(profile.variables.count, "profile variable"),
      hasVariables: !profile.variables.isEmpty, variables: profile.variables.map(variable),
      history: log(history, place), historyHref: Link.history(place.environment))
  }

  private static func label(_ label: Profile.Label) -> String {
    label.value == "spectro__tag" ? label.key.shown : "\(label.key.shown): \(label.value.shown)"
  }

  private func versions(_ place: Visit.Place) throws -> [ProfileView.Version] {
    let key = place.entry.key
    return try place.snapshot.versions(of: key.name, in: key.scope).reversed().map { entry in
      ProfileView.Version(
        text: entry.key.version.description, href: Link.profile(place.revision, entry.key),
        isCurrent: entry.key == key)
    }
  }

  private func next(
    after environment: EnvironmentName, in repository: ProfileRepository
  ) throws -> EnvironmentName? {
    try repository.environments().first { $0.settings.after == environment.text }?.name
  }

  private func promoteHref(_ place: Visit.Place, _ next: EnvironmentName?) -> String? {
    let key = place.entry.key
    guard let next, place.isNewest, visit.may(.changeProfiles, in: next, key.scope) else {
      return nil
    }
    return Link.page(
      "/promote", ["from": place.environment.text, "to": next.text, "profile": key.description])
  }

  /// Against the commit before, if there is one.
  private func compareHref(_ place: Visit.Place, _ history: [HistoryEntry]) -> String {
    guard history.count > 1 else { return Link.page("/diff", ["to": place.text]) }
    return Link.difference(
      from: Link.address(history[1].commit.id.abbreviated, place.entry.key), to: place.text)
  }

  private func layer(
    _ layer: Layer, at position: Int, _ masks: [ProfileMask], _ place: Visit.Place,
    isEditable: Bool
  ) -> LayerView {
    let key = place.entry.key
    let mayEdit =
      isEditable && place.isNewest && visit.may(.changeProfiles, in: place.environment, key.scope)
    let editHref =
      mayEdit
      ? Link.page("/profile/edit", ["at": place.text, "layer": "\(position)"]) : nil
    return LayerView(layer, masks, editHref: editHref)
  }

  private func variable(_ variable: Variable) -> ProfileView.VariableRow {
    let rules = [
      variable.isRequired ? "required" : nil, variable.isSensitive ? "sensitive" : nil,
      variable.definition["immutable"] == .bool(true) ? "immutable" : nil,
      variable.definition["hidden"] == .bool(true) ? "hidden" : nil,
    ].compactMap { $0 }
    return ProfileView.VariableRow(
      name: variable.name.shown, format: variable.definition["format"]?.text?.shown ?? "string",
      value: variable.defaultValue?.shown ?? "",
      isHidden: variable.isMasked || (variable.isSensitive && variable.defaultValue != nil),
      rules: rules.joined(separator: ", "))
  }

  private func log(_ history: [HistoryEntry], _ place: Visit.Place) -> [LogEntry] {
    let key = place.entry.key
    return history.prefix(12).enumerated().map { position, entry in
      let before = history.dropFirst(position + 1).first
      return LogEntry(
        entry, at: visit.now, isHere: position == 0,
        href: Link.profile(entry.commit.id.abbreviated, key),
        diffHref: before.map {
          Link.difference(
            from: Link.address($0.commit.id.abbreviated, key),
            to: Link.address(entry.commit.id.abbreviated, key))
        })
    }
  }
}

extension LogEntry {
  init(
    _ entry: HistoryEntry, at now: Int64, isHere: Bool = false, href: String,
    diffHref: String? = nil
  ) {
    let author = entry.commit.author
    subject = PrintableText.escaped(entry.message.subject)
    (self.href, self.diffHref, self.isHere) = (href, diffHref, isHere)
    commit = entry.commit.id.abbreviated
    self.author = PrintableText.escaped(author.name)
    date = DateText.iso(author)
    age = Wording.age(author.seconds, at: now)
    let lineage = entry.message.lineage
    from =
      lineage.replayedFrom.map { "from \($0.key) at \($0.commit.abbreviated)" }
      ?? lineage.slicedFrom.map { "a slice of \($0.key) at \($0.commit.abbreviated)" }
      ?? lineage.restoredFrom.map { "brought back from \($0.abbreviated)" }
      ?? lineage.source.map { "from \(PrintableText.escaped($0))" }
  }
}
