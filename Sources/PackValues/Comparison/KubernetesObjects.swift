/// What the documents of a manifest are called: `ConfigMap kube-system/coredns`, or without a namespace `Namespace web`.
///
/// Where two objects differ in the group of their `apiVersion` alone, the group follows the kind: `Ingress.extensions web/shop`.
struct KubernetesObjects {
  private struct Object {
    let kind: String
    let group: String
    let name: String
  }

  private let objects: [[Object]]
  private let groups: [String: Set<String>]

  /// Nil where a document is no mapping with the scalars `kind` and `metadata.name`.
  init?(of sides: [(tree: MeaningTree, documents: [Int])]) {
    var objects: [[Object]] = []
    var groups: [String: Set<String>] = [:]
    for (tree, documents) in sides {
      let found = documents.compactMap { Self.object($0, in: tree) }
      guard found.count == documents.count else { return nil }
      for object in found {
        groups[object.kind + " " + object.name, default: []].insert(object.group)
      }
      objects.append(found)
    }
    (self.objects, self.groups) = (objects, groups)
  }

  /// The names of one side's documents.
  func names(side: Int) -> [String] {
    objects[side].map { object in
      let name = object.kind + " " + object.name
      guard groups[name, default: []].count > 1, !object.group.isEmpty else { return name }
      return object.kind + "." + object.group + " " + object.name
    }
  }

  private static func object(_ document: Int, in tree: MeaningTree) -> Object? {
    let scalar = { (parent: Int, key: String) in
      tree.member(of: parent, key: key).flatMap { tree.scalar($0) }
        .map { String(decoding: $0, as: UTF8.self) }
    }
    guard let kind = scalar(document, "kind"),
      let metadata = tree.member(of: document, key: "metadata"),
      let name = scalar(metadata, "name")
    else { return nil }
    let version = scalar(document, "apiVersion") ?? ""
    let group = version.contains("/") ? version.prefix { $0 != "/" } : ""
    let namespace = scalar(metadata, "namespace").map { $0 + "/" } ?? ""
    return Object(kind: kind, group: String(group), name: namespace + name)
  }
}
