internal import CanonicalJSON
internal import Git
internal import ProfileRepository

/// A commit in short in machine form: id, author, date, subject.
enum CommitJSON {
  static func value(_ entry: HistoryEntry) -> JSONValue {
    let author = entry.commit.author
    return Build.object([
      "author": Build.string("\(author.name) <\(author.email)>"),
      "commit": Build.string(entry.commit.id), "date": Build.string(DateText.iso(author)),
      "replayedFrom": Build.optional(entry.message.lineage.replayedFrom?.commit),
      "slicedFrom": Build.optional(entry.message.lineage.slicedFrom?.commit),
      "subject": Build.string(entry.message.subject),
    ])
  }
}
