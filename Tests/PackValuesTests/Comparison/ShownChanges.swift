import PackValues

/// A difference as lines: `~ a.b  integer 1 -> integer 2`.
func shown(_ from: String, _ to: String) -> [String] {
  shown(ValuesDifference(from: Array(from.utf8), to: Array(to.utf8)))
}

func shown(_ difference: ValuesDifference) -> [String] {
  difference.changes.map { change in
    switch change.kind {
    case .added: "+ \(change.path)  \(words(change.to))"
    case .removed: "- \(change.path)  \(words(change.from))"
    case .changed: "~ \(change.path)  \(words(change.from)) -> \(words(change.to))"
    case .moved:
      "> \(change.path)  " + (change.after.map { "after \(ValuesPath([$0]))" } ?? "first")
    }
  }
}

private func words(_ leaf: ValuesLeaf?) -> String {
  guard let leaf else { return "nothing" }
  let text = String(decoding: leaf.text, as: UTF8.self)
  switch leaf.type {
  case .emptyMapping: return "{}"
  case .emptySequence: return "[]"
  case .string: return "\"\(text)\""
  default: return "\(leaf.type) \(text)"
  }
}
