internal import CanonicalJSON
internal import PaletteAPI
internal import Profiles

/// What a Palette in memory holds, and how it answers.
struct FakeState {
  struct Held {
    var document: ProfileDocument
    let project: JSONString?
    var isPublished: Bool
  }

  var profiles: [JSONString: Held] = [:]
  var projects: [JSONString: JSONString] = ["payments": "uid-of-payments"]
  var registries: [JSONString: JSONString] = ["Public Repo": "5eecc89d0b150045ae661cef"]
  /// Pack → uid of the registry → versions; a pack that is not named here is in the registry that a profile names.
  var packs: [JSONString: [JSONString: [JSONString]]] = [:]
  var macros: [String: [JSONString: JSONString]] = [:]
  var faults: [(call: String, times: Int, fault: FakePalette.Fault)] = []
  private var made = 0

  static func macroScope(_ project: String?) -> String {
    project.map { "projects/uid-of-\($0)" } ?? "tenants/tenant-1"
  }

  static func refusal(_ status: Int, _ code: JSONString, _ message: JSONString) -> FakeAnswer {
    let error = ErrorEnvelope(code: code, message: message, reference: "ref-1")
    return FakeAnswer(status, error.value.encoded())
  }

  mutating func hold(_ pack: JSONString, in registry: JSONString, _ versions: [JSONString]) {
    let uid = registries[registry] ?? JSONString("uid-of-\(registry)")
    registries[registry] = uid
    packs[pack, default: [:]][uid] = versions
  }

  mutating func put(
    _ document: ProfileDocument, _ project: JSONString?, _ uid: JSONString?
  ) -> JSONString {
    made += 1
    let uid = uid ?? JSONString("profile-\(made)")
    profiles[uid] = Held(document: document, project: project, isPublished: true)
    return uid
  }

  mutating func answer(_ request: FakeRequest) -> FakeAnswer {
    let parts = request.path.split(separator: "/").dropFirst().map(String.init)
    let project = request.headers["projectuid"].map { JSONString($0) }
    let body = try? JSONReader.read(request.body)
    switch (request.method, parts.first ?? "") {
    case ("GET", "users") where parts.last == "info":
      return Self.ok(UserInfo { $0.tenantUid = "tenant-1" })
    case (_, "users"), (_, "tenants"), (_, "projects"):
      return macros(request.method, parts.prefix(2).joined(separator: "/"), body)
    case ("GET", "dashboard"):
      return Self.ok(
        Page(
          projects.sorted { $0.key < $1.key }.map { ProjectMetadata(name: $0.key, uid: $0.value) }))
    case ("POST", "dashboard"): return list(request, project, body)
    case ("GET", "registries"):
      return Self.ok(
        Page(
          registries.sorted { $0.key < $1.key }.map { name, uid in
            RegistryMetadata {
              ($0.name, $0.uid, $0.kind, $0.scope) = (name, uid, "pack", "system")
            }
          }))
    case ("POST", "packs"): return search(body)
    case ("GET", "packs"):
      return tags(JSONString(parts[1]), JSONString(parts.last ?? ""))
    default: return profileAnswer(request, Array(parts.dropFirst()), project, body)
    }
  }

  static func ok(_ object: some WireObject) -> FakeAnswer {
    FakeAnswer(200, object.value.encoded())
  }

  private mutating func macros(
    _ method: String, _ scope: String, _ body: JSONValue?
  ) -> FakeAnswer {
    if method == "POST" {
      for macro in body.flatMap({ Macros($0) })?.macros ?? [] {
        macros[scope, default: [:]][macro.name] = macro.text
      }
      return FakeAnswer(204)
    }
    let all = macros[scope] ?? [:]
    return Self.ok(
      Macros(all.sorted { $0.key < $1.key }.map { Macro(name: $0.key, value: $0.value) }))
  }

  private func list(
    _ request: FakeRequest, _ project: JSONString?, _ body: JSONValue?
  ) -> FakeAnswer {
    let name = body.flatMap { ClusterProfilesFilterSpec($0) }?.filter.profileName?.eq
    let found = profiles.filter { held in
      held.value.project == project && (name == nil || held.value.document.profile.name == name)
    }.sorted { $0.key < $1.key }
    let start = Int(request.query["continue"] ?? "") ?? 0
    let size = 2
    let items: [ClusterProfileSummary] = found.dropFirst(start).prefix(size).map { uid, held in
      ClusterProfileSummary {
        $0.metadata = ObjectMeta(name: held.document.profile.name, uid: uid)
        $0.specSummary.version = JSONString(held.document.profile.version.description)
        $0.status.isPublished = held.isPublished
      }
    }
    let end = start + items.count
    let meta = ListMetaData {
      ($0.count, $0.limit, $0.offset) = (found.count, size, start)
      if end < found.count { $0.continue = JSONString("\(end)") }
    }
    return Self.ok(Page(items, meta))
  }

  private func search(_ body: JSONValue?) -> FakeAnswer {
    let name = body.flatMap { PacksFilterSpec($0) }?.filter.name?.eq ?? ""
    guard let holders = packs[name] else { return Self.ok(Page<PackMetadata>([])) }
    let pack = PackMetadata {
      $0.spec.name = name
      $0.spec.registries = holders.keys.sorted().map { uid in
        RegistryPackMetadata { $0.uid = uid }
      }
    }
    return Self.ok(Page([pack]))
  }

  private func tags(_ name: JSONString, _ registry: JSONString) -> FakeAnswer {
    guard let versions = packs[name]?[registry] else {
      return Self.refusal(404, "ResourceNotFound", "no such pack")
    }
    return Self.ok(
      PackTagEntity {
        $0.name = name
        $0.tags = versions.map { version in
          PackTags {
            ($0.version, $0.tag) = (version, version)
            $0.packUid = JSONString("\(name)|\(version)|\(registry)")
          }
        }
        $0.packValues = versions.map { version in
          PackUidValues {
            $0.packUid = JSONString("\(name)|\(version)|\(registry)")
            $0.schema = [
              PaletteAPI.PackSchema { ($0.name, $0.format) = ("charts.secret", "${password}") }
            ]
          }
        }
      })
  }
}
