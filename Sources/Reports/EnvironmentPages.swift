internal import CanonicalJSON
internal import ProfileRepository
internal import Profiles

extension EnvironmentDifferenceReport {
  /// The profiles that differ as a table, what each risks and leaves to fill, then as much of each as fits.
  public var markdown: String {
    if items.isEmpty { return "no differences\n" }
    let ends = [from, to].map(Markdown.code).joined(separator: " \(options.isASCII ? "->" : "→") ")
    let limit = MarkdownDifference.limit
    var page = MarkdownPage(
      "### \(ends)\n\n\(Markdown.escaped(summary))\n\(essences)\n", limit: limit)
    page.add(
      table: ["| | profile |", "|---|---|"],
      rows: items.map { item in
        "| \(Markdown.escaped(marker(item))) | \(Markdown.code(item.change.key.description)) |"
      })
    for item in items {
      guard let difference = item.difference else { continue }
      page.add(MarkdownDifference(difference, options, limit: limit / 2).text + "\n")
    }
    return page.finished
  }

  /// What nobody may miss, a line a profile; past the room for it, counts stand for the rest.
  private var essences: String {
    let lines = items.compactMap { item -> String? in
      guard let difference = item.difference else { return nil }
      let risks = DifferenceRisk(difference, DifferenceSigns(options)).items
      guard !risks.isEmpty else { return nil }
      return "- \(Markdown.code(item.change.key.description)): "
        + risks.map(Markdown.escaped).joined(separator: options.isASCII ? ", " : " · ")
    }
    let toFill = items.reduce(0) { $0 + ($1.difference?.toFillCount ?? 0) }
    let shown = MarkdownDifference.cut(lines, budget: MarkdownDifference.limit / 2) {
      "- \(Count.of($0.count, "further profile")) with risks"
    }
    return shown.map { $0 + "\n" }.joined() + (toFill > 0 ? "\n**To fill: \(toFill)**\n" : "")
  }

  /// One page with every profile that differs.
  public var html: String {
    let title = "\(from) → \(to)"
    let heading = HTML.element("h1", "", HTML.escaped(title))
    let list = items.map { item in
      HTML.element("li", "", HTML.escaped("\(marker(item)) \(item.change.key)"))
    }
    let sections = items.compactMap { item in
      item.difference.map {
        HTML.element("section", "", DifferencePage($0, options).body)
      }
    }
    let body =
      heading + HTML.element("p", "class=\"soft\"", HTML.escaped(summary))
      + HTML.element("ul", "", list.joined()) + sections.joined(separator: "\n<hr>\n")
    return HTML.page(title: title, items.isEmpty ? heading + "<p>no differences</p>" : body)
  }
}
