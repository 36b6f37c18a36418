import ArgumentParser
import CanonicalJSON
import Profiles
import Reports

/// What a command with a live Palette came to, a line for each profile version.
struct LiveReport: Report {
  struct Item {
    let key: ProfileKey
    /// What became of it, as programs know it.
    let result: String
    /// Beside the key, on the same line.
    var remark: String?
    var error: (any Error)?
    /// Lines below it, for a person.
    var details: [String] = []
    /// What a command that refused it ends with; nil where it went well.
    var code: ExitCode?
    /// Further members for programs.
    var members: JSONObject = [:]
  }

  let environment: String
  let address: String
  let dryRun: Bool
  var items: [Item] = []
  /// Members of the whole for programs.
  var members: JSONObject = [:]

  func count(of results: String...) -> Int { items.count { results.contains($0.result) } }

  static func line(_ item: Item) -> String {
    let word = item.result + String(repeating: " ", count: max(0, 10 - item.result.count))
    let remark = [item.remark, item.error.map { LiveErrorWords($0).detail }].compactMap { $0 }
      .joined(separator: "  ")
    return PrintableText.escaped("\(word)  \(item.key)" + (remark.isEmpty ? "" : "  \(remark)"))
  }

  /// `3 made, 1 skipped`, in the order in which each first came.
  var summary: String {
    var words: [String] = []
    for item in items where !words.contains(item.result) { words.append(item.result) }
    let counts = words.map { "\(count(of: $0)) \($0)" }.joined(separator: ", ")
    return (counts.isEmpty ? "nothing to do" : counts) + (dryRun ? "; nothing was changed" : "")
  }

  var text: String { items.map { Self.line($0) + "\n" }.joined() + summary + "\n" }

  var json: JSONValue {
    var object = members
    object["environment"] = .string(JSONString(environment))
    object["palette"] = .string(JSONString(address))
    object["dryRun"] = .bool(dryRun)
    object["items"] = .array(items.map(Self.value))
    return .object(object)
  }

  private static func value(_ item: Item) -> JSONValue {
    var object = item.members
    object["profile"] = .object([
      "name": .string(item.key.name), "path": .string(JSONString(item.key.path)),
      "scope": .string(JSONString(item.key.scope.description)),
      "version": .string(JSONString(item.key.version.description)),
    ])
    object["result"] = .string(JSONString(item.result))
    if let error = item.error { object["error"] = LiveErrorJSON.value(error) }
    return .object(object)
  }
}
