internal import CanonicalJSON
internal import ProfileRepository
internal import Profiles

/// Whether a registry of the target holds each pack in its version.
enum PackRules {
  static func findings(_ subject: ValidationSubject) -> [ValidationFinding] {
    let layers = subject.profile.layers.filter { $0.packType != "manifest" }
    guard !layers.isEmpty else { return [] }
    guard let packs = subject.known.packs else {
      return [
        subject.couldNotCheck(
          "which registries hold the packs", member: "packs",
          example: "{\"nginx\": {\"Palette Registry\": [\"1.9.4\"]}}")
      ]
    }
    return layers.flatMap { finding($0, packs, subject) }
  }

  private static func finding(
    _ layer: Layer, _ packs: [JSONString: [JSONString: [JSONString]]],
    _ subject: ValidationSubject
  ) -> [ValidationFinding] {
    let (name, place) = (layer.identity.pack, ValidationFinding.Place(layer: layer.identity))
    guard let registries = packs[name] else {
      guard subject.known.isComplete(.packs) else { return [unsure(layer, subject)] }
      let near = Nearest.name(to: name.string, among: packs.keys.map(\.string))
      return [
        ValidationFinding(
          .unknownPack, .error, at: place,
          "no registry of \(subject.environment) holds the pack '\(name)'",
          remedy: near.map { "did you mean '\($0)'?" }
            ?? "add the pack to a registry there, then renew the facts")
      ]
    }
    let holders = registries.filter { $0.value.contains(layer.version) }.keys.sorted()
    if holders.isEmpty {
      let isSure =
        subject.known.isComplete(.packs)
        && registries.keys.allSatisfy {
          subject.known.isComplete(.versions(pack: name, registry: $0))
        }
      return [isSure ? missing(layer, registries, subject) : unsure(layer, subject)]
    }
    if let own = layer.registry?.name, holders.contains(own) {
      return kind(layer, in: own, subject)
    }
    let names = holders.map { "'\($0)'" }.joined(separator: ", ")
    if holders.count > 1 {
      return [
        ValidationFinding(
          .severalRegistries, .warning, at: place,
          "\(name) \(layer.version) is in several registries: \(names)",
          remedy: "choose one with '--registry SOURCE=TARGET'")
      ]
    }
    return [
      ValidationFinding(
        .otherRegistry, .warning, at: place,
        "\(name) \(layer.version) is in \(names), the profile names "
          + (layer.registry.map { "'\($0.name)'" } ?? "none"),
        remedy: "map it with '--registry SOURCE=TARGET'")
    ] + holders.flatMap { kind(layer, in: $0, subject) }
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
    _ layer: Layer, _ registries: [JSONString: [JSONString]], _ subject: ValidationSubject
  ) -> ValidationFinding {
    let versions = Set(registries.values.joined()).sorted()
    let wanted = layer.version.utf8
    let shared = { (version: JSONString) in
      zip(version.utf8, wanted).prefix { $0 == $1 }.count
    }
    let near = versions.max { shared($0) < shared($1) }
    return ValidationFinding(
      .unknownPackVersion, .error, at: .init(layer: layer.identity),
      "no registry of \(subject.environment) holds \(layer.identity.pack) \(layer.version)",
      remedy: near.map { "the nearest version there is \($0)" }
        ?? "add the version to a registry there, then renew the facts")
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
