public import ArgumentParser
import CanonicalJSON
public import ProfileRepository

extension Protection.Rule: ExpressibleByArgument {}

/// What an environment refuses.
struct ProtectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A rule: 'only-previous' (imports and promotions take from the environment before it), "
        + "'no-direct-commits' (no commit, rm, edit or import of a file), "
        + "'required-plan' (imports and promotions only by 'strata apply').", valueName: "rule"))
  var protect: [Protection.Rule] = []

  @Option(help: ArgumentHelp("A rule to lift.", valueName: "rule"))
  var unprotect: [Protection.Rule] = []

  @Option(
    help: ArgumentHelp("No document changes before this moment; ISO 8601.", valueName: "date"))
  var freezeUntil: String?

  @Flag(help: "Documents may change again.") var thaw = false

  @Option(
    help: ArgumentHelp(
      "Only these committers may write: an address or a pattern such as '*@example.org'.",
      valueName: "address"))
  var writer: [String] = []

  @Option(help: ArgumentHelp("A pattern of writers to forget.", valueName: "address"))
  var noWriter: [String] = []

  var isEmpty: Bool {
    protect.isEmpty && unprotect.isEmpty && freezeUntil == nil && !thaw && writer.isEmpty
      && noWriter.isEmpty
  }

  func validate() throws {
    if thaw, freezeUntil != nil {
      throw ValidationError("--thaw and --freeze-until exclude each other")
    }
    if let rule = protect.first(where: unprotect.contains) {
      throw ValidationError("'\(rule.rawValue)' cannot be set and lifted at once")
    }
  }

  func edit() throws -> ProtectionEdit {
    let until = try freezeUntil.map { try ISODate.parse($0).seconds }
    return ProtectionEdit(
      addedRules: Set(protect), removedRules: Set(unprotect),
      freeze: thaw ? .thaw : until.map(ProtectionEdit.Freeze.until) ?? .keep,
      addedWriters: writer.map { JSONString($0) }, removedWriters: noWriter.map { JSONString($0) })
  }
}
