internal import CanonicalJSON
internal import PackValues

extension PackSchema {
  /// Reads a pack's `schema.yaml`: a mapping from paths to mappings that hold `schema`, a text.
  ///
  /// Keeps the directives and nothing else of the file; further members of an entry do not count. A file of comments
  /// alone declares nothing.
  ///
  /// - Throws: `syntax` where the file is not YAML, `schema` where it is no schema, `secret` where a directive would bring
  ///   a secret along: a token of a known form, or a further text at a password's path, which could be the password.
  public init(yaml bytes: [UInt8]) throws(DocumentError) {
    var entries: [Entry] = []
    for entry in try Self.mapping(of: bytes) {
      let path = String(decoding: entry.key, as: UTF8.self)
      guard let text = entry.value["schema"]?.scalar, !path.isEmpty else {
        throw Self.foreign(path, entry.place)
      }
      let directive = SchemaDirective(String(decoding: text.text, as: UTF8.self))
      try Self.refuseSecret(path, directive, at: entry.place)
      entries.append(Entry(path: SchemaPath(path), directive: directive))
    }
    self.init(entries)
  }

  private static func mapping(of bytes: [UInt8]) throws(DocumentError) -> [YAMLNode.Entry] {
    let root: YAMLNode
    do throws(YAMLError) { root = try YAMLNode.compose(bytes) } catch {
      if error.code == .documents, isBlank(bytes) { return [] }
      throw DocumentError(
        .syntax, error.detail, line: error.place?.line, column: error.place?.column)
    }
    switch root.content {
    case .mapping(let entries): return entries
    case .scalar(let scalar) where scalar.text.isEmpty: return []
    default:
      throw DocumentError(
        .schema, "a pack's schema is a mapping of paths", line: root.place.line,
        column: root.place.column, hint: Self.shape)
    }
  }

  private static func isBlank(_ bytes: [UInt8]) -> Bool {
    bytes.split(separator: 0x0A).allSatisfy { line in
      let first = line.first { $0 > 0x20 }
      return first == nil || first == 0x23
    }
  }

  private static let shape =
    "give the pack's schema.yaml: under each path stands a 'schema', such as "
    + #"'{{ required | format "${password}" }}'"#

  private static func foreign(_ path: String, _ place: TextPlace) -> DocumentError {
    DocumentError(
      .schema, "an entry has no 'schema' text", line: place.line, column: place.column,
      path: SecretScan.kinds(in: path).isEmpty ? path : nil, hint: shape)
  }

  private static func refuseSecret(
    _ path: String, _ directive: SchemaDirective, at place: TextPlace
  ) throws(DocumentError) {
    let found = SecretScan.kinds(in: path + "\n" + directive.text).first
    if let found {
      throw DocumentError(
        .secret, "holds a secret (\(found.rawValue))", line: place.line,
        hint: "take it out of the file and rotate it")
    }
    if directive.isPassword, let part = directive.foreignTexts.first {
      let name = SchemaDirective.isName(part) ? "'\(part)'" : "a part"
      throw DocumentError(
        .secret, "\(name) brings a text along where a password is declared", line: place.line,
        path: path, hint: "take it out of the file if it is the password, and rotate that")
    }
  }
}

extension SchemaDirective {
  /// Whether a part's name is a word that can be shown.
  static func isName(_ text: String) -> Bool {
    text.utf8.count <= 24 && text.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 }
  }
}
