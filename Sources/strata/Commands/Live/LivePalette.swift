import Git
import Palette
import ProfileRepository
import Profiles

/// The live Palette of an environment, ready to be called.
struct LivePalette {
  let environment: EnvironmentName
  let repository: ProfileRepository
  private let connection: PaletteConnection

  var address: PaletteAddress { connection.address }

  /// Takes the address from the branch and the key from where the user's own configuration says, at the last moment.
  init(of environment: EnvironmentName, in repository: ProfileRepository) throws {
    (self.environment, self.repository) = (environment, repository)
    guard let address = try repository.environment(environment).settings.palette else {
      throw RepositoryError(
        .notFound, "'\(environment)' has no live Palette",
        hint: "name it with 'strata env set \(environment) --palette URL --api-key env:NAME'")
    }
    let access = try OwnConfiguration().configuration.access(
      to: address, of: environment, in: repository.path)
    guard let key = APIKey(try access.readKey(Machine.environmentBytes)) else {
      throw RepositoryError(
        .authentication, "no key for the Palette of '\(environment)': '\(access.key)' holds none",
        hint: "put the key there and nothing else")
    }
    var connection = PaletteConnection(to: address, key: key)
    connection.authorities = access.authorities
    connection.proxy = access.proxy.flatMap(PaletteConnection.Proxy.init)
    self.connection = connection
  }

  /// Runs a body with a client.
  func with<Result: Sendable>(
    _ body: (PaletteClient) async throws -> Result
  ) async throws -> Result {
    try await PaletteClient.with(connection, body)
  }
}
