internal import CanonicalJSON
internal import ProfileRepository
internal import Profiles
internal import Replay

/// What is said of the registries that packs come from.
enum RegistryWords {
  /// `registry 'Public Repo' → 'Corp Mirror'` or `pack nginx → 'Corp Mirror'`.
  static func text(_ mapping: RegistryMapping) -> String {
    let uid = mapping.targetUID.map { "#\($0)" } ?? ""
    switch mapping.subject {
    case .registry(let name): return "registry '\(name)' → '\(mapping.target)\(uid)'"
    case .pack(let name): return "pack \(name) → '\(mapping.target)\(uid)'"
    }
  }

  static func value(_ mapping: RegistryMapping) -> JSONValue {
    var (pack, source): (JSONString?, JSONString?) = (nil, nil)
    switch mapping.subject {
    case .registry(let name): source = name
    case .pack(let name): pack = name
    }
    return Build.object([
      "pack": Build.optional(pack), "registry": .string(mapping.target),
      "source": Build.optional(source), "uid": Build.optional(mapping.targetUID),
    ])
  }

  /// A line for each pair of registries, with the packs that go that way; a new uid alone is not worth one.
  static func lines(_ moves: [RegistryMove]) -> [String] {
    var routes: [(text: String, packs: [String])] = []
    for move in moves where move.isRenamed {
      let from = move.from.map { "'\($0.name)'" } ?? "none"
      let why = move.reason == .only ? " (the only one that holds it)" : ""
      let text = "registry \(from) → '\(move.to.name)'\(why)"
      if let index = routes.firstIndex(where: { $0.text == text }) {
        routes[index].packs.append("\(move.layer.pack)")
      } else {
        routes.append((text, ["\(move.layer.pack)"]))
      }
    }
    return routes.map {
      PrintableText.escaped("\($0.text): \($0.packs.joined(separator: ", "))")
    }
  }

  static func value(_ move: RegistryMove) -> JSONValue {
    Build.object([
      "from": Build.optional(move.from?.name), "kind": Build.optional(move.to.kind),
      "layer": Build.string(move.layer), "reason": Build.string(move.reason.rawValue),
      "to": .string(move.to.name), "uid": Build.optional(move.to.uid),
    ])
  }

  static func value(_ open: OpenRegistry) -> JSONValue {
    Build.object([
      "from": Build.optional(open.source), "layer": Build.string(open.layer),
      "options": .array(open.options.map(JSONValue.string)), "version": .string(open.version),
    ])
  }
}
