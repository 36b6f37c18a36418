internal import CanonicalJSON
internal import PackValues

/// The members of a document that are no layer's text, by owner and path, in the document's order.
///
/// Absent, null and empty are the same, as in a difference; what belongs to one environment alone is left out.
struct MemberTable {
  struct Owner: Hashable {
    let owner: ProfilePlace.Owner
    /// Which of several alike.
    let occurrence: Int
  }

  struct Key: Hashable {
    let owner: Owner
    let path: ValuesPath
  }

  struct Member {
    let key: Key
    let value: JSONValue
    let isSensitive: Bool
  }

  private(set) var members: [Member] = []

  init(of document: ProfileDocument) {
    addProfile(document)
    var seen: [ProfilePlace.Owner: Int] = [:]
    for record in LayerRecord.all(of: document) {
      let owner = ProfilePlace.Owner.layer(record.layer.identity)
      addLayer(record, Owner(owner: owner, occurrence: seen[owner, default: 0]))
      seen[owner, default: 0] += 1
    }
    for variable in document.profile.variables {
      let owner = ProfilePlace.Owner.variable(variable.name)
      addVariable(variable, Owner(owner: owner, occurrence: seen[owner, default: 0]))
      seen[owner, default: 0] += 1
    }
  }

  /// The members by owner and path.
  var values: [Key: JSONValue] {
    Dictionary(members.map { ($0.key, $0.value) }) { $1 }
  }

  private mutating func addProfile(_ document: ProfileDocument) {
    let (owner, profile) = (Owner(owner: .profile, occurrence: 0), document.profile)
    add(.string(JSONString(profile.version.description)), ["version"], owner)
    add(.string(profile.type), ["type"], owner)
    add(.string(profile.cloudType), ["cloudType"], owner)
    add(.string(profile.description), ["description"], owner)
    add(document.value["metadata"]?["labels"] ?? .null, ["labels"], owner)
    add(DocumentFields.unknown(document.value), [], owner)
  }

  private mutating func addLayer(_ record: LayerRecord, _ owner: Owner) {
    let layer = record.layer
    add(.string(layer.version), ["version"], owner)
    add(.string(layer.tag), ["tag"], owner)
    add(.string(layer.packType), ["type"], owner)
    add(.string(layer.registry?.name ?? ""), ["registry", "name"], owner)
    add(.string(layer.registry?.kind ?? ""), ["registry", "kind"], owner)
    add(LayerFields.unknown(record.pack), [], owner)
  }

  private mutating func addVariable(_ variable: Variable, _ owner: Owner) {
    let secret: Set<JSONString> = ["defaultValue", "options", "regex"]
    for member in variable.definition.members where member.key != "name" {
      let isSensitive = variable.isSensitive && secret.contains(member.key)
      add(member.value, [member.key.string], owner, isSensitive: isSensitive)
    }
  }

  private mutating func add(
    _ value: JSONValue, _ keys: [String], _ owner: Owner, isSensitive: Bool = false
  ) {
    add(value, ValuesPath(keys.map(ValuesPath.Step.key)), owner, isSensitive)
  }

  private mutating func add(
    _ value: JSONValue, _ path: ValuesPath, _ owner: Owner, _ isSensitive: Bool
  ) {
    switch value {
    case .null: return
    case .string(let text) where text.isEmpty: return
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        add(element, path.appending(.index(index)), owner, isSensitive)
      }
    case .object(let object):
      for member in object.members {
        add(member.value, path.appending(.key(member.key.string)), owner, isSensitive)
      }
    default:
      members.append(
        Member(key: Key(owner: owner, path: path), value: value, isSensitive: isSensitive))
    }
  }
}
