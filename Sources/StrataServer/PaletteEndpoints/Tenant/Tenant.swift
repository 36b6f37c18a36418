import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PaletteAPI
import ProfileRepository
import Profiles

/// An environment as one request of Palette's API sees it: at one commit, in one scope.
struct Tenant {
  let repository: ProfileRepository
  let snapshot: Snapshot
  let environment: EnvironmentName
  let scope: Scope
  let principal: Principal
  let state: TenantState
  let cache: TenantCache

  /// A profile version with what the API says of it beside its document.
  struct Found {
    let uid: JSONString
    let key: ProfileKey
    let blob: ObjectID
    let document: ProfileDocument
  }

  /// The project names that are known: by the facts, or because they hold something.
  var projects: [JSONString] {
    (state.holdings.projects ?? []).union(state.index.projects).sorted()
  }

  /// The scope that a header `ProjectUid` means; the tenant without one.
  ///
  /// - Throws: `Refusal` with status 404 where no project has the uid.
  static func scope(
    _ projectUid: String?, in environment: EnvironmentName, _ projects: [JSONString]
  ) throws(Refusal) -> Scope {
    guard let projectUid, !projectUid.isEmpty else { return .tenant }
    let uid = JSONString(projectUid)
    guard let name = projects.first(where: { Uids.project($0, in: environment) == uid }) else {
      throw Refusal.notFound("no project has the uid that the header ProjectUid names")
    }
    return .project(name)
  }

  /// The profile version of a uid, in the scope of the request.
  ///
  /// - Throws: `Refusal` with status 404.
  func find(_ uid: String) throws -> Found {
    guard let entry = state.index.entry(JSONString(uid)), entry.key.scope == scope else {
      throw Refusal.notFound("no cluster profile has this uid here")
    }
    return try found(entry)
  }

  func found(_ entry: Snapshot.Entry) throws -> Found {
    guard let document = try cache.document(entry.blob, in: repository) else {
      throw Refusal.notFound("the cluster profile is gone")
    }
    return Found(
      uid: state.index.uid(entry.key), key: entry.key, blob: entry.blob, document: document)
  }

  /// A document as it may be shown: with masks where secrets stand.
  ///
  /// - Throws: `Refusal` with status 409 where a secret cannot be masked without changing something else.
  func shown(_ document: ProfileDocument, _ blob: ObjectID) throws -> ProfileDocument {
    try cache.shown(blob, rules: state.rules) {
      let findings = SecretReview(of: document, sensitivity: state.sensitivity).certain
      if findings.isEmpty { return document }
      guard let masked = document.masking(findings, sensitivity: state.sensitivity) else {
        throw Refusal(
          .conflict, "SensitiveValue", "the profile holds a secret that cannot be masked",
          hint: "commit the profile again with a mask in its place")
      }
      return masked
    }
  }

  /// When a profile version was made and last changed, as answers say it.
  func meta(of found: Found) -> ObjectMeta {
    let profile = found.document.profile
    var meta = ObjectMeta(name: found.key.name, uid: found.uid)
    for label in profile.labels { meta.labels[label.key] = .string(label.value) }
    meta.annotations["scope"] = scope == .tenant ? "tenant" : "project"
    meta.annotations[Self.revision] = .string(JSONString(found.blob.hex))
    if !profile.description.isEmpty {
      meta.annotations["description"] = .string(profile.description)
    }
    if case .project(let name) = scope {
      meta.annotations["projectUid"] = .string(Uids.project(name, in: environment))
    }
    if let times = state.times[found.key] {
      meta.creationTimestamp = JSONString(Moment.text(times.created))
      meta.lastModifiedTimestamp = JSONString(Moment.text(times.modified))
    }
    return meta
  }

  /// The annotation that names the state which a client has read: a change that sends it back is refused where somebody
  /// else changed the profile since.
  static let revision: JSONString = "strata/revision"
}
