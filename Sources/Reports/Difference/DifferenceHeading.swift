internal import CanonicalJSON
internal import PackValues
internal import Profiles

/// The first lines of a difference: what is compared, how far it goes, what to look at first.
struct DifferenceHeading {
  private let difference: ProfileDifference
  private let options: DifferenceReport.Options
  private let signs: DifferenceSigns

  init(_ difference: ProfileDifference, _ options: DifferenceReport.Options) {
    (self.difference, self.options) = (difference, options)
    signs = DifferenceSigns(options)
  }

  var lines: [String] {
    let risks = DifferenceRisk(difference, signs).items
    return [names, version]
      + (risks.isEmpty ? [] : ["risk     " + risks.joined(separator: signs.dot)])
  }

  private func safe(_ text: some CustomStringConvertible) -> String {
    PrintableText.escaped(text.description)
  }

  private var names: String {
    let name = safe(difference.to.name)
    guard options.fromLabel != nil || options.toLabel != nil else { return "profile  \(name)" }
    let (left, right) = (safe(options.fromLabel ?? "-"), safe(options.toLabel ?? "-"))
    return "profile  " + TextWidth.padded(name, to: 19)
      + "  current \(left) \(signs.arrow) proposed \(right)"
  }

  private var version: String {
    let (from, to) = (difference.from, difference.to)
    var version = from.version.description
    if from.version != to.version { version += " \(signs.arrow) \(to.version)" }
    if let step = VersionStep(from: from.version, to: to.version) {
      version += "  (\(step.size.rawValue)\(step.isUpgrade ? "" : " downgrade"))"
    }
    let facts = [
      to.type.isEmpty ? nil : "type \(safe(to.type))",
      to.cloudType.isEmpty ? nil : "cloud \(safe(to.cloudType))", layerCount,
    ]
    return "version  " + TextWidth.padded(version, to: 30) + "  "
      + facts.compactMap { $0 }.joined(separator: signs.dot)
  }

  private var layerCount: String {
    let (added, removed) = (difference.count(of: .added), difference.count(of: .removed))
    guard added + removed > 0 else { return "layers \(difference.to.layerCount)" }
    let signed = [added > 0 ? "+\(added)" : nil, removed > 0 ? "\(signs.minus)\(removed)" : nil]
    return "layers \(difference.from.layerCount) \(signs.arrow) \(difference.to.layerCount)"
      + " (\(signed.compactMap { $0 }.joined(separator: " ")))"
  }
}

/// What somebody should look at before the rest.
struct DifferenceRisk {
  private let difference: ProfileDifference
  private let signs: DifferenceSigns

  init(_ difference: ProfileDifference, _ signs: DifferenceSigns) {
    (self.difference, self.signs) = (difference, signs)
  }

  var items: [String] {
    let removed = difference.count(of: .removed)
    return bumps + difference.layers.compactMap(step)
      + [counted(removed, "layer", "removed")].compactMap { $0 } + secrets + references
  }

  private func counted(_ count: Int, _ noun: String, _ remark: String) -> String? {
    count > 0 ? "\(Count.of(count, noun)) \(remark)" : nil
  }

  /// What the profile's own version says against its content.
  private var bumps: [String] {
    difference.findings.filter { $0.layer == nil || $0.code == .smallBump }.compactMap { finding in
      switch finding.code {
      case .contentWithoutBump: "content differs, version \(difference.to.version) is the same"
      case .smallBump: finding.layer.map { "version goes a smaller step than \(safe($0.pack))" }
      case .downgrade:
        "profile downgrade \(difference.from.version) \(signs.arrow) \(difference.to.version)"
      default: nil
      }
    }
  }

  private func safe(_ text: JSONString) -> String { PrintableText.escaped(text.string) }

  /// A downgrade, a major step, or a minor one of Kubernetes.
  private func step(_ layer: LayerChange) -> String? {
    guard let step = layer.versionStep, let from = layer.fromVersion, let to = layer.toVersion
    else { return nil }
    let isNotable = step.size == .major || (step.size == .minor && layer.identity.kind == "k8s")
    let name = safe(layer.identity.pack)
    if !step.isUpgrade { return "\(name) downgrade \(safe(from)) \(signs.arrow) \(safe(to))" }
    guard isNotable else { return nil }
    return "\(name) \(step.size.rawValue) \(short(from)) \(signs.arrow) \(short(to))"
  }

  /// `1.29` of `1.29.8`.
  private func short(_ version: JSONString) -> String {
    safe(version).split(separator: ".", omittingEmptySubsequences: false).prefix(2)
      .joined(separator: ".")
  }

  private var secrets: [String] {
    let hidden = difference.hidden
    return [
      counted(hidden.count { $0.kind == .plainTextEntered }, "value", "in plain text"),
      counted(difference.toFillCount, "value", "to fill"),
    ].compactMap { $0 }
  }

  private var references: [String] {
    [Reference.Kind.macro, .variable].compactMap { kind in
      counted(difference.addedReferences(kind), ReferenceChange.noun(kind), "added")
    }
  }
}

extension ProfileDifference {
  /// Masks that somebody still has to give a value; those of a removed layer need none.
  var toFillCount: Int { hidden.count { $0.isToFill } }

  /// How many names the layers ask for that they did not before.
  func addedReferences(_ kind: Reference.Kind) -> Int {
    Set(layers.flatMap(\.references).filter { $0.isAdded && $0.kind == kind }).count
  }
}
