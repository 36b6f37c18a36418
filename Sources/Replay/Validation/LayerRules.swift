internal import CanonicalJSON
internal import Profiles

/// What a profile's type asks of its cloud and its layers.
enum LayerRules {
  private static let core: [JSONString] = ["os", "k8s", "cni", "csi"]
  private static let types: [JSONString] = ["cluster", "infra", "add-on", "system"]

  static func findings(_ subject: ValidationSubject) -> [ValidationFinding] {
    let profile = subject.profile
    if profile.type.isEmpty { return [] }
    guard types.contains(profile.type) else {
      return [
        ValidationFinding(
          .profileType, .warning, at: .init(path: "spec.template.type"),
          "'\(profile.type)' is no type of profile that is known",
          remedy: "the types are cluster, infra, add-on and system")
      ]
    }
    return cloud(profile) + (profile.type == "add-on" ? addOn(profile) : stack(profile))
  }

  private static func cloud(_ profile: Profile) -> [ValidationFinding] {
    guard profile.cloudType == "all", profile.type != "add-on", profile.type != "system" else {
      return []
    }
    return [
      ValidationFinding(
        .cloudType, .error, at: .init(path: "spec.template.cloudType"),
        "the cloud type 'all' goes with add-on profiles only, and this one is '\(profile.type)'",
        remedy: "name the cloud that the profile is for")
    ]
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
      let isOptional = kind == "csi" && profile.cloudType == "edge-native"
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
