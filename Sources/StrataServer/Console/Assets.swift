import Crypto
import FoundationEssentials
import HTTPTypes
import Hummingbird

/// The console's style, script and mark, under addresses that change with them.
struct Assets: Sendable {
  private struct File {
    let name: String
    let type: String
    let bytes: [UInt8]
  }

  private static let files = [
    File(name: "style.css", type: "text/css; charset=utf-8", bytes: PackageResources.style_css),
    File(
      name: "console.js", type: "text/javascript; charset=utf-8",
      bytes: PackageResources.console_js),
    File(name: "mark.svg", type: "image/svg+xml", bytes: PackageResources.mark_svg),
  ]

  /// A digest over all of them.
  let version: String

  init() {
    var hash = SHA256()
    for file in Self.files { hash.update(data: file.bytes) }
    version = Hex.text(hash.finalize().prefix(6))
  }

  var routes: [Route] {
    Self.files.map { file in
      Route(.get, "/assets/{version}/\(file.name)", .open) { _ in
        var response = Response.bytes(file.bytes, type: file.type)
        response.headers[.cacheControl] = "public, max-age=31536000, immutable"
        response.headers[named: "Content-Security-Policy"] =
          "default-src 'none'; style-src 'unsafe-inline'"
        return response
      }
    }
  }
}
