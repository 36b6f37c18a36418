import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PaletteAPI
import ProfileRepository
import Profiles

/// The file `strata/macros/ENV.json`: the values of an environment's macros by scope, mode 0600, never in git.
///
/// It is written whole or not at all, on the server's one writing thread.
struct MacroFile: Sendable {
  /// By scope (`system`, `tenant`, `projects/NAME`), then by name.
  private(set) var values: [JSONString: [JSONString: JSONString]] = [:]
  private let path: String
  private static let limit = 16 << 20

  init(of environment: EnvironmentName, in repository: ProfileRepository) throws(RepositoryError) {
    path = "\(repository.store.ownFolder)/macros/\(environment).json"
    do throws(GitError) {
      guard Folder.exists(path) else { return }
      let bytes = try PrivateFile.read(path, limit: Self.limit)
      guard let scopes = (try? JSONReader.read(bytes))?.object else {
        throw GitError(.corrupt, "read the macros in", path, "it is not as strata writes it")
      }
      for scope in scopes.members {
        for macro in scope.value.object?.members ?? [] {
          values[scope.key, default: [:]][macro.key] = macro.value.text
        }
      }
    } catch { throw RepositoryError(error) }
  }

  mutating func set(_ macros: [JSONString: JSONString], in scope: JSONString) {
    values[scope] = macros.isEmpty ? nil : macros
  }

  func save() throws(RepositoryError) {
    var scopes: JSONObject = [:]
    for (scope, macros) in values {
      var object: JSONObject = [:]
      for (name, value) in macros { object[name] = .string(value) }
      scopes[scope] = .object(object)
    }
    do throws(GitError) {
      try PrivateFolder.make(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
      try PrivateFile.write(JSONValue.object(scopes).encoded(.indented), to: path)
    } catch { throw RepositoryError(error) }
  }
}
