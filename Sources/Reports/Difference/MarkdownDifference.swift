internal import CanonicalJSON
internal import PackValues
internal import Profiles

/// A difference as Markdown for a pull request, within the size that a comment may have.
///
/// Where it is too large, detail is left out and said to be: first the blocks of layers, then rows of the table. Risk, what is
/// to fill and the summary are never left out; past some hundred places to fill, layers stand for them with their counts.
struct MarkdownDifference {
  /// The most characters of a comment on the usual hosts.
  static let limit = 65_536

  private let difference: ProfileDifference
  private let options: DifferenceReport.Options
  private let signs: DifferenceSigns
  private let limit: Int

  init(
    _ difference: ProfileDifference, _ options: DifferenceReport.Options, limit: Int = Self.limit
  ) {
    var options = options
    options.isColored = false
    (self.difference, self.options, self.limit) = (difference, options, limit)
    signs = DifferenceSigns(options)
  }

  var text: String {
    if difference.isEmpty { return DifferenceText.nothing(difference) }
    let end = "\n" + summary
    let placeBudget = min(limit / 2, limit / 4 + 8_192)
    var page = MarkdownPage(head + toFill(budget: placeBudget), limit: limit - end.count)
    page.add(table: ["| | layer | pack | version | what |", "|---|---|---|---|---|"], rows: rows)
    for block in blocks { page.add(block: block) }
    return page.finished + end
  }

  private var head: String {
    let (from, to) = (difference.from, difference.to)
    var title = "### \(Markdown.code(to.name.string)) \(from.version)"
    if from.version != to.version { title += " \(signs.arrow) \(to.version)" }
    if let step = difference.versionStep {
      title += " (\(step.size.rawValue)\(step.isUpgrade ? "" : " downgrade"))"
    }
    var lines = [title, ""]
    if options.fromLabel != nil || options.toLabel != nil {
      let ends = [options.fromLabel, options.toLabel].map { Markdown.code($0 ?? "-") }
      lines += ["current \(ends[0]) \(signs.arrow) proposed \(ends[1])", ""]
    }
    let risks = DifferenceRisk(difference, signs).items
    if !risks.isEmpty {
      let items = Self.cut(risks.map(Markdown.escaped), budget: limit / 4) {
        "and \($0.count) more"
      }
      lines += ["**Risk:** " + items.joined(separator: signs.dot), ""]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func toFill(budget: Int) -> String {
    let count = difference.toFillCount
    guard count > 0 else { return "" }
    let places = MaskedPlaceLines(difference)
    let all = places.each
    let isShort = all.reduce(0) { $0 + $1.count + 1 } <= budget
    let lines = isShort ? all : places.byLayer(budget: budget)
    return "**To fill: \(count)**\n\n" + lines.map { $0 + "\n" }.joined() + "\n"
  }

  /// As many lines as fit, and one for the rest of them.
  static func cut(_ lines: [String], budget: Int, _ rest: (Range<Int>) -> String) -> [String] {
    var size = 0
    for (index, line) in lines.enumerated() {
      size += line.count + 3
      if size > budget { return lines[..<index] + [rest(index..<lines.count)] }
    }
    return lines
  }

  private var summary: String {
    DifferenceSummary(difference, options).lines.map { Markdown.escaped($0) + "\n" }
      .joined(separator: "\n")
  }

  private var rows: [String] {
    difference.layers.map { change in
      let words = LayerWords(change, signs)
      let cells = [
        signs.plain(change.marker), words.kind, words.name, words.version,
        words.notes.joined(separator: signs.dot),
      ]
      return "| " + cells.map(Markdown.escaped).joined(separator: " | ") + " |"
    }
  }

  /// One block a layer, and those of the profile's members and variables.
  private var blocks: [(title: String, lines: [String])] {
    let text = DifferenceText(difference, options)
    let layers = difference.layers.map { change in
      LayerBlock(change, signs, explains: options.explains, isAlone: true).lines
    }
    return ([text.profile] + layers + [text.variables]).filter { !$0.isEmpty }.map { lines in
      (lines[0], lines.dropFirst().map(Self.aligned))
    }
  }

  /// Puts the marker of an added or removed line into the first column, where a `diff` block colors it.
  private static func aligned(_ line: String) -> String {
    let indent = line.prefix { $0 == " " }
    let rest = line.dropFirst(indent.count)
    guard rest.hasPrefix("+ ") || rest.hasPrefix("- ") else { return line }
    return String(rest.prefix(1) + indent + rest.dropFirst(1))
  }
}

/// The masked places that somebody has to fill, as items of a list.
private struct MaskedPlaceLines {
  private let owners: [(name: String, places: [HiddenChange])]

  init(_ difference: ProfileDifference) {
    let layers = difference.layers.map { layer in
      (layer.identity.description, layer.texts.flatMap(\.hidden))
    }
    let variables = difference.variables.map {
      ("variable \($0.name)", $0.hidden.map { [$0] } ?? [])
    }
    owners = (layers + variables).map { ($0.0, $0.1.filter(\.isToFill)) }
      .filter { !$0.1.isEmpty }
  }

  var each: [String] {
    owners.flatMap { owner in
      owner.places.map { "- \(Markdown.code(owner.name)) \(Markdown.code($0.placeText))" }
    }
  }

  func byLayer(budget: Int) -> [String] {
    let lines = owners.map { "- \(Markdown.code($0.name)): \(Count.of($0.places.count, "value"))" }
    return MarkdownDifference.cut(lines, budget: budget) { rest in
      let count = owners[rest].reduce(0) { $0 + $1.places.count }
      return "- \(Count.of(rest.count, "further layer")): \(Count.of(count, "value"))"
    }
  }
}
