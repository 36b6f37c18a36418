internal import CanonicalJSON
internal import PackValues

extension ProfilePatch {
  /// Makes the patch from one document to another.
  ///
  /// - Parameters:
  ///   - stored: the blob id of the new document's stored form.
  ///   - sensitivity: what is secret beyond masks, declared variables and tokens of well-known form.
  public init(
    from: ProfileDocument, to: ProfileDocument, stored: String,
    sensitivity: Sensitivity = Sensitivity()
  ) {
    var maker = PatchMaker(
      secrets: PatchSecrets(sensitivity, from: from, to: to),
      layers: from.profile.layers + to.profile.layers)
    maker.compare(from.value, to.value, at: PatchPath(), isSecret: false)
    self.init(
      from: Side(from), to: Side(to), document: maker.takes ? stored : nil, edits: maker.edits)
  }
}

/// Walks two documents at once and writes down what differs.
struct PatchMaker {
  private(set) var edits: [ProfilePatch.Edit] = []
  private(set) var takes = false
  private let secrets: PatchSecrets
  /// Those of both documents.
  private let layers: [Layer]

  init(secrets: PatchSecrets, layers: [Layer]) { (self.secrets, self.layers) = (secrets, layers) }

  mutating func compare(
    _ old: JSONValue?, _ new: JSONValue?, at path: PatchPath, isSecret: Bool
  ) {
    guard old != new else { return }
    switch (old, new) {
    case (.object(let left), .object(let right)):
      let hidden = isSecret ? [] : secrets.members(left, right, at: path)
      for key in Set(left.keys).union(right.keys).sorted() {
        compare(
          left[key], right[key], at: path.appending(key),
          isSecret: isSecret || hidden.contains(key))
      }
    case (.array(let left), .array(let right)): compareLists(left, right, path, isSecret)
    case (.string(let left), .string(let right)) where !isSecret && secrets.isText(path):
      compareTexts(left, right, at: path)
    default: add(path, replacement(old, new, isSecret: isSecret))
    }
  }

  private mutating func add(_ path: PatchPath, _ action: ProfilePatch.Action) {
    if action == .take { takes = true }
    edits.append(ProfilePatch.Edit(path, action))
  }

  private func replacement(
    _ old: JSONValue?, _ new: JSONValue?, isSecret: Bool
  ) -> ProfilePatch.Action {
    let from = FieldComparison.shown(old, isSecret || FieldComparison.holdsMask(new))
    let to = FieldComparison.shown(new, isSecret || FieldComparison.holdsMask(old))
    if from == .hidden || to == .hidden { return .take }
    if let new { return .set(from: old, to: new) }
    return .remove(from: old ?? .null)
  }

  private mutating func compareLists(
    _ old: [JSONValue], _ new: [JSONValue], _ path: PatchPath, _ isSecret: Bool
  ) {
    guard let oldNames = NamedList.elements(of: old, at: path),
      let newNames = NamedList.elements(of: new, at: path)
    else {
      add(path, replacement(.array(old), .array(new), isSecret: isSecret))
      return
    }
    let oldPlaces = Dictionary(uniqueKeysWithValues: zip(oldNames, old.indices))
    for (index, name) in newNames.enumerated() {
      guard let partner = oldPlaces[name] else { continue }
      compare(old[partner], new[index], at: path.appending(.element(name)), isSecret: isSecret)
    }
    guard oldNames != newNames else { return }
    let entries = zip(newNames, new).enumerated().map { index, pair in
      entry(pair.0, pair.1, isKept: oldPlaces[pair.0] != nil, index: index, at: path)
    }
    let kept = Set(newNames)
    if entries.contains(where: { if case .taken = $0 { true } else { false } }) { takes = true }
    add(path, .list(entries, removed: oldNames.filter { !kept.contains($0) }))
  }

  private func entry(
    _ name: PatchPath.Element, _ value: JSONValue, isKept: Bool, index: Int, at path: PatchPath
  ) -> ProfilePatch.ListEntry {
    if isKept { return .kept(name) }
    return secrets.isSecret(value, named: name) ? .taken(index: index) : .added(value)
  }

  private mutating func compareTexts(
    _ old: JSONString, _ new: JSONString, at path: PatchPath
  ) {
    let difference = LineDifference(from: old.utf8, to: new.utf8)
    let hidden = secrets.hiddenLines(
      from: old.utf8, to: new.utf8, difference, rules: secrets.rules(at: path, layers: layers))
    let edits = difference.edits.map { edit in
      let removedIsSecret = edit.removed.contains { hidden.old.contains($0) }
      let addedIsSecret = edit.added.contains { hidden.new.contains($0) }
      return ProfilePatch.LineEdit(
        line: edit.removed.lowerBound + 1,
        removed: Self.lines(edit.removed, of: difference.from, isSecret: removedIsSecret),
        added: Self.lines(edit.added, of: difference.to, isSecret: addedIsSecret))
    }
    if edits.contains(where: { $0.added.isHidden || $0.removed.isHidden }) { takes = true }
    add(path, .lines(edits))
  }

  private static func lines(
    _ range: Range<Int>, of lines: TextLines, isSecret: Bool
  ) -> ProfilePatch.Lines {
    if isSecret { return .hidden(count: range.count, at: range.lowerBound + 1) }
    return .text(range.map { JSONString(utf8: Array(lines[$0])) })
  }
}

extension ProfilePatch.Lines {
  var isHidden: Bool { if case .hidden = self { true } else { false } }
}
