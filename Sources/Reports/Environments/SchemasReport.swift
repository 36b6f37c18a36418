public import CanonicalJSON
public import Git
internal import PackValues
public import ProfileRepository
public import Profiles

/// The packs' schemas that environments keep.
public struct SchemasReport: Report {
  /// One schema of one environment.
  public typealias Item = (environment: EnvironmentName, pack: Sensitivity.Pack, schema: PackSchema)

  private let items: [Item]
  private let showsEntries: Bool

  /// - Parameter showsEntries: whether each path is shown with what is declared of it.
  public init(_ items: [Item], showsEntries: Bool = false) {
    (self.items, self.showsEntries) = (items, showsEntries)
  }

  public var text: String {
    if items.isEmpty { return "no schemas\n" }
    return items.map { item in
      let paths = Count.of(item.schema.entries.count, "path")
      let passwords = Count.of(item.schema.passwords.count, "password")
      return PrintableText.escaped("\(item.environment)  \(item.pack)  \(paths), \(passwords)")
        + "\n"
        + (showsEntries ? item.schema.entries.map(Self.line).joined() : "")
    }.joined()
  }

  private static func line(_ entry: PackSchema.Entry) -> String {
    "  \(PrintableText.escaped(entry.path.text))  \(PrintableText.escaped(entry.directive.text))\n"
  }

  public var json: JSONValue {
    .array(
      items.map { item in
        Build.object([
          "environment": Build.string(item.environment), "pack": .string(item.pack.name),
          "passwords": .array(item.schema.passwords.map { Build.string($0.path.text) }),
          "paths": showsEntries
            ? .array(item.schema.entries.map(Self.value)) : Build.number(item.schema.entries.count),
          "version": .string(item.pack.version),
        ])
      })
  }

  private static func value(_ entry: PackSchema.Entry) -> JSONValue {
    let directive = entry.directive
    return Build.object([
      "directive": Build.string(directive.text), "format": Build.optional(directive.format),
      "hints": .array(directive.hints.map(Build.string)),
      "options": .array(directive.options.map(Build.string)),
      "password": .bool(directive.isPassword), "path": Build.string(entry.path.text),
      "readonly": .bool(directive.isReadonly), "regex": Build.optional(directive.regex),
      "required": .bool(directive.isRequired), "type": Build.optional(directive.type),
    ])
  }
}

/// What became of a change to the environments' own files.
public struct FilesReport: Report {
  /// One environment, what was written there, and the commit; nil where nothing had to be.
  public typealias Item = (environment: EnvironmentName, subject: String, commit: ObjectID?)

  private let items: [Item]
  private let dryRun: Bool

  public init(_ items: [Item], dryRun: Bool) { (self.items, self.dryRun) = (items, dryRun) }

  public var text: String {
    items.map { item in
      let result =
        item.commit.map { dryRun ? "would be written" : $0.abbreviated } ?? "unchanged"
      return PrintableText.escaped("\(item.environment)  \(item.subject)  \(result)") + "\n"
    }.joined()
  }

  public var json: JSONValue {
    .array(
      items.map { item in
        Build.object([
          "commit": dryRun ? nil : Build.optional(item.commit),
          "environment": Build.string(item.environment),
          "result": Build.string(
            item.commit == nil ? "unchanged" : dryRun ? "would-write" : "written"),
          "subject": Build.string(item.subject),
        ])
      })
  }
}
