import Deployment
import ProfileRepository
import Profiles

extension LiveSelection {
  /// Reads profiles as a person names them; one that names no scope is of the given one, else of the tenant.
  init(_ profiles: [String], scope: Scope?) throws {
    self.init(
      try profiles.map { try ProfileSelector($0, scope: scope ?? .tenant) }, scope: scope)
  }
}
