internal import CanonicalJSON
internal import PackValues
public import Profiles

extension ValueSelection {
  /// Reads what a person names: a layer by one of its names, and a path.
  ///
  /// A layer that is not there or that the name does not tell is an error with the layers that there are.
  public init(
    layer: String?, path: String?, in profile: Profile
  ) throws(RepositoryError) {
    self.init()
    if let layer { self.layer = try Self.layer(layer, in: profile) }
    guard let path else { return }
    do {
      self.path = try ValuesPath(path)
    } catch {
      throw RepositoryError(
        .invalid, "cannot read the path '\(path)': \(error)",
        hint: "write it as charts.oidc.issuer, files[0], list[name=x] or [\"a.b\"]")
    }
  }

  private static func layer(_ name: String, in profile: Profile) throws(RepositoryError) -> Int {
    let found = profile.layers(named: name)
    if found.count == 1 { return found[0] }
    let identities = profile.layers.map(\.identity)
    if found.isEmpty {
      let near = Nearest.name(to: name, among: identities.flatMap(\.names))
      let all = identities.map { "'\($0)'" }.joined(separator: ", ")
      throw RepositoryError(
        .notFound, "no layer '\(name)' in '\(profile.name)'",
        hint: near.map { "did you mean '\($0)'?" }
          ?? (all.isEmpty ? "the profile has no layers" : "there are \(all)"))
    }
    let list = found.map { "'\(identities[$0])'" }.joined(separator: ", ")
    throw RepositoryError(
      .invalid, "the layer '\(name)' could be any of \(list)", hint: "name one of those whole")
  }

  /// The error for a path that leads to no value, with the nearest one that does.
  public func unknownPath(in values: [ProfileValue]) -> RepositoryError {
    let path = path ?? ValuesPath()
    let known = values.filter { !$0.place.holdsSecret }.map(\.place.path)
    var ancestor = path
    while !ancestor.steps.isEmpty, !known.contains(where: { $0.steps.starts(with: ancestor.steps) })
    {
      ancestor.steps.removeLast()
    }
    let near = Nearest.name(to: path.description, among: known.map(\.description))
    let best = near ?? (ancestor.steps.isEmpty ? nil : ancestor.description)
    let isText = values.contains { if case .text = $0.shown { true } else { false } }
    let rest =
      isText ? "a text there is no YAML and has no paths" : "see what there is without a path"
    return RepositoryError(
      .notFound, "no value at '\(path)'",
      hint: best.map { "the nearest that exists is '\($0)'" } ?? rest)
  }
}

extension Snapshot {
  /// Finds what a person names in a document; a path that leads to no value is an error with the nearest that does.
  public func selection(
    of entry: Entry, layer: String?, path: String?
  ) throws(RepositoryError) -> ValueSelection {
    if layer == nil && path == nil { return ValueSelection() }
    let profile = try document(entry).profile
    let selection = try ValueSelection(layer: layer, path: path, in: profile)
    guard path != nil, try trace(entry, selection, .init()).values.isEmpty else {
      return selection
    }
    let whole = ValueSelection(layer: selection.layer)
    throw selection.unknownPath(in: try trace(entry, whole, .init()).values)
  }
}
