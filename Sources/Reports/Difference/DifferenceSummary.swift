internal import CanonicalJSON
internal import PackValues
internal import Profiles

/// The last lines of a difference: how much of what.
struct DifferenceSummary {
  private let difference: ProfileDifference
  private let options: DifferenceReport.Options

  init(_ difference: ProfileDifference, _ options: DifferenceReport.Options) {
    (self.difference, self.options) = (difference, options)
  }

  var lines: [String] {
    let parts = [layers, values, toFill, ignored].filter { !$0.isEmpty }
    return masks + ["Summary: " + parts.joined(separator: "; ")]
  }

  private var masks: [String] {
    let count = difference.hidden.count
    guard count > 0 else { return [] }
    let toFill = difference.toFillCount
    let target = environment.map { " for \($0)" } ?? ""
    let hint = toFill > 0 ? "   (strata masked \(options.isASCII ? "..." : "…"))" : ""
    return ["Masked values: \(count), still to fill\(target): \(toFill)\(hint)"]
  }

  /// The environment of the current side, which the proposed one is for.
  private var environment: String? {
    guard let label = options.fromLabel, let end = label.firstIndex(of: "@") else { return nil }
    return PrintableText.escaped(String(label[..<end]))
  }

  private var layers: String {
    var counts = [
      (difference.count(of: .added), "added"), (difference.count(of: .removed), "removed"),
      (difference.count(of: .changed), "changed"), (difference.movedCount, "moved"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let unchanged = difference.unchangedLayerCount + difference.layers.count { !$0.hasChanges }
    counts.append("\(unchanged) unchanged \(unchanged == 1 ? "layer" : "layers")")
    return counts.joined(separator: ", ")
  }

  private var values: String {
    let counts =
      [
        (difference.valueCount, "value"), (difference.lineTextCount, "text by lines"),
        (difference.manifestCount, "manifest"),
      ] + Reference.Kind.allCases.map { (difference.referenceCount($0), ReferenceChange.noun($0)) }
      + [
        (difference.variables.count { $0.hasChanges }, "variable"),
        (difference.fields.count { !$0.isVersion }, "profile field"),
      ]
    return counts.filter { $0.0 > 0 }.map { Self.counted($0.0, $0.1) }.joined(separator: ", ")
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    noun == "text by lines" && count > 1 ? "\(count) texts by lines" : Count.of(count, noun)
  }

  private var toFill: String {
    let count = difference.toFillCount
    return count > 0 ? "\(count) to fill" : ""
  }

  private var ignored: String {
    difference.ignoredCount > 0 ? "\(difference.ignoredCount) left out" : ""
  }
}

extension ProfileDifference {
  /// The places of values texts that a changed layer names, those that cannot be told apart included.
  var valueCount: Int {
    layers.filter { $0.kind == .changed }.flatMap(\.texts)
      .filter { $0.place == .values && $0.kind == .changed }
      .reduce(0) { $0 + $1.values.count + ($1.presets == nil ? 0 : 1) }
  }

  var lineTextCount: Int {
    layers.flatMap(\.texts).count {
      $0.place == .values && $0.kind == .changed && $0.basis != .paths
    }
  }

  var manifestCount: Int {
    layers.filter { $0.kind == .changed }.flatMap(\.texts)
      .count { $0.place != .values && $0.hasChanges }
  }

  /// How many names are asked for on one side only.
  func referenceCount(_ kind: Reference.Kind) -> Int {
    Set(layers.flatMap(\.references).filter { $0.kind == kind }).count
  }
}
