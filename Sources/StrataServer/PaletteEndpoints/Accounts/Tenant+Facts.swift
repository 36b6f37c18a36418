import CanonicalJSON
import Git
import ProfileRepository
import Profiles

extension Tenant {
  /// Commits what a scope's macros are called now to the environment's facts; nothing where they say so already.
  func renew(macros names: Set<JSONString>, of scope: JSONString, _ doing: Doing) throws {
    let known = state.holdings.macros?[scope] ?? []
    let item = { FactsEdit.Item.macro(scope: scope, name: $0) }
    try renew(
      adding: names.subtracting(known).sorted().map(item),
      removing: known.subtracting(names).sorted().map(item), doing)
  }

  /// Commits that a project is there, or is gone.
  func renew(project name: JSONString, isThere: Bool, _ doing: Doing) throws {
    let isKnown = state.holdings.projects?.contains(name) == true
    if isThere == isKnown { return }
    let item = FactsEdit.Item.project(name)
    try renew(adding: isThere ? [item] : [], removing: isThere ? [] : [item], doing)
  }

  private func renew(
    adding added: [FactsEdit.Item], removing removed: [FactsEdit.Item], _ doing: Doing
  ) throws {
    if added.isEmpty, removed.isEmpty { return }
    let edit = FactsEdit(adding: added, removing: removed)
    try write(doing) { change in
      try change.apply(
        edit, subject: "Renew the facts of \(environment)",
        takenAt: doing.operation.committer.seconds)
    }
  }
}
