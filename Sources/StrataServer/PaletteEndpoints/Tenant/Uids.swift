import CanonicalJSON
import Crypto
import FoundationEssentials
import ProfileRepository
import Profiles

/// The names by which Palette's API knows things: 24 hexadecimal digits, the same each time, derived from what the thing is.
enum Uids {
  static func tenant(_ environment: EnvironmentName) -> JSONString {
    derive("tenant", environment.text)
  }

  static func project(_ name: JSONString, in environment: EnvironmentName) -> JSONString {
    derive("project", environment.text, name.string)
  }

  /// - Parameter attempt: counts on where the name is taken by a profile that was renamed.
  static func profile(
    _ key: ProfileKey, in environment: EnvironmentName, attempt: Int = 0
  ) -> JSONString {
    let parts = [
      "profile", environment.text, key.scope.description, key.name.string, key.version.description,
    ]
    return derive(parts + (attempt == 0 ? [] : [String(attempt)]))
  }

  static func manifest(
    _ name: JSONString, of layer: Layer.Identity, occurrence: Int, profile: JSONString
  ) -> JSONString {
    derive("manifest", profile.string, layer.description, name.string, String(occurrence))
  }

  static func registry(_ name: JSONString, in environment: EnvironmentName) -> JSONString {
    derive("registry", environment.text, name.string)
  }

  static func pack(
    _ name: JSONString, _ version: JSONString, registry: JSONString,
    in environment: EnvironmentName
  ) -> JSONString {
    derive("pack", environment.text, registry.string, name.string, version.string)
  }

  static func user(_ id: String) -> JSONString { derive("user", id) }

  private static func derive(_ parts: String...) -> JSONString { derive(parts) }

  /// Lengths stand before the parts, so that no two lists give the same bytes.
  private static func derive(_ parts: [String]) -> JSONString {
    var bytes: [UInt8] = []
    for part in parts { bytes += Array("\(part.utf8.count):\(part)".utf8) }
    return JSONString(Hex.text(SHA256.hash(data: bytes).prefix(12)))
  }
}
