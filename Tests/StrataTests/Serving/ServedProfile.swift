import Foundation
import Testing

/// A served repository whose dev has facts, with a key of each role and one profile imported.
struct ServedProfile: Sendable {
  let bench: Workbench
  let server: RunningServer
  let admin: String
  let editor: String
  let viewer: String
  /// An editor bound to the project `payments`.
  let bound: String
  /// Of `web` 1.0.0 in the tenant.
  let uid: String

  static let registry = "5eecc89d0b150045ae661cef"
  static let facts = """
    {"registries": {"Public Repo": {"uid": "\(registry)", "kind": "pack"}, \
    "Palette Registry": {"uid": "64eaff453040297344bcad5d", "kind": "oci"}}, \
    "packs": {"nginx": {"Public Repo": ["1.9.4", "1.9.5"], "Palette Registry": ["1.9.4"]}, \
    "vault": {"Public Repo": ["0.2.0"]}}, \
    "macros": {"tenant": ["proxy"], "system": [], "projects/payments": []}, "projects": ["payments"]}
    """

  /// A profile with a sensitive variable, a macro and a manifest.
  static var export: Export {
    var export = Export()
    export.layers[0].values = "charts:\n  replicas: 3\n  proxy: {{.spectro.macro.proxy}}"
    export.layers[0].manifests = [("extra", "kind: ConfigMap\n")]
    export.variables = [.init(name: "password", value: "hunter2-in-plain", isSensitive: true)]
    return export
  }

  init() throws {
    bench = try Workbench()
    let taken = try bench.strata("facts", "import", "-", "--env", "dev", input: Self.facts)
    try #require(taken.code == 0, "\(taken)")
    (admin, editor) = (try bench.key("admin"), try bench.key("editor"))
    viewer = try bench.key("viewer")
    bound = try bench.key("editor", env: "dev", "--project", "payments")
    server = try RunningServer(bench)
    let made = try server.send(
      "POST", "/v1/clusterprofiles/import?publish=true", key: editor, body: Self.export.json)
    uid = try #require(made.json["uid"].string, "\(made)")
  }

  func get(_ path: String, key: String? = nil, headers: [String: String] = [:]) throws -> Answer {
    try server.send("GET", path, key: key ?? viewer, headers: headers)
  }

  @discardableResult
  func send(
    _ method: String, _ path: String, _ body: String? = nil, key: String? = nil,
    headers: [String: String] = [:]
  ) throws -> Answer {
    try server.send(method, path, key: key ?? editor, headers: headers, body: body)
  }

  var profile: String { "/v1/clusterprofiles/\(uid)" }

  func project() throws -> String {
    let list = try get("/v1/dashboard/projects/metadata")
    return try #require(list.json["items"][0]["metadata"]["uid"].string, "\(list)")
  }
}
