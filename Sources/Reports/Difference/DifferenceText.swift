internal import CanonicalJSON
internal import PackValues
internal import Profiles

/// A difference as blocks of lines for a person.
struct DifferenceText {
  private let difference: ProfileDifference
  private let options: DifferenceReport.Options
  private let signs: DifferenceSigns

  init(_ difference: ProfileDifference, _ options: DifferenceReport.Options) {
    (self.difference, self.options) = (difference, options)
    signs = DifferenceSigns(isASCII: options.isASCII, isColored: options.isColored)
  }

  var text: String {
    guard !difference.isEmpty else { return "no differences\n" }
    let blocks = [heading, profile, table] + difference.layers.map(layer) + [variables, summary]
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  private func safe(_ text: some CustomStringConvertible) -> String {
    PrintableText.escaped(text.description)
  }

  private var heading: [String] {
    let (from, to) = (difference.from, difference.to)
    var first = "profile  \(safe(to.name))"
    if options.fromLabel != nil || options.toLabel != nil {
      let (left, right) = (safe(options.fromLabel ?? "-"), safe(options.toLabel ?? "-"))
      first += "  current \(left) \(signs.arrow) proposed \(right)"
    }
    var version = "version  \(from.version)"
    if from.version != to.version { version += " \(signs.arrow) \(to.version)" }
    if let step = VersionStep(from: from.version.description, to: to.version.description) {
      version += "  (\(step.size.rawValue)\(step.isUpgrade ? "" : " downgrade"))"
    }
    var facts = [to.type.isEmpty ? nil : "type \(safe(to.type))"]
    facts.append(to.cloudType.isEmpty ? nil : "cloud \(safe(to.cloudType))")
    facts.append(layerCount)
    return [first, version + "  " + facts.compactMap { $0 }.joined(separator: signs.dot + " ")]
  }

  private var layerCount: String {
    let (added, removed) = (difference.count(of: .added), difference.count(of: .removed))
    var text = "layers \(difference.from.layerCount)"
    guard added + removed > 0 else { return text }
    text += " \(signs.arrow) \(difference.to.layerCount)"
    let signed = [added > 0 ? "+\(added)" : nil, removed > 0 ? "\(signs.minus)\(removed)" : nil]
    return text + " (\(signed.compactMap { $0 }.joined(separator: " ")))"
  }

  private var profile: [String] {
    let fields = difference.fields.filter { $0.path.steps != [.key("version")] }
    return fields.isEmpty ? [] : ["Profile"] + fields.map { field($0, indent: "  ") }
  }

  private func field(_ change: FieldChange, indent: String) -> String {
    let (from, to) = (change.from.map { safe($0.text) }, change.to.map { safe($0.text) })
    let path = change.path.description
    switch (from, to) {
    case (nil, let to?): return "\(indent)\(signs.sign(.added)) \(path)  \(to)"
    case (let from?, nil): return "\(indent)\(signs.sign(.removed)) \(path)  \(from)"
    default:
      return "\(indent)\(signs.sign(.changed)) \(path)  \(from ?? "") \(signs.arrow) \(to ?? "")"
    }
  }
}

extension DifferenceText {
  /// Left out where one layer alone has something to say: its block says it.
  private var table: [String] {
    guard difference.layers.count > 1 else { return [] }
    let rows = difference.layers.map { change in
      [
        safe(change.identity.kind), name(change), version(change), notes(change),
      ]
    }
    let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = ["Layers"]
    for (change, row) in zip(difference.layers, rows) {
      var line = "  " + signs.sign(change.marker)
      for (column, width) in widths.enumerated() {
        line += "  " + row[column] + String(repeating: " ", count: width - row[column].count)
      }
      lines.append(Self.trimmed(line + "  " + row[3]))
    }
    let hidden = difference.unchangedLayerCount
    if hidden > 0 { lines.append("  (\(Count.of(hidden, "unchanged layer")) hidden)") }
    return lines
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }

  private func name(_ change: LayerChange) -> String {
    let identity = change.identity
    return safe(identity.pack)
      + (identity.displayName.isEmpty ? "" : " (\(safe(identity.displayName)))")
  }

  private func version(_ change: LayerChange) -> String {
    let (from, to) = (change.fromVersion.map(safe), change.toVersion.map(safe))
    guard let from, let to, from != to else { return to ?? from ?? "" }
    let step = change.versionStep.map { "  " + signs.step($0) } ?? ""
    return "\(from) \(signs.arrow) \(to)\(step)"
  }

  private func notes(_ change: LayerChange) -> String {
    var notes: [String] = []
    if change.kind == .added, let registry = change.registry {
      notes.append(
        "from \(safe(registry.name))" + (registry.kind.isEmpty ? "" : " (\(safe(registry.kind)))"))
    }
    if change.kind == .changed {
      notes += change.texts.filter(\.hasChanges).map(note)
      let fields = change.fields.map(\.path.description).filter { $0 != "version" }
      if !fields.isEmpty { notes.append(fields.joined(separator: ", ")) }
    }
    if let move = change.move { notes.append(place(move)) }
    let toFill = change.texts.flatMap(\.hidden).count { $0.isToFill }
    if toFill > 0, change.kind != .removed { notes.append("\(toFill) to fill") }
    return notes.joined(separator: signs.dot + " ")
  }

  private func place(_ move: Move) -> String {
    switch move {
    case .first: "now first"
    case .after(let name): "now after \(safe(name))"
    }
  }

  private func note(_ text: TextChange) -> String {
    switch text.kind {
    case .changed: "\(title(text)) \(counts(text))"
    default: "\(title(text)) \(text.kind.rawValue)"
    }
  }

  private func title(_ text: TextChange) -> String {
    switch text.place {
    case .values: "values"
    case .manifest(let name): "manifest \(safe(name))"
    }
  }

  private func counts(_ text: TextChange) -> String {
    let removed = text.removedLines > 0 ? "\(signs.minus)\(text.removedLines)" : nil
    let added = text.addedLines > 0 ? "+\(text.addedLines)" : nil
    return [removed, added].compactMap { $0 }.joined(separator: " ")
  }
}

extension DifferenceText {
  private func layer(_ change: LayerChange) -> [String] {
    let isListed = difference.layers.count > 1
    let isWhole = change.kind == .added || change.kind == .removed
    if isListed, isWhole, change.texts.allSatisfy(\.hidden.isEmpty) { return [] }
    var body = change.fields.filter { $0.path.steps != [.key("version")] }
      .map { field($0, indent: "  ") }
    body += change.texts.flatMap(text)
    if difference.layers.count == 1 {
      let notes = change.kind == .added ? notes(change) : change.move.map(place) ?? ""
      if !notes.isEmpty { body.insert("  \(notes)", at: 0) }
    } else if body.isEmpty {
      return []
    }
    let head =
      "\(signs.sign(change.marker)) \(safe(change.identity.kind)) \(name(change))  \(version(change))"
    return [Self.trimmed(head)] + body
  }

  private func text(_ change: TextChange) -> [String] {
    let hidden = change.hidden.map { self.hidden($0, indent: "    ") }
    switch change.kind {
    case .same: return hidden.isEmpty ? [] : ["  \(title(change))"] + hidden
    case .cosmetic:
      return ["  \(title(change))  cosmetic: only white space at the ends of lines"] + hidden
    case .added, .removed:
      let lines = change.kind == .added ? change.addedLines : change.removedLines
      return ["  \(title(change))  \(change.kind.rawValue), \(Count.of(lines, "line"))"] + hidden
    case .changed:
      return ["  \(title(change))  \(counts(change))"] + change.hunks.flatMap(hunk) + hidden
    }
  }

  private func hunk(_ hunk: LineHunk) -> [String] {
    // a text's last line feed makes an empty line, which is nothing to show
    let isEnd = hunk.lines.last.map { $0.kind == .common && $0.text.isEmpty } ?? false
    return ["    @@ line \(hunk.toLine)"]
      + hunk.lines.dropLast(isEnd ? 1 : 0).map { line in
        let text = safe(String(decoding: line.text, as: UTF8.self))
        switch line.kind {
        case .common: return Self.trimmed("      \(text)")
        case .removed: return "    " + signs.colored("- \(text)", as: .removed)
        case .added: return "    " + signs.colored("+ \(text)", as: .added)
        }
      }
  }

  private func hidden(_ change: HiddenChange, indent: String) -> String {
    let (from, to, remark) = change.ends(signs.arrow)
    let ends = [from, to].filter { !$0.isEmpty }.map(safe).joined(separator: " \(signs.arrow) ")
    let place = safe(change.placeText)
    return Self.trimmed("\(indent)\(signs.sign(change.marker)) \(place)  \(ends)   \(remark)")
  }

  private var variables: [String] {
    guard !difference.variables.isEmpty else { return [] }
    return ["Variables"] + difference.variables.flatMap(variable)
  }

  private func variable(_ change: VariableChange) -> [String] {
    let move = change.move.map { "  " + place($0) } ?? ""
    let sensitive = change.isSensitive ? "  sensitive" : ""
    var lines = ["  \(signs.sign(change.marker)) \(safe(change.name))\(sensitive)\(move)"]
    if change.kind == .changed {
      let isHidden = change.hidden != nil
      lines += change.fields.filter { !(isHidden && $0.path.steps == [.key("defaultValue")]) }
        .map { field($0, indent: "      ") }
    }
    if let hidden = change.hidden { lines.append(self.hidden(hidden, indent: "      ")) }
    return lines
  }

  private var summary: [String] {
    let hidden = difference.hidden
    let toFill = hidden.count { $0.isToFill }
    var layers = [
      (difference.count(of: .added), "added"), (difference.count(of: .removed), "removed"),
      (difference.count(of: .changed), "changed"), (difference.movedCount, "moved"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let unchanged =
      difference.to.layerCount - difference.layers.count { $0.kind != .removed && $0.hasChanges }
    layers.append("\(unchanged) unchanged \(unchanged == 1 ? "layer" : "layers")")
    var parts = [layers.joined(separator: ", ")]
    let variables = difference.variables.count { $0.hasChanges }
    if variables > 0 { parts.append(Count.of(variables, "variable")) }
    let fields = difference.fields.count { $0.path.steps != [.key("version")] }
    if fields > 0 { parts.append(Count.of(fields, "profile field")) }
    var lines: [String] = []
    if !hidden.isEmpty { lines.append("Masked values: \(hidden.count), to fill: \(toFill)") }
    if toFill > 0 { parts.append("\(toFill) to fill") }
    return lines + ["Summary: " + parts.joined(separator: "; ")]
  }
}
