internal import CanonicalJSON
internal import PackValues

extension ProfilePatch {
  /// Applies the patch.
  ///
  /// To the document it was made from it gives the document it was made to, exactly. Another document takes it as well where
  /// every place is as the patch expects it and no secret changes.
  ///
  /// - Parameter stored: the document of `document`'s id; nil where the caller does not have it.
  /// - Throws: `conflict` with the place where the document is not as expected; `missing` without the stored document; `damaged`
  ///   where the result is not what the patch promises. Nothing is half applied.
  public func applied(
    to document: ProfileDocument, stored: ProfileDocument?
  ) throws(PatchError) -> ProfileDocument {
    let isOrigin = document.digest == from.digest
    if takesSecrets { try checkSecrets(isOrigin: isOrigin, document, stored) }
    var application = PatchApplication(document.value, stored: stored?.value)
    for edit in edits { try application.apply(edit) }
    let value = try application.finished()
    let result: ProfileDocument
    do throws(SchemaViolation) { result = try ProfileDocument(value: value) } catch {
      throw PatchError(.conflict, "the result would be no profile: \(error.detail)")
    }
    if isOrigin, result.digest != to.digest {
      throw PatchError(.damaged, "the result is not the document that the patch was made to")
    }
    return result
  }

  private func checkSecrets(
    isOrigin: Bool, _ document: ProfileDocument, _ stored: ProfileDocument?
  ) throws(PatchError) {
    guard isOrigin else {
      throw PatchError(
        .conflict,
        "the patch changes a secret, and so applies only to the document that it was made from",
        hint: "that one has the digest \(from.digest)")
    }
    guard let stored, stored.digest == to.digest else {
      throw PatchError(
        .missing,
        "the patch changes a secret and takes it from the stored document "
          + "\(self.document ?? ""), which is not in this repository",
        hint: "fetch or commit that document first, or name the repository that has it with --repo")
    }
  }
}

/// A document while a patch is applied to it.
struct PatchApplication {
  private let original: JSONValue
  private let stored: JSONValue?
  private var value: JSONValue
  /// Lists are put into their new order at the end, so that every place keeps its index until then; inner ones first.
  private var lists: [(path: JSONPath, place: PatchPath, entries: [ProfilePatch.ListEntry])] = []

  init(_ value: JSONValue, stored: JSONValue?) {
    (original, self.stored, self.value) = (value, stored, value)
  }

  mutating func apply(_ edit: ProfilePatch.Edit) throws(PatchError) {
    guard let path = original.resolving(edit.path) else {
      throw conflict(edit.path, "the document has no such place")
    }
    let old = original[path: path]
    switch edit.action {
    case .set(let from, let to):
      guard old == from else { throw conflict(edit.path, "another value stands there") }
      value.set(to, at: path)
    case .remove(let from):
      guard old == from else { throw conflict(edit.path, "another value stands there") }
      value.set(nil, at: path)
    case .take:
      value.set(
        stored.flatMap { document in document.resolving(edit.path).flatMap { document[path: $0] } },
        at: path)
    case .lines(let edits):
      guard let text = old?.text else { throw conflict(edit.path, "there is no text") }
      let new = stored.flatMap { document in
        document.resolving(edit.path).flatMap { document[path: $0]?.text }
      }
      value.set(.string(try lines(of: text, edits, taking: new, at: edit.path)), at: path)
    case .list(let entries, let removed):
      try checkList(old, entries, removed, at: edit.path)
      lists.append((path, edit.path, entries))
    }
  }

  private func conflict(_ path: PatchPath, _ detail: String) -> PatchError {
    PatchError(
      .conflict, detail, path: path.description,
      hint: "the patch was made from another document; compare the two with 'strata diff'")
  }

  private func lines(
    of text: JSONString, _ edits: [ProfilePatch.LineEdit], taking new: JSONString?,
    at path: PatchPath
  ) throws(PatchError) -> JSONString {
    let lines = TextLines(text.utf8)
    let source = TextLines(new?.utf8 ?? [])
    var (result, position) = ([ArraySlice<UInt8>](), 0)
    for edit in edits {
      let (start, count) = (edit.line - 1, edit.removed.count)
      guard start >= position, start <= lines.count, count <= lines.count - start else {
        throw conflict(path, "the text has other lines at line \(edit.line)")
      }
      if case .text(let expected) = edit.removed {
        let isSame = zip(expected, start...).allSatisfy { lines[$1].elementsEqual($0.utf8) }
        guard isSame else { throw conflict(path, "the text has other lines at line \(edit.line)") }
      }
      result += (position..<start).map { lines[$0] }
      switch edit.added {
      case .text(let added): result += added.map { $0.utf8[...] }
      case .hidden(let count, let first):
        guard first >= 1, count >= 0, first - 1 <= source.count - count else {
          throw conflict(path, "the stored document has no line \(first)")
        }
        result += ((first - 1)..<(first - 1 + count)).map { source[$0] }
      }
      position = start + count
    }
    result += (position..<lines.count).map { lines[$0] }
    return JSONString(utf8: Array(result.joined(separator: [0x0A])))
  }
}

extension PatchApplication {
  private func checkList(
    _ old: JSONValue?, _ entries: [ProfilePatch.ListEntry], _ removed: [PatchPath.Element],
    at path: PatchPath
  ) throws(PatchError) {
    guard let list = old?.elements, let names = NamedList.elements(of: list, at: path) else {
      throw conflict(path, "there is no such list")
    }
    let kept = entries.compactMap { entry in
      if case .kept(let name) = entry { name } else { nil }
    }
    if let name = (kept + removed).first(where: { !names.contains($0) }) {
      throw conflict(path, "the document has no '\(name)'")
    }
    let known = Set(kept).union(removed)
    if let name = names.first(where: { !known.contains($0) }) {
      throw conflict(path, "the patch does not know '\(name)'")
    }
  }

  /// The document with its lists in their new order.
  func finished() throws(PatchError) -> JSONValue {
    var result = value
    for list in lists.sorted(by: { $0.path.steps.count > $1.path.steps.count }) {
      let names =
        NamedList.elements(
          of: original[path: list.path]?.elements ?? [], at: list.place) ?? []
      let current = result[path: list.path]?.elements ?? []
      var elements: [JSONValue] = []
      for entry in list.entries {
        switch entry {
        case .kept(let name): elements += names.firstIndex(of: name).map { [current[$0]] } ?? []
        case .added(let value): elements.append(value)
        case .taken(let index): elements.append(try taken(index, from: list.place))
        }
      }
      result.set(.array(elements), at: list.path)
    }
    return result
  }

  private func taken(_ index: Int, from place: PatchPath) throws(PatchError) -> JSONValue {
    let list = stored.flatMap { document in
      document.resolving(place).flatMap { document[path: $0]?.elements }
    }
    guard let list, list.indices.contains(index) else {
      throw conflict(place, "the stored document has no element \(index)")
    }
    return list[index]
  }
}
