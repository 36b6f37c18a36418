internal import CanonicalJSON
internal import Profiles

/// What a profile's type asks of its cloud and its layers.
enum LayerRules {
  /// The layers of an infrastructure profile, each at most once; all but the last are asked for.
  private static let core: [JSONString] = ["os", "k8s", "cni", "csi", "kernel"]
  private static let kinds: Set<JSONString> = Set(core + ["addon"])
  private static let types: [JSONString] = ["cluster", "infra", "add-on", "system"]
  private static let clouds: [JSONString] = [
    "all", "aws", "azure", "gcp", "vsphere", "maas", "nested", "baremetal", "eks", "aks", "edge",
    "apache-cloudstack", "edge-native", "generic", "gke",
  ]

  static func findings(_ subject: ValidationSubject) -> [ValidationFinding] {
    let profile = subject.profile
    let findings = cloud(profile) + kinds(profile) + twins(profile)
    if profile.type.isEmpty { return findings }
    guard types.contains(profile.type) else {
      return [
        ValidationFinding(
          .profileType, .warning, at: .init(path: "spec.template.type"),
          "'\(profile.type)' is no type of profile that is known",
          remedy: "the types are \(list(types))")
      ] + findings
    }
    return findings + (profile.type == "add-on" ? addOn(profile) : stack(profile))
  }

  private static func list(_ names: [JSONString]) -> String {
    names.dropLast().map(\.string).joined(separator: ", ") + " and \(names.last ?? "")"
  }

  /// Clouds of one's own have names of their own, so one that is not known is no error.
  private static func cloud(_ profile: Profile) -> [ValidationFinding] {
    let place = ValidationFinding.Place(path: "spec.template.cloudType")
    if profile.cloudType.isEmpty { return [] }
    guard clouds.contains(profile.cloudType) else {
      return [
        ValidationFinding(
          .cloudType, .warning, at: place,
          "'\(profile.cloudType)' is no cloud type that is known, unless it is a custom cloud",
          remedy: "the cloud types are \(list(clouds))")
      ]
    }
    let isStack = profile.type == "cluster" || profile.type == "infra"
    guard profile.cloudType == "all", isStack else { return [] }
    return [
      ValidationFinding(
        .cloudType, .error, at: place,
        "the cloud type 'all' goes with add-on profiles only, and this one is '\(profile.type)'",
        remedy: "name the cloud that the profile is for")
    ]
  }

  /// A layer that does not say its kind is of the one that its pack says.
  private static func kinds(_ profile: Profile) -> [ValidationFinding] {
    profile.layers.map(\.identity).filter { !$0.kind.isEmpty && !kinds.contains($0.kind) }.map {
      ValidationFinding(
        .layerRule, .warning, at: .init(layer: $0),
        "'\($0.kind)' is no kind of layer that is known",
        remedy: "the kinds are \(list(kinds.sorted()))")
    }
  }

  /// A pack's name is unique in a profile: one that is used twice has a display name in front.
  private static func twins(_ profile: Profile) -> [ValidationFinding] {
    var seen: Set<[JSONString]> = []
    return profile.layers.map(\.identity).filter { identity in
      !seen.insert([identity.pack, identity.displayName]).inserted
    }.map { identity in
      ValidationFinding(
        .layerRule, .error, at: .init(layer: identity),
        "there is another layer of the same pack and display name",
        remedy: "give one of them a display name of its own (spectrocloud.com/display-name)")
    }
  }

  private static func addOn(_ profile: Profile) -> [ValidationFinding] {
    profile.layers.filter { core.contains($0.identity.kind) }.map { layer in
      ValidationFinding(
        .layerRule, .error, at: .init(layer: layer.identity),
        "an add-on profile cannot have a layer of the kind '\(layer.identity.kind)'",
        remedy: "move the layer to an infra profile, or make this one a full profile")
    }
  }

  private static func stack(_ profile: Profile) -> [ValidationFinding] {
    guard profile.type == "cluster" || profile.type == "infra" else { return [] }
    var findings: [ValidationFinding] = []
    for kind in core {
      let layers = profile.layers.filter { $0.identity.kind == kind }
      for layer in layers.dropFirst() {
        findings.append(
          ValidationFinding(
            .layerRule, .error, at: .init(layer: layer.identity),
            "is a second layer of the kind '\(kind)'", remedy: "keep one layer of each core kind"))
      }
      let isOptional = kind == "kernel" || (kind == "csi" && profile.cloudType == "edge-native")
      if layers.isEmpty, !isOptional {
        findings.append(
          ValidationFinding(
            .layerRule, .warning, at: .init(path: "spec.template.packs"),
            "there is no layer of the kind '\(kind)'",
            remedy: "add one before a cluster is made of the profile"))
      }
    }
    return findings
  }
}
