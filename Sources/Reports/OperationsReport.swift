public import CanonicalJSON
internal import Git
public import ProfileRepository

/// Operations, newest first.
public struct OperationsReport: Report {
  private let records: [OperationRecord]

  public init(_ records: [OperationRecord]) { self.records = records }

  public var text: String {
    records.isEmpty ? "no operations\n" : records.map(block).joined()
  }

  private func block(_ record: OperationRecord) -> String {
    let who = PrintableText.escaped("\(record.committer)")
    let command = PrintableText.escaped(record.command ?? "(not in the log)")
    let head = "\(record.id)  \(DateText.local(record.committer))  \(command)  \(who)\n"
    return head
      + record.moves.map { move in
        let before = move.before.map { "\($0.abbreviated) → " } ?? "started at "
        let source = move.source.map { "  from \(PrintableText.escaped(shortened($0)))" } ?? ""
        return "    \(move.environment)  \(before)\(move.after.abbreviated)  "
          + "\(Count.of(move.commits, "commit"))\(source)\n"
      }.joined()
  }

  /// Full ids are for programs.
  private func shortened(_ source: String) -> String {
    let parts = source.split(separator: "@", omittingEmptySubsequences: false)
    guard let last = parts.last, ObjectID(hex: String(last)) != nil else { return source }
    return (parts.dropLast() + [last.prefix(7)]).joined(separator: "@")
  }

  public var json: JSONValue { .array(records.map(value)) }

  private func value(_ record: OperationRecord) -> JSONValue {
    Build.object([
      "command": Build.optional(record.command),
      "committer": PersonJSON.value(record.committer),
      "environments": .array(
        record.moves.map { move in
          Build.object([
            "after": Build.string(move.after), "before": Build.optional(move.before),
            "commits": Build.number(move.commits), "environment": Build.string(move.environment),
            "from": Build.optional(move.source),
          ])
        }), "operation": Build.string(record.id),
    ])
  }
}
