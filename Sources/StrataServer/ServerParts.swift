/// What every route of a running server works with.
struct ServerParts: Sendable {
  let git: GitWork
  let keyring: Keyring
  let audit: AuditLog
  let metrics: MetricsRegistry
  let tokens = ShortTokens()
  let tenants = TenantCache()
}
