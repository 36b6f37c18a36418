import CanonicalJSON
import Git
import ProfileRepository
import Profiles

/// What is still to fill in an environment, with the fill set in place.
struct MaskedPage {
  let visit: Visit
  let index: ProfileIndex

  func view(in repository: ProfileRepository) throws -> MaskedView {
    let environments = try visit.environments(of: repository)
    let environment = try visit.environment(visit.query["env"], of: environments).name
    let snapshot = try repository.snapshot(of: environment)
    let isAll = visit.query["show"] == "all"
    let entries = try entries(of: snapshot, environment, isAll: isAll, repository)
    let page = ListPage(entries, number: visit.query["page"], noun: "profiles") { number in
      Link.page(
        "/masked",
        ["env": environment.text, "show": isAll ? "all" : nil, "page": "\(number)"])
    }
    let groups = try page.elements.enumerated().map { number, entry in
      try group(number, entry, snapshot, environment, isAll: isAll)
    }.filter { !$0.places.isEmpty }
    return MaskedView(
      title: "Masked values of \(environment)", environment: environment.text,
      environments: environments.map {
        Tab(
          href: Link.page("/masked", ["env": $0.name.text]), name: $0.name.text,
          isCurrent: $0.name == environment)
      },
      at: visit.query["at"], allHref: Link.page("/masked", ["env": environment.text]),
      isAll: isAll, hasGroups: !groups.isEmpty, groups: groups,
      emptyTitle: "Nothing to fill in \(environment)",
      emptyText: isAll
        ? "No profile there has a masked value."
        : "Every masked value there has a source, or there is none.", pager: page.pager,
      back: visit.address, kinds: MaskedView.sources)
  }

  /// The profiles with masked places: the one that is asked for, else each in its highest version.
  private func entries(
    of snapshot: Snapshot, _ environment: EnvironmentName, isAll: Bool,
    _ repository: ProfileRepository
  ) throws -> [Snapshot.Entry] {
    if let at = visit.query["at"] { return [try visit.place(at, in: repository).entry] }
    let seen = try index.entries(of: snapshot).filter { visit.sees($0.key, in: environment) }
    return try ProfilesPage.groups(seen).map(\.highest).filter { entry in
      isAll
        ? try index.summary(of: entry, in: snapshot).maskedPlaces > 0
        : try index.toFill(entry, in: snapshot) > 0
    }
  }

  private func group(
    _ number: Int, _ entry: Snapshot.Entry, _ snapshot: Snapshot, _ environment: EnvironmentName,
    isAll: Bool
  ) throws -> MaskedView.Group {
    let key = entry.key
    let masks = try snapshot.masks(of: snapshot.document(entry), in: key.scope)
    let mayFill = visit.may(.changeProfiles, in: environment, key.scope)
    let places = masks.filter { isAll || $0.isOpen }.enumerated().map { position, mask in
      place("\(number)-\(position)", mask, key, mayFill: mayFill)
    }
    return MaskedView.Group(
      number: number, href: Link.profile(environment, key), name: key.name.shown,
      version: key.version.description, scope: Wording.scope(key.scope),
      address: Link.address(environment, key), places: places)
  }

  private func place(
    _ id: String, _ mask: ProfileMask, _ key: ProfileKey, mayFill: Bool
  ) -> MaskedView.Place {
    let (words, place) = (MaskWords(mask), mask.fillPlace(in: key.name))
    let canFill = mask.state != .plain && place != nil
    return MaskedView.Place(
      id: id, key: place?.description ?? "", owner: words.owner, path: words.path,
      words: words.words, fill: mask.fill?.description, mayFill: mayFill && canFill,
      cannot: canFill
        ? nil
        : mask.state == .plain
          ? "Take the value out of the profile first."
          : "Only its line is known, so no source can be kept for it.")
  }
}
