public import CanonicalJSON
internal import Git
public import ProfileRepository
internal import Profiles

/// Which profile versions a revision holds.
public struct ContentsReport: Report {
  private let entries: [Snapshot.Entry]

  public init(_ entries: [Snapshot.Entry]) { self.entries = entries }

  public var text: String {
    if entries.isEmpty { return "no profiles\n" }
    return entries.map { PrintableText.escaped($0.key.description) + "\n" }.joined()
  }

  public var json: JSONValue {
    .array(
      entries.map { entry in
        guard case .object(var object) = KeyJSON.value(entry.key) else { return .null }
        object["blob"] = Build.string(entry.blob)
        return .object(object)
      })
  }
}
