import ProfileRepository
import Profiles

/// Addresses of the console's pages. A profile in them is written as on the command line: `dev:tenant/web-platform@1.2.0`.
enum Link {
  static func page(_ path: String, _ fields: KeyValuePairs<String, String?>) -> String {
    let pairs = fields.compactMap { name, value in
      value.flatMap { $0.isEmpty ? nil : "\(name)=\(encoded($0))" }
    }
    return pairs.isEmpty ? path : path + "?" + pairs.joined(separator: "&")
  }

  /// Always with the version, so that it can be read back whatever the name is.
  static func address(_ revision: some CustomStringConvertible, _ key: ProfileKey) -> String {
    "\(revision):\(key)"
  }

  static func profile(
    _ revision: some CustomStringConvertible, _ key: ProfileKey, layer: Int? = nil
  ) -> String {
    page("/profile", ["at": address(revision, key), "layer": layer.map { "\($0)" }])
  }

  static func profiles(_ environment: EnvironmentName, scope: Scope? = nil) -> String {
    page("/profiles", ["env": environment.text, "scope": scope?.description])
  }

  static func difference(from: String, to: String) -> String {
    page("/diff", ["from": from, "to": to])
  }

  static func history(_ environment: EnvironmentName) -> String {
    page("/history", ["env": environment.text])
  }

  /// Percent-encoded but for what may stand in a query as it is.
  static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x3A, 0x40, 0x5F, 0x7E:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += "%" + Hex.text([byte]).uppercased()
      }
    }
    return result
  }
}
