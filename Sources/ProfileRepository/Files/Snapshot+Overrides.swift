internal import CanonicalJSON
internal import PackValues
public import Profiles

extension Snapshot {
  /// The place that a person means, in the highest version of the profile that is meant.
  ///
  /// - Throws: `notFound` where the profile, the layer or the value is not there, `invalid` for what cannot be read.
  public func overriddenPlace(
    of selector: ProfileSelector, layer name: String, path text: String
  ) throws(RepositoryError) -> OverriddenPlace {
    let entry = try find(selector)
    let profile = try document(entry).profile
    let place = try overriddenPlace(in: profile, layer: name, path: text)
    if try place.stands(in: document(entry)) { return place }
    throw RepositoryError(
      .notFound, "layer '\(place.layer)' of '\(entry.key)' has no value at '\(place.path)'",
      hint: "values and manifests ('manifests[name=x]:…') can be overridden; see the paths with "
        + "'strata blame'")
  }

  private func overriddenPlace(
    in profile: Profile, layer name: String, path text: String
  ) throws(RepositoryError) -> OverriddenPlace {
    let found = Set(profile.layers(named: name).map { profile.layers[$0].identity.description })
    guard let layer = found.first, found.count == 1 else {
      let names = profile.layers.map { "'\($0.identity)'" }.joined(separator: ", ")
      throw RepositoryError(
        .notFound,
        found.isEmpty
          ? "'\(profile.name)' has no layer '\(name)'" : "'\(name)' means more than one layer",
        hint: "its layers are \(names)")
    }
    do throws(ValuesPathError) {
      return OverriddenPlace(layer: JSONString(layer), path: try ValuesPath(text))
    } catch {
      throw RepositoryError(
        .invalid, "cannot read the path '\(text)': \(error)",
        hint: "write it as in 'charts.nginx.replicas'")
    }
  }

  /// Whether any version of the profile that an override means has its place.
  public func stands(_ override: Overrides.Entry) throws(RepositoryError) -> Bool {
    for entry in try versions(of: override.profile.name, in: override.profile.scope)
    where override.covers(entry.key) {
      if try override.place.stands(in: document(entry)) { return true }
    }
    return false
  }
}
