import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PaletteAPI
import ProfileRepository
import Profiles

/// Cluster profiles changed in place, published, removed.
enum ProfileChanging {
  private static let profile = "/v1/clusterprofiles/{uid}"

  static var routes: [Route] {
    [
      .changing(.put, profile, .changeProfiles, "profile update", update),
      .changing(.patch, profile + "/metadata", .changeProfiles, "profile metadata", metadata),
      .changing(.patch, profile + "/publish", .changeProfiles, "profile publish", publish),
      .changing(.delete, profile, .changeProfiles, "profile delete", delete),
      .changing(
        .delete, "/v1/clusterprofiles/bulk", .changeProfiles, "profile delete", deleteSeveral),
    ]
  }

  /// Takes the place of the stack; what the body does not say stays.
  private static func update(
    _ tenant: Tenant, _ inquiry: Inquiry, _ doing: inout Doing
  ) throws -> Response {
    let (entity, body) = (try inquiry.wire(ClusterProfileEntity.self), try inquiry.object())
    try tenant.change(inquiry, &doing) { found in
      var value = found.document.value
      try MetaEditing.apply(entity.metadata, body, version: entity.spec.version, to: &value)
      guard let template = body["spec"]?["template"] else { return value }
      if let type = template["type"]?.text { value.set(.string(type), at: Paths.type) }
      if let packs = template["packs"]?.elements {
        let stack = StackAnswers(tenant: tenant, uid: found.uid, document: found.document)
        value.set(.array(try Self.packs(packs, stack)), at: Paths.packs)
      }
      return value
    }
    return .nothing
  }

  /// The layers in the order of the body: each as it stands with what the body says, or new.
  private static func packs(_ bodies: [JSONValue], _ stack: StackAnswers) throws -> [JSONValue] {
    let editing = StackEditing(stack.tenant)
    return try bodies.map { body in
      guard let entity = PackManifestEntity(body) else {
        throw Refusal.badRequest("a pack must be an object")
      }
      guard let present = stack.packs.first(where: { $0.name == entity.name }) else {
        return try editing.pack(entity)
      }
      return try editing.changed(present.value, by: entity, body, stack)
    }
  }

  private static func metadata(
    _ tenant: Tenant, _ inquiry: Inquiry, _ doing: inout Doing
  ) throws -> Response {
    let (entity, body) = (try inquiry.wire(ProfileMetaEntity.self), try inquiry.object())
    try tenant.change(inquiry, &doing) { found in
      var value = found.document.value
      try MetaEditing.apply(
        entity.metadata, body, version: entity.spec?.version ?? "", to: &value)
      return value
    }
    return .nothing
  }

  private static func publish(
    _ tenant: Tenant, _ inquiry: Inquiry, _ doing: inout Doing
  ) throws -> Response {
    let found = try tenant.find(inquiry.parameter("uid"))
    doing.deed.subject = "\(found.key.name)@\(found.key.version)"
    try tenant.checkBase(inquiry, found)
    try tenant.releasing {
      $0.set(nil, for: found.uid)
    } whenWritten: {
    }
    return .nothing
  }

  private static func delete(
    _ tenant: Tenant, _ inquiry: Inquiry, _ doing: inout Doing
  ) throws -> Response {
    let found = try tenant.find(inquiry.parameter("uid"))
    doing.deed.subject = "\(found.key.name)@\(found.key.version)"
    try tenant.checkBase(inquiry, found)
    try tenant.remove([found.key], doing)
    return .nothing
  }

  private static func deleteSeveral(
    _ tenant: Tenant, _ inquiry: Inquiry, _ doing: inout Doing
  ) throws -> Response {
    let uids = try inquiry.wire(BulkDeleteRequest.self).uids
    var answer = BulkDeleteResponse()
    var keys: [ProfileKey] = []
    var seen: Set<JSONString> = []
    for uid in uids where seen.insert(uid).inserted {
      if let found = try? tenant.find(uid.string), !keys.contains(found.key) {
        keys.append(found.key)
      } else {
        answer.failures.append(
          BulkDeleteResponse.Failure {
            ($0.uid, $0.errMsg) = (uid, "no cluster profile has this uid here")
          })
      }
    }
    doing.deed.subject = keys.map { "\($0.name)@\($0.version)" }.joined(separator: ", ")
    if !keys.isEmpty { try tenant.remove(keys, doing) }
    answer.deletedCount = keys.count
    answer.isSucceeded = answer.failures.isEmpty
    return .json(answer.value)
  }
}

extension Tenant {
  /// Removes profile versions, a commit each.
  func remove(_ keys: [ProfileKey], _ doing: Doing) throws {
    let uids = keys.map(state.index.uid)
    try write(doing) { change in
      for key in keys { try change.remove(key) }
    }
    // After the branch: while a document is there, it stays the draft that it was.
    try releasing { releases in
      for uid in uids {
        releases.set(nil, for: uid)
        releases.rename(uid, to: nil)
      }
    } whenWritten: {
    }
  }
}

/// Where the members of an export stand that the API changes.
enum Paths {
  static let name = JSONPath([.key("metadata"), .key("name")])
  static let labels = JSONPath([.key("metadata"), .key("labels")])
  static let description = JSONPath([.key("metadata"), .key("description")])
  static let version = JSONPath([.key("spec"), .key("version")])
  static let type = JSONPath([.key("spec"), .key("template"), .key("type")])
  static let packs = JSONPath([.key("spec"), .key("template"), .key("packs")])
  static let variables = JSONPath([.key("spec"), .key("variables")])
}

/// Name, description, labels and version of a profile, as far as a change says them.
enum MetaEditing {
  static func apply(
    _ meta: ObjectMeta, _ body: JSONValue, version: JSONString, to value: inout JSONValue
  ) throws {
    if !meta.name.isEmpty { value.set(.string(meta.name), at: Paths.name) }
    if let version = try VersionText.read(version) {
      value.set(.string(JSONString(version.description)), at: Paths.version)
    }
    if body["metadata"]?["labels"]?.object != nil {
      value.set(.object(meta.labels), at: Paths.labels)
    }
    if let description = meta.annotations["description"]?.text {
      value.set(.string(description), at: Paths.description)
    }
  }
}
