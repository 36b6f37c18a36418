import CanonicalJSON
import Git
import ProfileRepository
import Profiles

/// What the server knows of an environment at one commit of its branch.
struct TenantState: Sendable {
  let snapshot: ObjectID
  var index: TenantIndex
  let holdings: KnownHoldings
  let sensitivity: Sensitivity
  /// Tells one state of `sensitivity` from another.
  let rules: Int
  let releases: ReleaseFile
  let releaseStamp: PrivateFile.Stamp?
  var times: DocumentTimes
}

/// What a list says of a profile version beside its name: little, so that it is kept of all.
struct ProfileCard: Sendable {
  let type: JSONString
  let cloudType: JSONString
  let labels: [Profile.Label]

  init(_ profile: Profile) {
    (type, cloudType, labels) = (profile.type, profile.cloudType, profile.labels)
  }
}
