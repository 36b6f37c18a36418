internal import CanonicalJSON
internal import ProfileRepository
internal import Profiles

/// Whether the registry that each pack comes from in the target holds it in its version.
enum PackRules {
  static func findings(_ subject: ValidationSubject) -> [ValidationFinding] {
    let layers = subject.profile.layers.filter { $0.packType != "manifest" }
    guard !layers.isEmpty else { return [] }
    let unknown = layers.compactMap { unknownRegistry($0, subject) }
    guard let packs = subject.known.packs else {
      return unknown + [
        subject.couldNotCheck(
          "which registries hold the packs", member: "packs",
          example: "{\"nginx\": {\"Palette Registry\": [\"1.9.4\"]}}")
      ]
    }
    let strange = Set(unknown.compactMap(\.place.layer))
    return unknown
      + layers.filter { !strange.contains($0.identity) }.flatMap { finding($0, packs, subject) }
  }

  /// Whether somebody chose a registry that the target does not have.
  private static func unknownRegistry(
    _ layer: Layer, _ subject: ValidationSubject
  ) -> ValidationFinding? {
    guard let choice = subject.choice(for: layer), let known = subject.known.registries,
      subject.known.isComplete(.registries)
    else { return nil }
    let names = Set(known.keys)
      .union((subject.known.packs ?? [:]).values.flatMap(\.keys))
    if names.contains(choice.to.name) { return nil }
    let near = Nearest.name(to: choice.to.name.string, among: names.map(\.string))
    return ValidationFinding(
      .unknownRegistry, .error, at: .init(layer: layer.identity),
      "\(subject.environment) has no registry '\(choice.to.name)', which was chosen for it",
      remedy: near.map { "did you mean '\($0)'?" }
        ?? "choose another one, or renew the facts")
  }

  private static func finding(
    _ layer: Layer, _ packs: [JSONString: [JSONString: [JSONString]]],
    _ subject: ValidationSubject
  ) -> [ValidationFinding] {
    let holders = PackHolders(of: layer, in: packs)
    let names = holders.names
    let isSure = isSure(layer, packs, subject)
    if names.isEmpty {
      return [isSure ? missing(layer, holders, packs, subject) : unsure(layer, subject)]
    }
    guard let own = layer.registry?.name, names.contains(own) else {
      let isChosen = subject.choice(for: layer) != nil
      return [isChosen && !isSure ? unsure(layer, subject) : elsewhere(layer, names, subject)]
    }
    return channel(layer, in: own, holders) + moved(layer, to: own, subject)
      + kind(layer, in: own, subject)
  }

  /// Whether the facts name every registry that holds the pack, with every version.
  private static func isSure(
    _ layer: Layer, _ packs: [JSONString: [JSONString: [JSONString]]],
    _ subject: ValidationSubject
  ) -> Bool {
    let name = layer.identity.pack
    return subject.known.isComplete(.packs)
      && (packs[name] ?? [:]).keys.allSatisfy {
        subject.known.isComplete(.versions(pack: name, registry: $0))
      }
  }

  private static func unsure(
    _ layer: Layer, _ subject: ValidationSubject
  ) -> ValidationFinding {
    let pack = "\(layer.identity.pack)@\(layer.version)"
    return ValidationFinding(
      .couldNotCheck, .warning, at: .init(layer: layer.identity),
      "could not check whether a registry holds \(layer.identity.pack) \(layer.version): the facts "
        + "of \(subject.environment) know the packs in part",
      remedy: "say it with 'strata facts set \(subject.environment) --pack \(pack)=REGISTRY', or "
        + "that all is known with '--complete packs'", missingFacts: "packs")
  }

  private static func missing(
    _ layer: Layer, _ holders: PackHolders, _ packs: [JSONString: [JSONString: [JSONString]]],
    _ subject: ValidationSubject
  ) -> ValidationFinding {
    let (name, place) = (layer.identity.pack, ValidationFinding.Place(layer: layer.identity))
    guard holders.versions != nil else {
      let near = Nearest.name(to: name.string, among: packs.keys.map(\.string))
      return ValidationFinding(
        .unknownPack, .error, at: place,
        "no registry of \(subject.environment) holds the pack '\(name)'",
        remedy: near.map { "did you mean '\($0)'?" }
          ?? "add the pack to a registry there, then renew the facts")
    }
    return ValidationFinding(
      .unknownPackVersion, .error, at: place,
      "no registry of \(subject.environment) holds \(name) \(layer.version)",
      remedy: holders.nearest(to: layer).map { "the nearest version there is \($0)" }
        ?? "add the version to a registry there, then renew the facts")
  }

  /// Registries hold it, but not the one that the layer names.
  private static func elsewhere(
    _ layer: Layer, _ holders: [JSONString], _ subject: ValidationSubject
  ) -> ValidationFinding {
    let (pack, place) = (layer.identity.pack, ValidationFinding.Place(layer: layer.identity))
    let names = holders.map { "'\($0)'" }.joined(separator: ", ")
    let example = ShellWord.quoted("\(pack)=\(holders[0])")
    let own = layer.registry.map { "'\($0.name)'" } ?? "none"
    if subject.choice(for: layer) != nil {
      return ValidationFinding(
        .unknownPackVersion, .error, at: place,
        "\(own), which was chosen for it, does not hold \(pack) \(layer.version); there is \(names)",
        remedy: "choose another one with --registry-for \(example)")
    }
    if holders.count == 1 {
      return ValidationFinding(
        .otherRegistry, .warning, at: place,
        "\(pack) \(layer.version) is in \(names), the profile names \(own)",
        remedy: "map it with --registry-for \(example)")
    }
    return ValidationFinding(
      .severalRegistries, .error, at: place,
      "\(pack) \(layer.version) is in several registries: \(names)",
      remedy: "choose one with --registry-for \(example)"
        + (layer.registry.map {
          ", or for all packs of \(own) with --registry "
            + ShellWord.quoted("\($0.name)=\(holders[0])")
        } ?? ""))
  }

  /// The registry follows the same channel, but is at another version of it.
  private static func channel(
    _ layer: Layer, in registry: JSONString, _ holders: PackHolders
  ) -> [ValidationFinding] {
    guard holders.exact.isEmpty, let version = holders.inChannel[registry] else { return [] }
    return [
      ValidationFinding(
        .unknownPackVersion, .warning, at: .init(layer: layer.identity),
        "'\(registry)' holds \(layer.identity.pack) \(version) of the channel \(layer.tag), not "
          + "\(layer.version)",
        remedy: "see that this version is meant, or take the exact one into the registry")
    ]
  }

  /// Nobody chose it: it is the only one.
  private static func moved(
    _ layer: Layer, to registry: JSONString, _ subject: ValidationSubject
  ) -> [ValidationFinding] {
    let move = subject.moves.first { $0.layer == layer.identity }
    guard let move, move.reason == .only, move.isRenamed, move.to.name == registry else {
      return []
    }
    return [
      ValidationFinding(
        .otherRegistry, .warning, at: .init(layer: layer.identity),
        "comes from '\(registry)', the only registry of \(subject.environment) that holds it, "
          + "instead of " + (move.from.map { "'\($0.name)'" } ?? "none"),
        remedy: "see that this is the same pack")
    ]
  }

  /// Real exports have `spectro` packs in registries of both other kinds but never in one of Helm charts.
  private static func kind(
    _ layer: Layer, in registry: JSONString, _ subject: ValidationSubject
  ) -> [ValidationFinding] {
    guard let kind = subject.known.registries?[registry]?.kind else { return [] }
    let clashes: [JSONString: [JSONString]] = [
      "spectro": ["helm"], "oci": ["helm", "pack"], "helm": ["pack"],
    ]
    guard clashes[layer.packType]?.contains(kind) == true else { return [] }
    return [
      ValidationFinding(
        .registryKind, .warning, at: .init(layer: layer.identity),
        "a pack of the type '\(layer.packType)' is not expected in '\(registry)', which is of the "
          + "kind '\(kind)'", remedy: "take the pack from another registry")
    ]
  }
}

extension ValidationSubject {
  /// The choice of a registry that the layer lands with; nil where nobody made one, or the target kept its own.
  fileprivate func choice(for layer: Layer) -> RegistryMove? {
    moves.first {
      $0.layer == layer.identity && $0.reason == .chosen && $0.to.name == layer.registry?.name
    }
  }
}
