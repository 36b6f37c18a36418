import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Replay

/// The first step of a promotion: which profiles.
struct PromotePage {
  let visit: Visit
  let index: ProfileIndex

  func view(in repository: ProfileRepository) throws -> PromoteView {
    let comparison = try index.comparison(in: repository)
    let pairs = comparison.standings.filter {
      visit.sees($0.source) && visit.mayChange($0.target)
    }
    let wanted = pairs.first {
      $0.source.text == visit.query["from"] && $0.target.text == visit.query["to"]
    }
    guard let pair = wanted ?? pairs.first else {
      return PromoteView(
        pairs: [], hasPair: false, from: "", to: "", problem: nil, hasRows: false, rows: [],
        equalWords: "", pager: nil)
    }
    let standing = pair.profiles.filter {
      $0.state != .equal && $0.state != .targetOnly && visit.sees($0.key, in: pair.source)
        && visit.may(.changeProfiles, in: pair.target, $0.key.scope)
    }
    let chosen = Set(visit.query.all("profile"))
    let page = ListPage(standing, number: visit.query["page"], noun: "profiles") { number in
      Link.page(
        "/promote", ["from": pair.source.text, "to": pair.target.text, "page": "\(number)"])
    }
    return PromoteView(
      pairs: pairs.map {
        Tab(
          href: Link.page("/promote", ["from": $0.source.text, "to": $0.target.text]),
          name: "\($0.source) → \($0.target)",
          isCurrent: $0.source == pair.source && $0.target == pair.target)
      }, hasPair: true, from: pair.source.text, to: pair.target.text, problem: nil,
      hasRows: !standing.isEmpty,
      rows: page.elements.enumerated().map { row($0, $1, pair, chosen) },
      equalWords: "\(Wording.count(pair.equalCount, "profile version")) the same in both",
      pager: page.pager)
  }

  private func row(
    _ number: Int, _ standing: Standing, _ pair: Standings, _ chosen: Set<String>
  ) -> PromoteView.Row {
    let key = standing.key
    let (state, tone) = Self.words(standing.state)
    let pending = standing.pending.count
    let diff =
      standing.state == .missing
      ? nil
      : Link.difference(
        from: Link.address(pair.target, key), to: Link.address(pair.source, key))
    return PromoteView.Row(
      number: number, key: key.description,
      isChosen: chosen.contains(key.description), name: key.name.shown,
      version: key.version.description, scope: Wording.scope(key.scope), tone: tone, state: state,
      words: pending > 0 ? "\(Wording.count(pending, "commit")) to replay" : "", diffHref: diff)
  }

  private static func words(_ state: Standing.State) -> (String, String) {
    switch state {
    case .equal: ("the same", "")
    case .behind: ("behind", "changed")
    case .ahead: ("ahead", "")
    case .hotFixed: ("changed there", "alarm")
    case .merged: ("merged", "")
    case .overridden: ("differs on purpose", "")
    case .adapted: ("adapted", "")
    case .rolledBack: ("rolled back", "unknown")
    case .held: ("held", "unknown")
    case .unrelated: ("another there", "alarm")
    case .missing: ("new", "added")
    case .targetOnly: ("only there", "")
    }
  }
}
