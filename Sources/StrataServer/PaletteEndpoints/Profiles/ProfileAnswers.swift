import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PaletteAPI
import ProfileRepository
import Profiles

/// The answers about one profile version: whole, and as the dashboard lists it.
extension Tenant {
  func profile(_ found: Found) throws -> ClusterProfile {
    let state = state.releases.state(of: found.uid, at: found.blob)
    let published = try stack(found, state.published)
    let draft = try stack(found, state.draft)
    return ClusterProfile {
      ($0.apiVersion, $0.kind) = ("v1", "clusterprofile")
      $0.metadata = meta(of: found)
      $0.spec.version = JSONString(found.key.version.description)
      $0.spec.versions = versions(of: found.key)
      $0.spec.published = published?.template
      $0.spec.draft = draft?.template
      $0.status.isPublished = published != nil
      $0.status.hasUserMacros = (draft ?? published)?.hasUserMacros ?? false
    }
  }

  func summary(_ found: Found) throws -> ClusterProfileSummary {
    let state = state.releases.state(of: found.uid, at: found.blob)
    let published = try stack(found, state.published)
    let draft = try stack(found, state.draft)
    return ClusterProfileSummary {
      $0.metadata = meta(of: found)
      $0.specSummary.version = JSONString(found.key.version.description)
      $0.specSummary.versions = versions(of: found.key)
      $0.specSummary.published = published?.summary
      $0.specSummary.draft = draft?.summary
      $0.status.isPublished = published != nil
    }
  }

  /// The stack of the document as it stands, with masks where secrets stand.
  func stack(_ found: Found) throws -> StackAnswers {
    StackAnswers(tenant: self, uid: found.uid, document: try shown(found.document, found.blob))
  }

  private func stack(_ found: Found, _ blob: ObjectID?) throws -> StackAnswers? {
    guard let blob else { return nil }
    if blob == found.blob { return try stack(found) }
    guard let document = try cache.document(blob, in: repository) else { return nil }
    return StackAnswers(tenant: self, uid: found.uid, document: try shown(document, blob))
  }

  private func versions(of key: ProfileKey) -> [ClusterProfileVersion] {
    state.index.versions(of: key).map {
      ClusterProfileVersion(
        uid: state.index.uid($0), version: JSONString($0.version.description))
    }
  }
}
