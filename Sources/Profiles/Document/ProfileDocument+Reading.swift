public import CanonicalJSON
internal import PackValues

extension ProfileDocument {
  /// How an export file is written.
  public enum Syntax: Sendable {
    case json, yaml

    /// Goes by the file name's ending, else by the first byte: `{` and `[` start JSON.
    public init(fileName: String?, bytes: [UInt8]) {
      let name = (fileName ?? "").lowercased()
      if name.hasSuffix(".json") {
        self = .json
      } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
        self = .yaml
      } else {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
        let first = bytes.first { !blanks.contains($0) }
        self = first == UInt8(ascii: "{") || first == UInt8(ascii: "[") ? .json : .yaml
      }
    }
  }

  /// Reads an export of any era.
  ///
  /// Refuses what `JSONReader` refuses, Palette's other shapes, members of a wrong type, blank names and versions that
  /// are not strict semver; every refusal names line, column and path where there is one.
  public init(export bytes: [UInt8], syntax: Syntax) throws(DocumentError) {
    switch syntax {
    case .json:
      let value: JSONValue
      do { value = try JSONReader.read(bytes) } catch { throw DocumentError(error) }
      do { try self.init(value: value) } catch { throw DocumentError(error, in: bytes) }
    case .yaml:
      let root: YAMLNode
      do { root = try YAMLNode.compose(bytes) } catch { throw DocumentError(error) }
      let value = try ExportYAML.value(of: root)
      do { try self.init(value: value) } catch { throw DocumentError(error, in: root) }
    }
  }

  /// Reads an export that is a JSON value already; refusals have a path and no line.
  public init(export value: JSONValue) throws(DocumentError) {
    do { try self.init(value: value) } catch {
      throw DocumentError(
        error.code, error.detail, path: DocumentError.shown(error.path), hint: error.hint)
    }
  }

  /// Reads a stored document; accepts only bytes that encoding gives back.
  public init(stored bytes: [UInt8]) throws(DocumentError) {
    let value: JSONValue
    do { value = try ExportFormat.lineForm.read(bytes) } catch {
      throw DocumentError(error, code: .notCanonical)
    }
    do { try self.init(value: value) } catch { throw DocumentError(error, in: bytes) }
  }
}

extension DocumentError {
  /// The path as an error may show it: nil for the root, and without the names where one is a secret itself.
  fileprivate static func shown(_ path: JSONPath) -> String? {
    if path.steps.isEmpty { return nil }
    let text = path.abbreviated
    return SecretScan.kinds(in: text).isEmpty ? text : "(a member whose name looks like a secret)"
  }

  init(_ error: JSONError, code: Code = .syntax) {
    self.init(
      code, error.detail, line: error.position.line, column: error.position.column,
      path: Self.shown(error.path))
  }

  init(_ violation: SchemaViolation, in bytes: [UInt8]) {
    let position = JSONReader.position(of: violation.path, in: bytes)
    self.init(
      violation.code, violation.detail, line: position?.line, column: position?.column,
      path: Self.shown(violation.path),
      hint: violation.hint)
  }

  init(_ error: YAMLError) {
    self.init(.syntax, error.detail, line: error.place?.line, column: error.place?.column)
  }

  init(_ violation: SchemaViolation, in root: YAMLNode) {
    let node = ExportYAML.node(at: violation.path, in: root)
    self.init(
      violation.code, violation.detail, line: node?.place.line, column: node?.place.column,
      path: Self.shown(violation.path),
      hint: violation.hint)
  }
}
