internal import PackValues

/// Paths without the secrets that a step could show: an item told by a member that is hidden, or a token in a name.
struct RedactedPaths {
  private let rules: TextRules
  private let hidden: Set<ValuesPath>

  /// - Parameter hidden: the paths of the values that are hidden on a side.
  init(rules: TextRules, hidden: Set<ValuesPath>) {
    (self.rules, self.hidden) = (rules, hidden)
  }

  func shown(_ path: ValuesPath) -> ValuesPath {
    var shown = path
    for index in path.steps.indices {
      shown.steps[index] = self.shown(path.steps[index], in: path.steps[..<index])
    }
    return shown
  }

  func shown(_ step: ValuesPath.Step, in outer: ArraySlice<ValuesPath.Step>) -> ValuesPath.Step {
    switch step {
    case .key(let key): Self.holdsSecret(key) ? .key("(hidden)") : step
    case .object(let name): Self.holdsSecret(name) ? .object("(hidden)") : step
    case .item(let key, let value):
      Self.holdsSecret(value) || isHidden(ValuesPath(outer + [step, .key(key)]))
        ? .item(key: key, value: "(hidden)") : step
    case .index, .document, .embedded: step
    }
  }

  private func isHidden(_ path: ValuesPath) -> Bool {
    hidden.contains(path) || rules.masks.isSensitive(path)
  }

  static func holdsSecret(_ text: String) -> Bool {
    text.utf8.count > 8 && !SecretScanner.shared.hits(in: Array(text.utf8), isYAML: false).isEmpty
  }
}
