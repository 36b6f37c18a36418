public import CanonicalJSON
public import ProfileRepository
internal import Profiles

/// What an environment is known to hold, for people; as JSON the file itself.
public struct FactsReport: Report {
  private let facts: Facts
  private let name: String
  private let now: Int64

  /// - Parameters:
  ///   - name: what the environment was called.
  ///   - now: in seconds since 1970, for the age of the facts.
  public init(_ facts: Facts, of name: String, now: Int64) {
    (self.facts, self.name, self.now) = (facts, name, now)
  }

  public var json: JSONValue { facts.value }

  public var text: String {
    let parts = [registries, packs, macros, projects, schemas, constraints]
    let lines = ["\(name)  \(FactsAge.text(facts, at: now))"] + parts.joined()
    return lines.map { PrintableText.escaped($0) + "\n" }.joined()
  }

  private var holdings: KnownHoldings { facts.holdings }

  private func heading(_ noun: String, _ part: KnownHoldings.Part?, _ count: Int?) -> String {
    guard let count else { return "\(noun)  not known" }
    guard let part, !holdings.isComplete(part) else { return "\(noun)  \(count)" }
    return "\(noun)  \(count), there may be more"
  }

  private var registries: [String] {
    let known = holdings.registries?.sorted { $0.key < $1.key }
    return [heading("registries", .registries, known?.count)]
      + Self.table(
        (known ?? []).map { name, registry in
          [
            name.string, registry.kind?.string ?? "", registry.provider?.string ?? "",
            registry.scope?.string ?? "", registry.isPrivate == true ? "private" : "",
            registry.uid.map { "uid \($0)" } ?? "",
          ]
        })
  }

  private var packs: [String] {
    let known = holdings.packs?.sorted { $0.key < $1.key }
    let rows = (known ?? []).flatMap { pack, registries in
      registries.sorted { $0.key < $1.key }.map { registry, versions in
        let isComplete = holdings.isComplete(.versions(pack: pack, registry: registry))
        let list = versions.map(\.string) + (isComplete ? [] : ["…"])
        return [pack.string, registry.string, list.joined(separator: ", ")]
          + [channels(of: pack, in: registry)]
      }
    }
    return [heading("packs", .packs, known?.count)] + Self.table(rows)
  }

  private func channels(of pack: JSONString, in registry: JSONString) -> String {
    guard let channels = holdings.channels?[pack]?[registry] else { return "" }
    return "channels " + channels.keys.sorted().map(\.string).joined(separator: ", ")
  }

  private var macros: [String] {
    let scopes = Set(holdings.macros.map { Array($0.keys) } ?? []).union(["system", "tenant"])
    return ["macros"]
      + Self.table(
        scopes.sorted().map { scope in
          guard let names = holdings.macros?[scope]?.sorted() else {
            return [scope.string, "not known"]
          }
          let isComplete = holdings.isComplete(.macros(scope: scope))
          let list = names.map(\.string) + (isComplete ? [] : ["…"])
          return [scope.string, list.isEmpty ? "none" : list.joined(separator: ", ")]
        })
  }

  private var projects: [String] {
    let known = holdings.projects?.sorted()
    return [heading("projects", .projects, known?.count)]
      + (known ?? []).map { "  \($0)" }
  }

  private var schemas: [String] {
    if facts.schemas.isEmpty { return [] }
    return ["schemas  \(facts.schemas.count)"]
      + Self.table(
        facts.schemas.sorted { $0.key < $1.key }.map { pack, schema in
          [
            "\(pack)", Count.of(schema.entries.count, "path"),
            Count.of(schema.passwords.count, "password"),
          ]
        })
  }

  private var constraints: [String] {
    guard let known = holdings.constraints else { return [] }
    return ["constraints  \(known.count)"]
      + Self.table(
        known.sorted { $0.key < $1.key }.map { pack, constraints in
          ["\(pack)", constraints.map(\.description).joined(separator: "; ")]
        })
  }

  /// Rows with two spaces in front and between columns; empty columns at an end leave nothing.
  private static func table(_ rows: [[String]]) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? TextWidth.of($0[column]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().filter { widths[$0.offset] > 0 }
      return TextWidth.trimmed(
        cells.map { "  " + TextWidth.padded($0.element, to: widths[$0.offset]) }.joined())
    }
  }
}
