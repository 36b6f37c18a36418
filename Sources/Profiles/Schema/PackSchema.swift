public import CanonicalJSON
public import PackValues

/// What one version of a pack says of its values: its `schema.yaml`, path by path.
public struct PackSchema: Hashable, Sendable {
  /// One path and its directive.
  public struct Entry: Hashable, Sendable {
    public let path: SchemaPath
    public let directive: SchemaDirective

    public init(path: SchemaPath, directive: SchemaDirective) {
      (self.path, self.directive) = (path, directive)
    }
  }

  /// Each path once, by the bytes of its text.
  public let entries: [Entry]

  /// Sorts the entries; of several with one path the last counts.
  public init(_ entries: [Entry] = []) {
    let unique = Dictionary(entries.map { ($0.path.text, $0) }) { _, last in last }
    self.entries = unique.values.sorted { JSONString($0.path.text) < JSONString($1.path.text) }
  }

  /// The entries whose values Palette masks on export.
  public var passwords: [Entry] { entries.filter(\.directive.isPassword) }

  /// What is declared for a value: the entry of its own path, else of the nearest collection above it. Costs O(entries).
  public func entry(for path: ValuesPath) -> Entry? {
    entries.filter { $0.path.covers(path) }.max { $0.path.depth < $1.path.depth }
  }

  /// Both schemas' entries; what both have is taken from the other one, unless this one declares a password.
  public func merging(_ other: PackSchema) -> PackSchema {
    PackSchema(entries + other.entries + passwords)
  }
}

extension PackSchema {
  /// Reads the form that an environment's facts keep: an object of directives by path.
  public init(stored value: JSONValue, at path: JSONPath) throws(DocumentError) {
    let members = try StrictMembers(value, at: path)
    var entries: [Entry] = []
    for key in members.object.keys {
      let text = try members.requiredText(key)
      entries.append(Entry(path: SchemaPath(key.string), directive: SchemaDirective(text.string)))
    }
    self.init(entries)
  }

  /// The directives by path, for an environment's facts.
  public var stored: JSONValue {
    var object = JSONObject()
    for entry in entries {
      object[JSONString(entry.path.text)] = .string(JSONString(entry.directive.text))
    }
    return .object(object)
  }
}
