import ProfileRepository
import Profiles
import Reports

/// `strata diff --matrix [PROFILE]`: all environments side by side.
struct Matrix {
  let repository: ProfileRepository
  let options: DifferenceReport.Options

  /// - Parameter profile: `web-platform`, `tenant/web-platform@1.2.0` and the like; nil for all profiles.
  func report(of profile: String?, scope: Scope?) throws -> MatrixReport {
    guard let profile else { return MatrixReport(try repository.matrix(), options: options) }
    let selector = try ProfileSelector(profile, scope: scope ?? .tenant)
    return MatrixReport(try repository.matrix(of: selector), options: options)
  }
}
