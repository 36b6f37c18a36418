internal import CanonicalJSON
internal import PackValues
internal import Palette
internal import PaletteAPI
internal import Profiles

/// What the registries of a live Palette hold of some packs.
struct PackCatalog: Sendable {
  /// Pack → registry → versions.
  private(set) var versions = JSONObject()
  /// Pack → registry → channel → versions.
  private(set) var channels = JSONObject()
  private(set) var schemas: [Sensitivity.Pack: Profiles.PackSchema] = [:]
  private(set) var gaps: [String] = []

  private struct Found: Sendable {
    var versions = JSONObject()
    var channels = JSONObject()
    var schemas: [(JSONString, Profiles.PackSchema)] = []
  }

  /// Asks for each pack where it is, and each registry for its versions; several packs at once.
  init(
    _ packs: Set<Sensitivity.Pack>, _ registries: [RegistryMetadata], _ client: PaletteClient,
    progress: (Int, Int) -> Void
  ) async throws {
    let names = Dictionary(registries.map { ($0.uid, $0.name) }) { first, _ in first }
    let wanted = Dictionary(grouping: packs, by: \.name).sorted { $0.key < $1.key }
      .map { (name: $0.key, versions: Set($0.value.map(\.version))) }
    var (found, gaps, done) = ([(JSONString, Found)](), [String](), 0)
    try await concurrently(wanted, atOnce: 4) { pack in
      try await Self.find(pack.name, pack.versions, names, client)
    } report: { pack, result in
      switch result {
      case .success(let answer): found.append((pack.name, answer))
      case .failure(let error):
        guard let error = error as? PaletteError, error.isOfOneThing else { throw error }
        gaps.append("the pack '\(pack.name)': \(error.detail)")
      }
      done += 1
      progress(done, wanted.count)
    }
    self.gaps = gaps
    for (name, answer) in found where !answer.versions.isEmpty {
      versions[name] = .object(answer.versions)
      if !answer.channels.isEmpty { channels[name] = .object(answer.channels) }
      for (version, schema) in answer.schemas {
        schemas[Sensitivity.Pack(name: name, version: version)] = schema
      }
    }
  }

  private static func find(
    _ name: JSONString, _ versions: Set<JSONString>, _ registries: [JSONString: JSONString],
    _ client: PaletteClient
  ) async throws -> Found {
    var found = Found()
    let holders = try await client.packs(named: name).flatMap(\.spec.registries).map(\.uid)
    for uid in Set(holders).sorted() {
      guard let registry = registries[uid], let pack = try await client.pack(name, in: uid) else {
        continue
      }
      let tags = pack.tags.filter { !$0.version.isEmpty }
      found.versions[registry] = .array(
        Set(tags.map(\.version)).sorted().map(JSONValue.string))
      let channels = Self.channels(of: tags)
      if !channels.isEmpty { found.channels[registry] = .object(channels) }
      for tag in tags where versions.contains(tag.version) {
        let values = pack.packValues.first { $0.packUid == tag.packUid }
        if let schema = values?.schema.schema { found.schemas.append((tag.version, schema)) }
      }
    }
    return found
  }
}

extension PackCatalog {
  /// What the versions follow beside themselves, such as `1.27.x`.
  private static func channels(of tags: [PackTags]) -> JSONObject {
    var versions: [JSONString: Set<JSONString>] = [:]
    for tag in tags {
      for channel in tag.parentTags + [tag.tag] where !channel.isEmpty && channel != tag.version {
        versions[channel, default: []].insert(tag.version)
      }
    }
    var object = JSONObject()
    for (channel, held) in versions {
      object[channel] = .array(held.sorted().map(JSONValue.string))
    }
    return object
  }
}

extension [PaletteAPI.PackSchema] {
  /// The same as a pack's own `schema.yaml` has it; nil where nothing is declared.
  var schema: Profiles.PackSchema? {
    let entries = filter { !$0.name.isEmpty }.map { entry in
      Profiles.PackSchema.Entry(
        path: SchemaPath(entry.name.string), directive: SchemaDirective(entry.directive))
    }
    return entries.isEmpty ? nil : Profiles.PackSchema(entries)
  }
}

extension PaletteAPI.PackSchema {
  /// `{{ required | format "${password}" | regex "…" | hints "…" }}`.
  fileprivate var directive: String {
    var parts: [String] = []
    if required { parts.append("required") }
    if readonly { parts.append("readonly") }
    let kind = format.isEmpty ? type : format
    if !kind.isEmpty {
      let text = kind.string.contains("${") ? kind.string : "${\(kind)}"
      parts.append("format " + Self.quoted(text))
    }
    if !regex.isEmpty { parts.append("regex " + Self.quoted(regex.string)) }
    if !hints.isEmpty {
      parts.append("hints " + hints.map { Self.quoted($0.string) }.joined(separator: " "))
    }
    return "{{ \(parts.joined(separator: " | ")) }}"
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
    return "\"\(escaped)\""
  }
}
