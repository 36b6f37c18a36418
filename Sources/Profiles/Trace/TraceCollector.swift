internal import CanonicalJSON
internal import PackValues

/// Finds the values of a document that a selection means, in the document's order, and sets out to follow them.
struct TraceCollector {
  private(set) var values: [ProfileValue] = []
  private(set) var members: [MemberTable.Key: (index: Int, value: JSONValue)] = [:]
  private(set) var texts: [TracedText] = []

  private let document: ProfileDocument
  private let selection: ValueSelection
  private let sensitivity: Sensitivity
  private let table: MemberTable
  private let layers: LayerTable

  init(_ document: ProfileDocument, _ selection: ValueSelection, _ sensitivity: Sensitivity) {
    (self.document, self.selection, self.sensitivity) = (document, selection, sensitivity)
    (table, layers) = (MemberTable(of: document), LayerTable(of: document))
  }

  mutating func collect() {
    if let layer = selection.layer {
      collectLayer(layer)
      return
    }
    collectProfile()
    guard selection.path == nil || values.isEmpty else { return }
    for layer in document.profile.layers.indices { collectLayer(layer) }
    if selection.path == nil { collectVariables() }
  }

  /// The profile's own members and, where a path is asked for, the variables that it could mean.
  private mutating func collectProfile() {
    for member in table.members where member.key.owner.owner == .profile {
      if ValueSelection.holds(member.key.path, selection.path) { add(member) }
    }
    if selection.path != nil { collectVariables() }
  }

  private mutating func collectVariables() {
    for (index, variable) in document.profile.variables.enumerated() {
      let name = variable.name.string
      guard let rest = ValueSelection.variable(name, at: index, selection.path) else { continue }
      for member in table.members where member.key.owner.owner == .variable(variable.name) {
        if holds(member.key.path, rest) { add(member) }
      }
    }
  }

  private mutating func collectLayer(_ index: Int) {
    let layers = document.profile.layers
    let layer = layers[index]
    let occurrence = layers[..<index].count { $0.identity == layer.identity }
    let owner = MemberTable.Owner(owner: .layer(layer.identity), occurrence: occurrence)
    for member in table.members where member.key.owner == owner {
      if ValueSelection.holds(member.key.path, selection.path) { add(member) }
    }
    let rules = sensitivity.rules(for: layer)
    for key in self.layers.keys where key.layer == owner {
      guard let manifest = key.manifest else {
        if let rest = ValueSelection.values(selection.path) { add(key, .values, rest, rules) }
        continue
      }
      let place = layer.manifests.firstIndex { $0.name == manifest } ?? 0
      let rest = ValueSelection.manifest(manifest.string, at: place, selection.path)
      if let rest { add(key, .manifest(manifest), rest, MaskRules(literals: rules.literals)) }
    }
  }

  private func holds(_ path: ValuesPath, _ rest: ValueSelection.Rest) -> Bool {
    switch rest {
    case .all: true
    case .below(let start): path.steps.starts(with: start.steps)
    }
  }

  private mutating func add(_ member: MemberTable.Member) {
    guard members[member.key] == nil else { return }
    members[member.key] = (values.count, member.value)
    values.append(
      ProfileValue(
        place: ProfilePlace(member.key.owner.owner, .member, member.key.path),
        shown: TracedContent(member: member.value, isSensitive: member.isSensitive)))
  }

  private mutating func add(
    _ key: TracedText.Key, _ part: ProfilePlace.Part, _ rest: ValueSelection.Rest,
    _ rules: MaskRules
  ) {
    let text = layers.text(of: key) ?? []
    let owner = key.layer.owner
    let path: ValuesPath? = if case .below(let path) = rest { path } else { nil }
    guard let trace = try? TextTrace(text, below: path) else {
      if path == nil { addWhole(key, part, text) }
      return
    }
    if trace.isDone { return }
    texts.append(TracedText(key, trace, first: values.count, rules: rules))
    let shown = trace.values.map { TracedContent($0.leaf, at: $0.path, rules: rules) }
    let hidden = zip(trace.values, shown).filter { $1 == .hidden || $1 == .masked }
    let paths = RedactedPaths(
      rules: TextRules(masks: rules), hidden: Set(hidden.map(\.0.path)))
    values += zip(trace.values, shown).map { value, shown in
      ProfileValue(place: ProfilePlace(owner, part, paths.shown(value.path)), shown: shown)
    }
  }

  private mutating func addWhole(
    _ key: TracedText.Key, _ part: ProfilePlace.Part, _ text: [UInt8]
  ) {
    texts.append(TracedText(key, whole: values.count))
    values.append(
      ProfileValue(
        place: ProfilePlace(key.layer.owner, part, ValuesPath()),
        shown: .text(lines: TextLines(text).count)))
  }
}
