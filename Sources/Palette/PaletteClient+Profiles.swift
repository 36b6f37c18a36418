public import CanonicalJSON
public import PaletteAPI
public import Profiles

extension PaletteClient {
  /// Every version of every profile of one scope, by name and version.
  ///
  /// - Parameter project: the project's uid; nil means the tenant.
  public func profiles(in project: JSONString?) async throws -> [LiveProfile] {
    try await profiles(ClusterProfilesFilterSpec(), in: project)
  }

  /// The versions of one profile in one scope.
  public func profiles(
    named name: JSONString, in project: JSONString?
  ) async throws -> [LiveProfile] {
    var spec = ClusterProfilesFilterSpec()
    spec.filter.profileName = FilterString(eq: name)
    return try await profiles(spec, in: project).filter { $0.name == name }
  }

  private func profiles(
    _ spec: ClusterProfilesFilterSpec, in project: JSONString?
  ) async throws -> [LiveProfile] {
    var spec = spec
    spec.filter.scope = project == nil ? "tenant" : "project"
    spec.sort = [SortSpec("profileName")]
    let summaries: [ClusterProfileSummary] = try await all(
      .ask(["dashboard", "clusterprofiles"], body: spec.value, project: project))
    var found: [JSONString: LiveProfile] = [:]
    for summary in summaries {
      for profile in LiveProfile.versions(of: summary) {
        // What the summary says of itself is surer than what another version says of it.
        if found[profile.uid] == nil || profile.isPublished != nil { found[profile.uid] = profile }
      }
    }
    return found.values.sorted {
      ($0.name, $0.version, $0.uid) < ($1.name, $1.version, $1.uid)
    }
  }

  /// The export of a profile version, masked as Palette masks it.
  public func export(_ uid: JSONString, in project: JSONString?) async throws -> ProfileDocument {
    var call = Call.get(
      ["clusterprofiles", uid.string, "export"], [("format", "json")], project: project)
    call.seconds = 120
    for _ in 0..<2 {
      let body = try await send(call)
      if let value = try? JSONReader.read(body) {
        return try ImportEntity(value).document
      }
    }
    // What cannot be read twice is said with its place.
    return try ProfileDocument(export: try await send(call), syntax: .json)
  }

  /// A profile version as the API reads it: with the uids of its packs and manifests, and who uses it.
  public func profile(_ uid: JSONString, in project: JSONString?) async throws -> ClusterProfile {
    try await read(.get(["clusterprofiles", uid.string], project: project))
  }

  /// Lets Palette look at an import: the registries that it offers for each layer.
  ///
  /// - Throws: `refused` with Palette's reason where it would not take the import.
  public func validateImport(
    of document: ProfileDocument, in project: JSONString?, secrets: Secrets
  ) async throws -> ImportEntity {
    var call = Call.ask(
      ["clusterprofiles", "import", "validate"], body: ImportEntity(document).value,
      project: project)
    (call.seconds, call.secrets) = (120, secrets)
    let answer = try await json(call)
    do { return try ImportEntity(answer) } catch { throw unreadable(call) }
  }

  /// Whether a name and version are still free in a scope, as Palette says.
  public func isFree(
    _ name: JSONString, _ version: ProfileVersion, in project: JSONString?
  ) async throws -> Bool {
    do {
      _ = try await send(
        .get(
          ["clusterprofiles", "validate", "name"],
          [("name", name.string), ("version", version.description)], project: project))
      return true
    } catch let error as PaletteError where error.isDuplicate {
      return false
    }
  }

  /// Publishes a draft.
  public func publish(_ uid: JSONString, in project: JSONString?) async throws {
    _ = try await send(
      Call(
        method: .patch, path: ["clusterprofiles", uid.string, "publish"], project: project,
        isRepeatable: true))
  }

  /// Writes another stack over a profile version, in place; its uid stays, and so does whoever uses it.
  public func update(
    _ uid: JSONString, to entity: ClusterProfileEntity, in project: JSONString?, secrets: Secrets
  ) async throws {
    try await put(["clusterprofiles", uid.string], entity.value, project, secrets)
  }

  /// Writes other variables over those of a profile version.
  public func setVariables(
    of uid: JSONString, to variables: Variables, in project: JSONString?, secrets: Secrets
  ) async throws {
    try await put(["clusterprofiles", uid.string, "variables"], variables.value, project, secrets)
  }

  private func put(
    _ path: [String], _ body: JSONValue, _ project: JSONString?, _ secrets: Secrets
  ) async throws {
    var call = Call(method: .put, path: path, body: body, project: project, isRepeatable: true)
    (call.seconds, call.secrets) = (120, secrets)
    _ = try await send(call)
  }
}

/// A profile version as a live Palette lists it.
public struct LiveProfile: Hashable, Sendable {
  public let uid: JSONString
  public let name: JSONString
  public let version: JSONString
  /// Nil where the list does not say.
  public let isPublished: Bool?

  /// The version that a summary describes, and those that it only names.
  static func versions(of summary: ClusterProfileSummary) -> [LiveProfile] {
    let own = summary.specSummary.version
    let itself = LiveProfile(
      uid: summary.metadata.uid, name: summary.metadata.name,
      version: own.isEmpty ? "1.0.0" : own, isPublished: summary.status.isPublished)
    return [itself]
      + summary.specSummary.versions.filter { !$0.uid.isEmpty && $0.uid != itself.uid }
      .map {
        LiveProfile(
          uid: $0.uid, name: itself.name, version: $0.version, isPublished: nil)
      }
  }
}

extension PaletteError {
  /// Whether Palette says that a name and version are taken.
  public var isDuplicate: Bool {
    status == 409 || paletteCode?.hasSuffix("AlreadyExists") == true
      || (code == .refused && detail.lowercased().contains("already exists"))
  }
}
