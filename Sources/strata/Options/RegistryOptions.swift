import ArgumentParser
import CanonicalJSON
import Git
import Profiles
import Replay

/// Which registry of the target packs come from.
struct RegistryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Map a registry by name or uid; '#UID' names the target's uid. Remembered for the target.",
      valueName: "source=target[#uid]"))
  var registry: [String] = []

  @Option(
    help: ArgumentHelp(
      "The registry that a pack comes from. Remembered for the target.",
      valueName: "pack=target[#uid]"))
  var registryFor: [String] = []

  func mappings() throws -> [RegistryMapping] {
    try registry.map { text in
      guard let mapping = RegistryMapping(text) else {
        throw UsageError(
          "cannot read the registry mapping '\(text)'",
          hint: "write it as 'SOURCE=TARGET', such as 'Public Repo=Corp Mirror'")
      }
      return mapping
    }
      + registryFor.map { text in
        guard let mapping = RegistryMapping(pack: text) else {
          throw UsageError(
            "cannot read the registry for a pack '\(text)'",
            hint: "write it as 'PACK=REGISTRY', such as 'nginx=Corp Mirror'")
        }
        return mapping
      }
  }

  /// Those that fit a layer of the documents; one that fits none is a slip of the pen, not a wish.
  func mappings(for documents: () throws -> [ProfileDocument]) throws -> [RegistryMapping] {
    let mappings = try self.mappings()
    if mappings.isEmpty { return [] }
    let profiles = try documents().map(\.profile)
    let layers = profiles.flatMap(\.layers)
    for mapping in mappings where !layers.contains(where: mapping.applies) {
      throw slip(mapping, profiles, layers)
    }
    return mappings
  }

  private func slip(
    _ mapping: RegistryMapping, _ profiles: [Profile], _ layers: [Layer]
  ) -> UsageError {
    let owner = profiles.count == 1 ? "'\(profiles[0].name)'" : "the profiles"
    let list = { (names: [JSONString]) in
      Set(names.map(\.string)).sorted().joined(separator: "', '")
    }
    switch mapping.subject {
    case .registry(let name):
      let known = list(layers.compactMap { $0.registry?.name })
      return UsageError(
        "no layer of \(owner) uses the registry '\(name)'",
        hint: known.isEmpty ? "its layers name no registry" : "its layers use '\(known)'")
    case .pack(let name):
      return UsageError(
        "no layer of \(owner) is of the pack '\(name)'",
        hint: "the packs are '\(list(layers.map(\.identity.pack)))'")
    }
  }
}

/// Whether a person is asked.
struct AskingOptions: ParsableArguments {
  @Flag(help: "Ask nothing on the terminal.") var noInput = false

  /// Whether somebody is there to answer, and may be asked.
  var asks: Bool { !noInput && StandardStream.hasKeyboard && StandardStream.error.isTerminal }
}
