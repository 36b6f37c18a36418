public import CanonicalJSON
public import ProfileRepository
public import Profiles

/// Which documents differ between two snapshots, and how.
public struct EnvironmentDifferenceReport: ComparisonReport {
  public typealias Item = (change: DocumentChange, difference: ProfileDifference?)

  let items: [Item]
  let options: DifferenceReport.Options
  private let leftOut: Int

  /// - Parameter items: the changes, with the difference of those whose documents were read.
  public init(_ items: [Item], options: DifferenceReport.Options) {
    self.items = items.filter { $0.difference.map { !$0.isEmpty } ?? true }
    leftOut = items.reduce(0) { $0 + ($1.difference?.ignoredCount ?? 0) }
    self.options = options
  }

  var from: String { options.fromLabel ?? "" }
  var to: String { options.toLabel ?? "" }

  /// Whether anything is known to differ; masked places on both sides alone do not count.
  public var hasChanges: Bool { items.contains { $0.difference?.hasChanges ?? true } }

  public var text: String {
    if items.isEmpty {
      return leftOut > 0 ? "no differences (\(leftOut) left out)\n" : "no differences\n"
    }
    let heading = PrintableText.escaped("current \(from) → proposed \(to)") + "\n"
    let details = items.compactMap { item in
      item.difference.map { DifferenceReport($0, options: options).text }
    }
    return ([heading + lines + summary] + details).joined(separator: "\n")
  }

  private var lines: String {
    items.map { "  \(marker($0))  \(PrintableText.escaped($0.change.key.description))\n" }.joined()
  }

  var summary: String {
    let count = { (kind: DocumentChange.Kind) in items.count { $0.change.kind == kind } }
    return "\(count(.added)) added, \(count(.removed)) removed, \(count(.changed)) changed\n"
  }

  func marker(_ item: Item) -> String {
    switch item.change.kind {
    case .added: "+"
    case .removed: "-"
    case .changed: item.difference?.hasChanges ?? true ? "~" : "?"
    }
  }

  /// One change a line: those of the documents, or where they were not compared, the documents.
  public var compact: String {
    items.map { item in
      if let difference = item.difference {
        return DifferenceReport(difference, options: options).compact
      }
      return "\(PrintableText.escaped(item.change.key.description))\t\(marker(item))\n"
    }.joined()
  }

  public var json: JSONValue {
    Build.object([
      "format": "environment-diff/1", "from": Build.string(from),
      "profiles": .array(
        items.map { item in
          Build.object([
            "change": Build.string(item.change.kind.rawValue),
            "difference": item.difference.map {
              DifferenceReport($0, options: options).json
            }, "profile": KeyJSON.value(item.change.key),
          ])
        }), "to": Build.string(to),
    ])
  }
}
