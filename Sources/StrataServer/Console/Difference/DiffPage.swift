import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Reports

/// The difference of any two profile versions: of versions, of commits, of environments.
struct DiffPage {
  let visit: Visit
  let index: ProfileIndex

  private var from: String? { visit.query["from"] }
  private var to: String? { visit.query["to"] }

  func view(in repository: ProfileRepository) throws -> DiffView {
    let isAll = visit.query["show"] == "all"
    let isSides = visit.query["view"] == "sides"
    var html = ""
    if let from, let to {
      let pair = try Pair(from, to, visit, repository)
      let unchanged = isAll ? pair.unchanged : []
      html = pair.report.fragment(isSideBySide: isSides, unchanged: unchanged)
    }
    return DiffView(
      title: "Compare", from: from ?? "", to: to ?? "", badFrom: false, badTo: false,
      isSides: isSides, isAll: isAll, addresses: try addresses(repository),
      markdownHref: html.isEmpty
        ? nil : Link.page("/diff/markdown", ["from": from, "to": to]),
      hasDifference: !html.isEmpty, difference: html)
  }

  /// The same as Markdown, for a pull request or a ticket.
  func markdown(in repository: ProfileRepository) throws -> String {
    guard let from, let to else { throw Refusal.badRequest("say 'from' and 'to'") }
    return try Pair(from, to, visit, repository).report.markdown
  }

  /// Where the profile that is asked for stands in the environments, to choose from.
  private func addresses(_ repository: ProfileRepository) throws -> [String] {
    guard let text = to ?? from, let address = try? Address(text) else { return [] }
    var found: [String] = []
    for environment in try visit.environments(of: repository) {
      let versions = try repository.snapshot(of: environment.name)
        .versions(of: address.profile.name, in: address.profile.scope)
      found += versions.filter { visit.sees($0.key, in: environment.name) }
        .map { Link.address(environment.name, $0.key) }
    }
    return found
  }

  /// The two sides with their difference.
  private struct Pair {
    let from: ProfileDocument
    let to: ProfileDocument
    let difference: ProfileDifference
    let report: DifferenceReport

    init(
      _ from: String, _ to: String, _ visit: Visit, _ repository: ProfileRepository
    ) throws {
      let (left, right) = (
        try visit.place(from, in: repository), try visit.place(to, in: repository)
      )
      self.from = try left.snapshot.document(left.entry)
      self.to = try right.snapshot.document(right.entry)
      let sensitivity = try left.snapshot.sensitivity().union(right.snapshot.sensitivity())
      difference = ProfileDifference(from: self.from, to: self.to, sensitivity: sensitivity)
      report = DifferenceReport(
        difference,
        options: .init(fromLabel: Self.label(left), toLabel: Self.label(right)))
    }

    /// `prod@91c0d44`.
    private static func label(_ place: Visit.Place) -> String {
      "\(place.environment)@\(place.snapshot.commit.id.abbreviated)"
    }

    var unchanged: [Layer] {
      let changed = Set(difference.layers.map(\.identity))
      return to.profile.layers.filter { !changed.contains($0.identity) }
    }
  }
}
