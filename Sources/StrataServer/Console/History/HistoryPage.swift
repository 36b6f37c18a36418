import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Reports

/// The commits of an environment, newest first, as far as they may be seen.
struct HistoryPage {
  let visit: Visit

  func view(in repository: ProfileRepository) throws -> HistoryView {
    let environments = try visit.environments(of: repository)
    let environment = try visit.environment(visit.query["env"], of: environments).name
    let snapshot = try repository.snapshot(of: environment)
    let number = max(1, visit.query["page"].flatMap { Int($0) } ?? 1)
    let most = min(number, 2_000) * PagerView.size
    let walked = try snapshot.history(limit: most + 1)
    let shown = walked.prefix(most).dropFirst(most - PagerView.size)
    let rows = try shown.compactMap { try row($0, snapshot, environment) }
    return HistoryView(
      title: "History of \(environment)", environment: environment.text,
      tabs: Self.tabs(environments, current: environment.text), hasCommits: !rows.isEmpty,
      commits: rows, pager: pager(number, most, walked.count, environment))
  }

  /// The environments' histories, and the operations beside them.
  static func tabs(_ environments: [Environment], current: String?) -> [Tab] {
    environments.map {
      Tab(
        href: Link.history($0.name), name: $0.name.text, isCurrent: $0.name.text == current)
    } + [Tab(href: "/operations", name: "Operations", isCurrent: current == nil)]
  }

  private func pager(
    _ number: Int, _ most: Int, _ count: Int, _ environment: EnvironmentName
  ) -> PagerView? {
    let href = { (page: Int) in
      Link.page("/history", ["env": environment.text, "page": "\(page)"])
    }
    if number == 1, count <= most { return nil }
    let first = most - PagerView.size + 1
    return PagerView(
      shown: "Commits \(first) to \(min(count, most))",
      previous: number > 1 ? href(number - 1) : nil,
      next: count > most ? href(number + 1) : nil)
  }

  private func row(
    _ entry: HistoryEntry, _ newest: Snapshot, _ environment: EnvironmentName
  ) throws -> HistoryView.Row? {
    let lineage = entry.message.lineage
    let key = lineage.profile ?? lineage.hold?.key
    guard visit.may(.readProfiles, in: environment, key?.scope ?? .tenant) else { return nil }
    let id = entry.commit.id.abbreviated
    let isThere = key != nil && lineage.digest != nil
    let log = LogEntry(entry, at: visit.now, href: "")
    let isTip = entry.commit.id == newest.commit.id
    let mayRollBack =
      !isTip && visit.may(.changeProfiles, in: environment, .tenant)

    return HistoryView.Row(
      commit: id, subject: log.subject, from: log.from,
      profile: key.map { PrintableText.escaped($0.description) } ?? "", hasLink: isThere,
      profileHref: key.map { Link.profile(id, $0) } ?? "", author: log.author, date: log.date,
      age: log.age, diffHref: try isThere ? difference(key, entry, newest.repository) : nil,
      rollbackHref: mayRollBack
        ? Link.page(
          "/rollback", ["env": environment.text, "to": entry.commit.id.hex]) : nil)
  }

  /// Nil where the commit added the profile version.
  private func difference(
    _ key: ProfileKey?, _ entry: HistoryEntry, _ repository: ProfileRepository
  ) throws -> String? {
    guard let key, let parent = entry.commit.parents.first else { return nil }
    let before = try repository.snapshot(at: Revision(base: .commit(parent.hex)))
    guard try before.entry(for: key) != nil else { return nil }
    return Link.difference(
      from: Link.address(parent.abbreviated, key),
      to: Link.address(entry.commit.id.abbreviated, key))
  }
}
