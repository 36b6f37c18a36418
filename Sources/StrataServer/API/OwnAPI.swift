/// Strata's own interface, below `/api/v1`: it answers with what the command line prints with `--json`.
enum OwnAPI {
  static let routes =
    EnvironmentEndpoints.routes + ProfileReading.routes + ComparisonEndpoints.routes
}
