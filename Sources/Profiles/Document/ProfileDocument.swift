public import CanonicalJSON

/// One profile version as Strata keeps it: the export's JSON value, and what it says.
///
/// The value is exactly the export's; nothing is added, dropped or reordered. Equality is of JSON values.
public struct ProfileDocument: Sendable {
  /// The export as a JSON value, texts as strings.
  public let value: JSONValue
  /// The typed reading of `value`.
  public let profile: Profile

  init(value: JSONValue) throws(SchemaViolation) {
    self.value = value
    profile = try Profile(export: value)
  }
}

extension ProfileDocument: Hashable {
  public static func == (left: ProfileDocument, right: ProfileDocument) -> Bool {
    left.value == right.value
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

extension ProfileDocument {
  /// The stored form: RFC 8785 order, two-space indentation, texts by lines (DESIGN section 2).
  public var stored: [UInt8] { ExportFormat.lineForm.encode(value) }

  /// The RFC 8785 bytes of the export, without a newline at the end.
  public var canonical: [UInt8] { value.encoded(.canonical) }

  /// The export in Palette's own member order, two-space, with a newline at the end.
  public var palette: [UInt8] { value.encodedIndented(order: ExportFormat.memberOrder) }

  /// `sha256:` and the digest of `canonical`, as commits carry it.
  public var digest: String { "sha256:" + Digest.sha256(canonical) }

  /// The key under which a scope holds this document.
  public func key(in scope: Scope) -> ProfileKey {
    ProfileKey(scope: scope, name: profile.name, version: profile.version)
  }
}
