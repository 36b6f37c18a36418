internal import CanonicalJSON

/// Why the files of an edited profile are not put together.
public struct EditFolderError: Error, Hashable, Sendable {
  /// The file at fault, from the folder.
  public let file: String
  public let cause: DocumentError

  init(_ file: String, _ cause: DocumentError) { (self.file, self.cause) = (file, cause) }

  init(_ file: String, _ detail: String, line: Int? = nil, path: JSONPath? = nil, hint: String) {
    self.init(
      file, DocumentError(.file, detail, line: line, path: path?.abbreviated, hint: hint))
  }
}

extension EditFolderError: CustomStringConvertible {
  public var description: String { "\(file): \(cause)" }
}

extension EditFolder {
  /// Puts edited files together again.
  ///
  /// Layers, manifests and variables may be reordered, added and removed in `profile.json`. A text that had no line feed at
  /// its end and comes back with exactly one, which editors add unasked, is taken without it.
  ///
  /// - Parameters:
  ///   - files: every file of the folder but those that editors leave there, by path.
  ///   - base: the document that was taken apart.
  /// - Throws: names the file: JSON that does not read, a text that is not UTF-8, a file that `profile.json` names and
  ///   that is not there, one that nothing names, and what is refused of any export.
  public static func document(
    from files: [String: [UInt8]], base: ProfileDocument
  ) throws(EditFolderError) -> ProfileDocument {
    guard let profile = files[profileFile] else {
      throw EditFolderError(
        profileFile, "the file is not there",
        hint: "it holds everything but the texts; take the profile apart again")
    }
    let read: JSONValue
    do { read = try JSONReader.read(profile) } catch {
      throw EditFolderError(profileFile, DocumentError(error))
    }
    let originals = Dictionary(
      EditFolder(base).files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    var assembly = Assembly(files: files, originals: originals, profile: profile)
    let value = try assembly.assemble(read)
    try assembly.refuseStrangers()
    do { return try ProfileDocument(value: value) } catch {
      throw EditFolderError(profileFile, DocumentError(error, in: profile))
    }
  }
}

private struct Assembly {
  let files: [String: [UInt8]]
  let originals: [String: [UInt8]]
  let profile: [UInt8]
  private var used: Set<String> = [EditFolder.profileFile]

  init(files: [String: [UInt8]], originals: [String: [UInt8]], profile: [UInt8]) {
    (self.files, self.originals, self.profile) = (files, originals, profile)
  }

  mutating func assemble(_ value: JSONValue) throws(EditFolderError) -> JSONValue {
    var result = value
    for place in ExportText.all(in: value) {
      guard let reference = value[path: place.path]?.object else { continue }
      let path = try file(of: reference, at: place)
      result.set(.string(try text(path, at: place)), at: place.path)
    }
    return result
  }

  private func file(
    of reference: JSONObject, at place: ExportText
  ) throws(EditFolderError) -> String {
    if reference.count == 1, let path = reference[EditFolder.fileKey]?.text { return path.string }
    throw refusal("must be a string, or name a file as {\"file\": PATH} and nothing else", place)
  }

  private mutating func text(
    _ path: String, at place: ExportText
  ) throws(EditFolderError) -> JSONString {
    guard path != EditFolder.profileFile, let bytes = files[path] else {
      throw refusal("names the file '\(path)', which is not in the folder", place)
    }
    used.insert(path)
    try checkText(bytes, path)
    return JSONString(utf8: originals[path].map { withoutAddedEnd(bytes, $0) } ?? bytes)
  }

  private func refusal(_ detail: String, _ place: ExportText) -> EditFolderError {
    let position = JSONReader.position(of: place.path, in: profile)
    return EditFolderError(
      EditFolder.profileFile, detail, line: position?.line, path: place.path,
      hint: "a text stands in its place, or in a file of the folder that its place names")
  }

  /// What JSON readers may refuse must not get into a document.
  private func checkText(_ bytes: [UInt8], _ path: String) throws(EditFolderError) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw EditFolderError(path, "the text is not UTF-8", hint: "save the file as UTF-8")
    }
    let scalars = text.unicodeScalars
    if let place = scalars.firstIndex(where: { $0.properties.isNoncharacterCodePoint }) {
      throw EditFolderError(
        path, "the text holds a noncharacter",
        line: scalars[..<place].count { $0 == "\n" } + 1,
        hint: "take U+FFFE and its like out; no exchange of text may carry them")
    }
  }

  /// The text without the line end that an editor added.
  private func withoutAddedEnd(_ bytes: [UInt8], _ original: [UInt8]) -> [UInt8] {
    let feed: UInt8 = 0x0A
    guard original.last != feed, bytes.last == feed else { return bytes }
    let hasReturns = zip(original, original.dropFirst()).contains { $0 == 0x0D && $1 == feed }
    let end: [UInt8] = hasReturns && bytes.suffix(2).first == 0x0D ? [0x0D, feed] : [feed]
    let rest = Array(bytes.dropLast(end.count))
    return rest.last == feed ? bytes : rest
  }

  /// A file that stood for a layer that is gone may stay; one that nobody knows may hold work that would be lost.
  func refuseStrangers() throws(EditFolderError) {
    let strangers = files.keys.filter { !used.contains($0) && originals[$0] == nil }
    guard let path = strangers.min() else { return }
    throw EditFolderError(
      path, "'\(EditFolder.profileFile)' does not name this file",
      hint: "name it where its text belongs, as {\"file\": \"\(path)\"}, or remove it")
  }
}
