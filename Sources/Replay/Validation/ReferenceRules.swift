internal import CanonicalJSON
internal import PackValues
internal import ProfileRepository
internal import Profiles

/// Whether what the texts refer to is there: macros of the target, variables of the profile.
enum ReferenceRules {
  private struct Use {
    let reference: Reference
    let place: ValidationFinding.Place
    var name: JSONString { JSONString(reference.name) }
  }

  static func findings(_ subject: ValidationSubject) -> [ValidationFinding] {
    let uses = subject.profile.layers.flatMap { layerUses($0) }
    let declared = Set(subject.profile.variables.map(\.name))
    let variables = uses.filter { $0.reference.kind == .variable && !declared.contains($0.name) }
    return macros(uses.filter { $0.reference.kind == .macro }, subject)
      + variables.map { undeclared($0, declared.map(\.string)) }
  }

  private static func undeclared(_ use: Use, _ declared: [String]) -> ValidationFinding {
    let near = Nearest.name(to: use.reference.name, among: declared)
    return ValidationFinding(
      .undeclaredVariable, .error, at: use.place,
      "\(use.reference) is no variable that the profile declares",
      remedy: near.map { "did you mean '\($0)'?" } ?? "declare it under spec.variables")
  }

  private static func layerUses(_ layer: Layer) -> [Use] {
    uses(of: layer.values, layer, nil)
      + layer.manifests.flatMap { uses(of: $0.content, layer, $0.name) }
  }

  /// The first use of each reference.
  private static func uses(of text: JSONString, _ layer: Layer, _ manifest: JSONString?) -> [Use] {
    var seen: Set<String> = []
    return ValuesText(text.utf8).references().filter { seen.insert("\($0)").inserted }.map {
      Use(
        reference: $0,
        place: .init(layer: layer.identity, manifest: manifest, line: $0.place.line))
    }
  }

  private static func macros(
    _ uses: [Use], _ subject: ValidationSubject
  ) -> [ValidationFinding] {
    // The nearest scope first: its value is the one that counts.
    let own = subject.scope == .tenant ? [] : [JSONString("\(subject.scope)")]
    let scopes: [JSONString] = own + ["tenant", "system"]
    let known = subject.known.macros ?? [:]
    let missing = scopes.filter { !subject.known.isComplete(.macros(scope: $0)) }
    var findings: [ValidationFinding] = []
    var isUnsure = false
    for use in uses {
      let holders = scopes.filter { known[$0]?.contains(use.name) == true }
      if holders.count > 1 {
        findings.append(
          ValidationFinding(
            .shadowedMacro, .warning, at: use.place,
            "\(use.reference) is that of \(holders[0]), which hides that of "
              + holders.dropFirst().map(\.string).joined(separator: " and "),
            remedy: "see that this is the value that is meant"))
      } else if holders.isEmpty, missing.isEmpty {
        findings.append(undefined(use, scopes.flatMap { known[$0] ?? [] }, subject))
      } else if holders.isEmpty {
        isUnsure = true
      }
    }
    if isUnsure {
      findings.append(
        subject.couldNotCheck(
          "the macros of " + missing.map(\.string).joined(separator: " and "), member: "macros",
          example: "{\"\(missing.first ?? "tenant")\": [\"NAME\"]}"))
    }
    return findings
  }

  private static func undefined(
    _ use: Use, _ names: [JSONString], _ subject: ValidationSubject
  ) -> ValidationFinding {
    let near = Nearest.name(to: use.reference.name, among: names.map(\.string))
    return ValidationFinding(
      .undefinedMacro, .error, at: use.place,
      "no scope that counts for \(subject.environment):\(subject.scope) defines "
        + "\(use.reference)",
      remedy: near.map { "did you mean '\($0)'? Else define the macro there" }
        ?? "define the macro there, then renew the facts")
  }
}
