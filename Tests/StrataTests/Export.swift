import Foundation

/// An export file in the making.
struct Export {
  var name = "web"
  var version: String? = "1.0.0"
  var description: String?
  var labels: [String: String] = [:]
  var layers = [Layer()]
  var variables: [Variable] = []

  struct Layer {
    var name = "nginx"
    var kind = "addon"
    var version = "1.9.4"
    var values = "pack:\n  namespace: web\ncharts:\n  nginx:\n    replicas: 3"
    var registry: (uid: String, name: String)? = ("5eecc89d0b150045ae661cef", "Public Repo")
    var manifests: [(name: String, content: String)] = []

    var object: [String: Any] {
      var object: [String: Any] = [
        "name": name, "type": "helm", "layer": kind, "version": version, "tag": version,
        "values": values,
      ]
      if let registry {
        let metadata = ["uid": registry.uid, "name": registry.name, "kind": "pack"]
        object["registry"] = ["metadata": metadata]
      }
      if !manifests.isEmpty {
        object["manifests"] = manifests.map { ["name": $0.name, "content": $0.content] }
      }
      return object
    }
  }

  struct Variable {
    var name: String
    var value: String?
    var isSensitive = false

    var object: [String: Any] {
      var object: [String: Any] = ["name": name, "format": "string", "isSensitive": isSensitive]
      object["defaultValue"] = value
      return object
    }
  }

  /// The text of a layer with a number in it, for a change of one digit.
  static func numbered(_ number: Int, name: String = "web", version: String = "1.0.0") -> Export {
    var export = Export(name: name, version: version)
    export.layers[0].values = "charts:\n  nginx:\n    replicas: \(number)\n    port: 80"
    return export
  }

  /// One line, members sorted, as an API might send it.
  var json: String {
    var metadata: [String: Any] = ["name": name, "labels": labels]
    metadata["description"] = description
    var spec: [String: Any] = [
      "template": ["type": "add-on", "cloudType": "all", "packs": layers.map(\.object)]
    ]
    spec["version"] = version
    if !variables.isEmpty { spec["variables"] = variables.map(\.object) }
    let root = ["metadata": metadata, "spec": spec]
    let data = try? JSONSerialization.data(withJSONObject: root, options: [.sortedKeys])
    return String(decoding: data ?? Data(), as: UTF8.self)
  }
}

/// The exports that ship with the project, and real ones where they are at hand.
enum Samples {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let fixtures = files(in: root.appendingPathComponent("Tests/Fixtures/exports"))

  /// Exports from the field, beside the checkout; empty where they are absent.
  static let real: [String] = {
    let named = ProcessInfo.processInfo.environment["STRATA_SAMPLES"]
    let folder =
      named.map { URL(fileURLWithPath: $0) }
      ?? root.deletingLastPathComponent().appendingPathComponent("shared/samples")
    return files(in: folder.appendingPathComponent("real"))
  }()

  private static func files(in folder: URL) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().map {
      folder.appendingPathComponent($0).path
    }
  }
}
