internal import CanonicalJSON
internal import PackValues
internal import Profiles

/// What Palette asks of a profile's variables and of their default values, which are never shown.
enum VariableRules {
  static func findings(_ subject: ValidationSubject) -> [ValidationFinding] {
    let variables = subject.profile.variables.map {
      CheckedVariable($0, sensitivity: subject.sensitivity)
    }
    return names(variables)
      + variables.flatMap { variable in
        missing(variable) + input(variable) + OptionRules.findings(variable) + format(variable)
          + pattern(variable)
      }
  }

  /// Name and display name are unique within the profile, and the display name is not asked for.
  private static func names(_ variables: [CheckedVariable]) -> [ValidationFinding] {
    var (names, shown) = (Set<JSONString>(), Set<JSONString>())
    var findings: [ValidationFinding] = []
    for variable in variables {
      if !names.insert(variable.name).inserted {
        findings.append(
          ValidationFinding(
            .variableName, .error, at: variable.place, "is declared a second time",
            remedy: "keep one of them, or rename one"))
      }
      if let name = variable.definition["displayName"]?.text, !name.isEmpty,
        !shown.insert(name).inserted
      {
        findings.append(
          ValidationFinding(
            .variableName, .error, at: variable.place,
            "has the display name '\(name)', as one before it has",
            remedy: "give it a display name of its own"))
      }
    }
    return findings
  }

  private static func missing(_ variable: CheckedVariable) -> [ValidationFinding] {
    if variable.hasDefault { return [] }
    let isSet = { (key: JSONString) in variable.definition[key]?.bool == true }
    let reason: String? =
      isSet("immutable")
      ? "is read-only"
      : isSet("hidden") && variable.isRequired
        ? "is required and hidden" : nil
    guard let reason else { return [] }
    return [
      ValidationFinding(
        .variableDefault, .error, at: variable.place, "\(reason) and so needs a default value",
        remedy: "give it one, or let the cluster's maker set it")
    ]
  }

  private static func input(_ variable: CheckedVariable) -> [ValidationFinding] {
    let input = variable.definition["inputType"]?.text ?? ""
    guard ["", "text", "dropdown", "multiline"].contains(input) else {
      return [
        ValidationFinding(
          .couldNotCheck, .warning, at: variable.place, "the input type '\(input)' is not known",
          remedy: "the input types are text, dropdown and multiline")
      ]
    }
    let isLong = variable.shownDefault?.utf8.contains(UInt8(ascii: "\n")) == true
    guard isLong, input != "multiline" else { return [] }
    return [
      ValidationFinding(
        .variableInput, .warning, at: variable.place,
        "the default value has several lines, and the input type is "
          + (input.isEmpty ? "not 'multiline'" : "'\(input)'"),
        remedy: "make the input type 'multiline', or write the value on one line")
    ]
  }

  private static func format(_ variable: CheckedVariable) -> [ValidationFinding] {
    guard let name = variable.definition["format"]?.text, !name.isEmpty else { return [] }
    guard let format = ValueFormat(rawValue: name.string) else {
      return [
        ValidationFinding(
          .couldNotCheck, .warning, at: variable.place, "the format '\(name)' is not known",
          remedy: "the formats are "
            + ValueFormat.allCases.map(\.rawValue).joined(separator: ", "))
      ]
    }
    var findings: [ValidationFinding] = []
    if let value = variable.shownDefault, !format.holds(value.string) {
      findings.append(
        ValidationFinding(
          .variableFormat, .error, at: variable.place,
          "the default value is not of the format '\(name)'", remedy: "write it as \(format.shape)")
      )
    }
    let others = variable.choices.count { !format.holds($0.string) }
    if others > 0 {
      findings.append(
        ValidationFinding(
          .variableFormat, .warning, at: variable.place,
          "\(others) of the options \(others == 1 ? "is" : "are") not of the format '\(name)'",
          remedy: "write each as \(format.shape)"))
    }
    return findings
  }

  private static func pattern(_ variable: CheckedVariable) -> [ValidationFinding] {
    guard let pattern = variable.definition["regex"]?.text, !pattern.isEmpty else { return [] }
    return PatternRule(pattern, of: variable).findings()
  }
}

/// A variable with what the rules ask of it again and again.
struct CheckedVariable {
  let name: JSONString
  let isRequired: Bool
  let definition: JSONObject
  let place: ValidationFinding.Place
  /// The default value; nil where it is empty, hidden, or a reference that only a cluster resolves.
  let shownDefault: JSONString?
  let hasDefault: Bool
  let options: [JSONValue]
  /// The values of the options that have one.
  let choices: [JSONString]

  init(_ variable: Variable, sensitivity: Sensitivity) {
    (name, isRequired) = (variable.name, variable.isRequired)
    definition = variable.definition
    place = .init(path: "variable '\(variable.name)'")
    let value = variable.defaultValue ?? ""
    let isShown = !variable.isMasked(by: sensitivity) && ValuesText(value.utf8).references().isEmpty
    shownDefault = isShown && !value.isEmpty ? value : nil
    options = variable.definition["options"]?.elements ?? []
    choices = options.compactMap { $0["value"]?.text }.filter { !$0.isEmpty }
    hasDefault = !value.isEmpty || options.contains { $0["default"]?.bool == true }
  }
}
