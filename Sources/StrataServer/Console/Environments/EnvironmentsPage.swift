import Git
import ProfileRepository
import Profiles
import Replay

/// How the environments stand to each other, as far as the one who looks may see them.
struct EnvironmentsPage {
  let visit: Visit
  let index: ProfileIndex

  func view(in repository: ProfileRepository) throws -> EnvironmentsView {
    let comparison = try index.comparison(in: repository)
    let table = MatrixRows(comparison.matrix, visit)
    let stages = try comparison.matrix.environments.indices
      .filter { visit.sees(comparison.matrix.environments[$0].name) }
      .map { try stage($0, comparison, repository) }
    let query = visit.query["q"] ?? ""
    let onlyDiffers = visit.query["show"] == "differs"
    let rows = table.rows(matching: query, onlyDiffers: onlyDiffers)
    let page = ListPage(rows, number: visit.query["page"], noun: "profiles") { number in
      Link.page(
        "/environments",
        ["q": query, "show": onlyDiffers ? "differs" : nil, "page": "\(number)"])
    }
    let isFiltered = !query.isEmpty || onlyDiffers
    return EnvironmentsView(
      stages: stages, counted: Wording.count(rows.count, "profile"), query: query,
      onlyDiffers: onlyDiffers, columns: table.columns.map { table.name(of: $0) },
      hasRows: !rows.isEmpty, rows: page.elements.map(table.view),
      emptyTitle: isFiltered ? "Nothing matches" : "No profiles yet",
      emptyText: isFiltered
        ? "No profile fits what is searched for."
        : "Take the first one in: import an export of Palette here, or run 'strata commit'.",
      emptyAction: isFiltered
        ? .init(href: "/environments", text: "Show all") : firstImport(stages), pager: page.pager)
  }

  private func firstImport(_ stages: [EnvironmentsView.Stage]) -> EnvironmentsView.Action? {
    let open = stages.compactMap { try? EnvironmentName($0.name) }.first(where: visit.mayChange)
    return open.map {
      .init(
        href: Link.page("/import", ["env": $0.text]), text: "Import Cluster Profile")
    }
  }

  private func stage(
    _ position: Int, _ comparison: ProfileIndex.Comparison, _ repository: ProfileRepository
  ) throws -> EnvironmentsView.Stage {
    let environment = comparison.matrix.environments[position]
    let snapshot = try repository.snapshot(of: environment.name)
    let entries = try index.entries(of: snapshot).filter {
      visit.sees($0.key, in: environment.name)
    }
    let masks = comparison.matrix.rows.reduce(0) { sum, row in
      let cell =
        visit.may(.readProfiles, in: environment.name, row.scope) ? row.cells[position] : nil
      return sum + (cell?.openMasks ?? 0)
    }
    let entry = try snapshot.history(limit: 1).first
    return EnvironmentsView.Stage(
      name: environment.name.text, href: Link.profiles(environment.name),
      historyHref: Link.history(environment.name),
      protection: environment.settings.protection.isEmpty ? nil : "writes are restricted",
      profiles: Wording.number(entries.count),
      profilesNoun: entries.count == 1 ? "profile version" : "profile versions",
      masks: Wording.number(masks), masksOpen: masks > 0,
      commit: snapshot.commit.id.abbreviated,
      age: Wording.age(snapshot.commit.committer.seconds, at: visit.now),
      subject: entry?.message.subject ?? "",
      link: connection(from: environment.name, comparison.standings))
  }

  private func connection(
    from source: EnvironmentName, _ standings: [Standings]
  ) -> EnvironmentsView.Connection? {
    guard let pair = standings.first(where: { $0.source == source && visit.sees($0.target) })
    else { return nil }
    let seen = pair.profiles.filter { visit.sees($0.key, in: pair.target) }
    let count = { (states: Standing.State...) in seen.count { states.contains($0.state) } }
    let promote = Link.page("/promote", ["from": source.text, "to": pair.target.text])
    let differs = Link.page("/environments", ["show": "differs"])
    let found: [(Int, String, String, String)] = [
      (count(.behind), "behind", "changed", promote), (count(.missing), "new", "added", promote),
      (count(.hotFixed, .unrelated), "changed there", "alarm", differs),
      (count(.held), "held", "unknown", differs),
      (
        count(.ahead, .merged, .overridden, .adapted, .rolledBack), "differ on purpose", "", differs
      ),
    ]
    let isBehind = found.prefix(2).contains { $0.0 > 0 }
    var chips = found.filter { $0.0 > 0 }.map {
      EnvironmentsView.Chip(tone: $0.2, text: "\(Wording.number($0.0)) \($0.1)", href: $0.3)
    }
    if chips.isEmpty { chips = [.init(tone: "added", text: "in step", href: differs)] }
    return EnvironmentsView.Connection(
      chips: chips, promoteHref: isBehind && visit.mayChange(pair.target) ? promote : nil)
  }
}
