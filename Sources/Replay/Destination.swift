internal import ProfileRepository
internal import Profiles

/// One state of a target, with what a replay into it goes by; read once for all profile versions of a command.
struct Destination {
  let base: Snapshot
  let form: LandingForm
  let validation: Validation
  var facts: Facts? { validation.facts }

  init(
    _ environment: EnvironmentName, at base: Snapshot, _ landing: Landing
  ) throws(RepositoryError) {
    self.base = base
    validation = try Validation(of: environment, at: base)
    form = try LandingForm(landing, at: base, knowing: validation.facts)
  }
}
