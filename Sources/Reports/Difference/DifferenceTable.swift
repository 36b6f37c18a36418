internal import CanonicalJSON
internal import PackValues
internal import Profiles

/// The changed layers, a line each; left out where one layer alone has something to say, because its block says it.
struct DifferenceTable {
  private let difference: ProfileDifference
  private let signs: DifferenceSigns

  init(_ difference: ProfileDifference, _ signs: DifferenceSigns) {
    (self.difference, self.signs) = (difference, signs)
  }

  var lines: [String] {
    difference.layers.count > 1 ? ["Layers"] + rows + hidden : []
  }

  /// Without the heading; what `--stat` shows too.
  var rows: [String] {
    let rows = difference.layers.map { change in
      let words = LayerWords(change, signs)
      return [words.kind, words.name, words.version, words.notes.joined(separator: signs.dot)]
    }
    let gaps = [2, 3, 4]
    let widths = gaps.indices.map { column in
      rows.map { TextWidth.of($0[column]) }.max() ?? 0
    }
    return zip(difference.layers, rows).map { change, row in
      var line = "  " + signs.sign(change.marker) + "  "
      for (column, width) in widths.enumerated() {
        line += TextWidth.padded(row[column], to: width + gaps[column])
      }
      return TextWidth.trimmed(line + row[3])
    }
  }

  private var hidden: [String] {
    let count = difference.unchangedLayerCount
    return count > 0 ? ["  (\(Count.of(count, "unchanged layer")) hidden)"] : []
  }
}

/// The words for one layer.
struct LayerWords {
  private let change: LayerChange
  private let signs: DifferenceSigns

  init(_ change: LayerChange, _ signs: DifferenceSigns) {
    (self.change, self.signs) = (change, signs)
  }

  private func safe(_ text: JSONString) -> String { PrintableText.escaped(text.string) }

  var kind: String { safe(change.identity.kind) }

  var name: String {
    let identity = change.identity
    return safe(identity.pack)
      + (identity.displayName.isEmpty ? "" : " (\(safe(identity.displayName)))")
  }

  /// `1.29.8 → 1.30.4`.
  var versions: String {
    let (from, to) = (change.fromVersion.map(safe), change.toVersion.map(safe))
    guard let from, let to, from != to else { return to ?? from ?? "" }
    return "\(from) \(signs.arrow) \(to)"
  }

  /// The versions with what they say: `▲ minor`, `not semver`.
  var version: String {
    versions + (change.versionSense.map { "  " + signs.version($0) } ?? "")
  }

  var notes: [String] {
    var notes: [String] = []
    if change.kind == .added, let registry = change.registry {
      notes.append(
        "from \(safe(registry.name))" + (registry.kind.isEmpty ? "" : " (\(safe(registry.kind)))"))
    }
    if change.kind == .changed {
      notes += change.texts.first { $0.place == .values }.map(note) ?? []
    }
    let toFill = change.texts.flatMap(\.hidden).count { $0.isToFill }
    if toFill > 0, change.kind != .removed { notes.append("\(toFill) to fill") }
    if change.kind == .changed {
      let manifests = change.texts.count { $0.place != .values && $0.hasChanges }
      if manifests > 0 { notes.append(Count.of(manifests, "manifest")) }
      let fields = change.fields.filter { !$0.isVersion }
      notes += fields.map { PrintableText.escaped($0.path.description) }
    }
    return notes + (change.move.map { ["now \(PrintableText.escaped($0.text))"] } ?? [])
  }

  private func note(_ text: TextChange) -> [String] {
    switch text.kind {
    case .changed where text.basis != .paths:
      ["values \(signs.lines(removed: text.removedLines, added: text.addedLines))"]
    case .changed:
      (text.values.isEmpty ? [] : [Count.of(text.values.count, "value")])
        + (text.presets == nil ? [] : ["presets"])
    case .added, .removed, .cosmetic: ["values \(text.kind.rawValue)"]
    case .same: []
    }
  }
}
