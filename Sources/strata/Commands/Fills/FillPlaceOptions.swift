import ArgumentParser
import CanonicalJSON
import PackValues
import ProfileRepository
import Profiles

/// One masked place of a profile as a person names it.
struct FillPlaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The layer: a pack's name or display name.", valueName: "layer"))
  var layer: String?
  @Option(help: ArgumentHelp("A manifest of that layer; else its values.", valueName: "name"))
  var manifest: String?
  @Option(
    help: ArgumentHelp("The path there, such as charts.oidc.clientSecret.", valueName: "path"))
  var path: String?
  @Option(help: ArgumentHelp("A variable of the profile instead.", valueName: "name"))
  var variable: String?
  @Option(
    help: ArgumentHelp("Where the value comes from: a reference.", valueName: "reference"))
  var from: String?

  var isNamed: Bool { layer != nil || manifest != nil || path != nil || variable != nil }

  func validate() throws {
    let isText = layer != nil && path != nil && variable == nil
    let isVariable = variable != nil && layer == nil && manifest == nil && path == nil
    if (isNamed || from != nil) && !isText && !isVariable {
      throw ValidationError("name a place with --layer and --path, or with --variable")
    }
  }

  /// The masked place of a document.
  func place(in document: ProfileDocument, _ masks: [ProfileMask]) throws -> Profiles.Fill.Place {
    let name = document.profile.name
    if let layer {
      let selection = try ValueSelection(layer: layer, path: path, in: document.profile)
      let identity = selection.layer.map { document.profile.layers[$0].identity }
      let own = masks.filter { $0.state != .plain && holds($0.owner, identity) }
      let found = own.first { $0.fillPath == selection.path || $0.place?.path == selection.path }
      if let place = found?.fillPlace(in: name) { return place }
      throw missing(own.compactMap(\.fillPath?.description), "path", path ?? "")
    }
    let found = masks.first { $0.owner == .variable(name: JSONString(variable ?? "")) }
    if let place = found?.fillPlace(in: name) { return place }
    throw missing(document.profile.variables.map(\.name.string), "variable", variable ?? "")
  }

  /// The fill that is kept for the place, whether it is there still or not.
  func fill(of profile: JSONString, among fills: [Profiles.Fill]) throws -> Profiles.Fill {
    let own = fills.filter { $0.place.profile == profile }
    let found = own.filter { fill in
      switch fill.place.owner {
      case .variable(let name): name.string == variable
      case .values(let identity), .manifest(let identity, _):
        layer.map { identity.names.contains($0) || "\(identity)" == $0 } ?? false
          && holds(fill.place.owner, identity) && fill.place.path?.description == path
      case .member: false
      }
    }
    guard found.count == 1 else {
      throw RepositoryError(
        .notFound, found.isEmpty ? "no fill for this place" : "several fills fit this place",
        hint: "see them with --list, with their paths")
    }
    return found[0]
  }

  private func holds(_ owner: ProfileMask.Owner, _ identity: Layer.Identity?) -> Bool {
    switch owner {
    case .values(let own): own == identity && manifest == nil
    case .manifest(let own, let name): own == identity && name.string == manifest
    case .variable, .member: false
    }
  }

  private func missing(_ known: [String], _ kind: String, _ name: String) -> RepositoryError {
    let near = Nearest.name(to: name, among: known)
    return RepositoryError(
      .notFound, "no masked value at the \(kind) '\(name)'",
      hint: near.map { "did you mean '\($0)'?" } ?? "see the places with 'strata masked'")
  }
}
