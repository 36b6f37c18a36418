internal import CanonicalJSON
internal import ProfileRepository
internal import Profiles

/// Whether the packs of a profile get along, as far as the facts know what each asks of the others.
enum ConstraintRules {
  /// - Parameter present: the document that the target's scope holds under the same name and version.
  static func findings(
    _ subject: ValidationSubject, present: ProfileDocument?
  ) -> [ValidationFinding] {
    guard let known = subject.known.constraints else { return [] }
    return subject.profile.layers.flatMap { layer in
      let pack = Sensitivity.Pack(name: layer.identity.pack, version: layer.version)
      return (known[pack] ?? []).flatMap { constraint in
        Rule(constraint, of: layer, subject.profile, present: present?.profile).findings()
      }
    }
  }

  /// One constraint of one layer.
  private struct Rule {
    private let constraint: PackConstraint
    private let layer: Layer
    private let profile: Profile
    private let present: Profile?

    init(_ constraint: PackConstraint, of layer: Layer, _ profile: Profile, present: Profile?) {
      (self.constraint, self.layer) = (constraint, layer)
      (self.profile, self.present) = (profile, present)
    }

    func findings() -> [ValidationFinding] {
      switch constraint.kind {
      case .required:
        let others = others(in: profile)
        return others.isEmpty ? [missing] : others.flatMap { range($0) }
      case .optional: return others(in: profile).flatMap { range($0) }
      case .notSupported: return others(in: profile).flatMap { unsupported($0) }
      case .upgrade: return present.map { others(in: $0).flatMap { upgrade($0) } } ?? []
      }
    }

    private func others(in profile: Profile) -> [Layer] {
      profile.layers.filter {
        $0.identity.pack == constraint.pack
          && (constraint.layer.isEmpty || $0.identity.kind == constraint.layer)
      }
    }

    private var bounds: String { constraint.range.map { " " + $0 } ?? "" }

    private func finding(
      _ code: ValidationFinding.Code, _ severity: ValidationFinding.Severity, _ detail: String,
      remedy: String
    ) -> ValidationFinding {
      ValidationFinding(
        code, severity, at: .init(layer: layer.identity), detail, remedy: remedy)
    }

    /// Another profile of the cluster may bring it, unless this one is all there is.
    private var missing: ValidationFinding {
      finding(
        .requiredPack, profile.type == "cluster" ? .error : .warning,
        "\(layer.version) asks for \(constraint.pack)\(bounds), and the profile has no such layer",
        remedy: profile.type == "cluster"
          ? "add the layer" : "see that another profile of the cluster brings it")
    }

    private func range(_ other: Layer) -> [ValidationFinding] {
      let asks = "\(layer.version) asks for \(constraint.pack)\(bounds)"
      switch constraint.standing(of: other.version) {
      case .within: return []
      case .below, .above:
        return [
          finding(
            .packRange, .error, "\(asks), and the profile has \(other.version)",
            remedy: "choose versions that go together")
        ]
      case .beyond:
        return [
          finding(
            .packRange, .warning,
            "\(asks), and the profile has \(other.version), which may be above that",
            remedy: "see whether all versions of \(constraint.maximum) are meant")
        ]
      case .unknown:
        return [
          finding(
            .couldNotCheck, .warning,
            "\(asks), and \(other.version) cannot be put in order with that",
            remedy: "see to it by hand")
        ]
      }
    }

    /// Without bounds Palette leaves the rule out, so that is no error.
    private func unsupported(_ other: Layer) -> [ValidationFinding] {
      let standing = constraint.standing(of: other.version)
      guard standing == .within || standing == .unknown else { return [] }
      let isSure = standing == .within && constraint.range != nil
      return [
        finding(
          .unsupportedPack, isSure ? .error : .warning,
          "\(layer.version) does not go together with \(constraint.pack)\(bounds), and the profile "
            + "has \(other.version)", remedy: "take one of them out, or choose other versions")
      ]
    }

    private func upgrade(_ older: Layer) -> [ValidationFinding] {
      guard older.version != layer.version else { return [] }
      switch constraint.standing(of: older.version) {
      case .within, .beyond, .unknown: return []
      case .below, .above:
        return [
          finding(
            .packUpgrade, .warning,
            "\(layer.version) is reached from \(constraint.pack)\(bounds), and the target has "
              + "\(older.version)", remedy: "go to a version between them first")
        ]
      }
    }
  }
}
