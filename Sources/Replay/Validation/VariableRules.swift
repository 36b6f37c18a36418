internal import CanonicalJSON
internal import Profiles

/// What Palette asks of a variable's definition and of its default value, which is never shown.
enum VariableRules {
  static func findings(_ subject: ValidationSubject) -> [ValidationFinding] {
    subject.profile.variables.flatMap { variable in
      let value = shownDefault(variable, subject.sensitivity)
      return missing(variable) + options(variable, value) + format(variable, value)
        + regex(variable, value)
    }
  }

  private static func place(_ variable: Variable) -> ValidationFinding.Place {
    .init(path: "variable '\(variable.name)'")
  }

  /// The default value; nil where it is empty or hidden.
  private static func shownDefault(
    _ variable: Variable, _ sensitivity: Sensitivity
  ) -> JSONString? {
    guard let value = variable.defaultValue, !value.isEmpty else { return nil }
    return variable.isMasked(by: sensitivity) ? nil : value
  }

  private static func missing(_ variable: Variable) -> [ValidationFinding] {
    if variable.defaultValue?.isEmpty == false { return [] }
    let isSet = { (key: JSONString) in variable.definition[key]?.bool == true }
    let reason: String? =
      isSet("immutable")
      ? "is read-only"
      : isSet("hidden") && variable.isRequired
        ? "is required and hidden" : nil
    guard let reason else { return [] }
    return [
      ValidationFinding(
        .variableDefault, .error, at: place(variable), "\(reason) and so needs a default value",
        remedy: "give it one, or let the cluster's maker set it")
    ]
  }

  private static func options(
    _ variable: Variable, _ value: JSONString?
  ) -> [ValidationFinding] {
    guard variable.definition["inputType"]?.text == "dropdown" else { return [] }
    let values = variable.definition["options"]?.elements?.compactMap { $0["value"]?.text } ?? []
    if values.isEmpty {
      return [
        ValidationFinding(
          .variableOptions, .error, at: place(variable), "is a drop-down list without an option",
          remedy: "add an option")
      ]
    }
    guard let value, !values.contains(value) else { return [] }
    return [
      ValidationFinding(
        .variableOptions, .error, at: place(variable),
        "the default value is none of the \(values.count) options",
        remedy: "choose an option, or add this one")
    ]
  }

  private static func format(
    _ variable: Variable, _ value: JSONString?
  ) -> [ValidationFinding] {
    guard let name = variable.definition["format"]?.text, !name.isEmpty else { return [] }
    guard let format = ValueFormat(rawValue: name.string) else {
      return [
        ValidationFinding(
          .couldNotCheck, .warning, at: place(variable), "the format '\(name)' is not known",
          remedy: "the formats are "
            + ValueFormat.allCases.map(\.rawValue).joined(separator: ", "))
      ]
    }
    guard let value, !format.holds(value.string) else { return [] }
    return [
      ValidationFinding(
        .variableFormat, .error, at: place(variable),
        "the default value is not of the format '\(name)'", remedy: "write it as \(format.shape)")
    ]
  }

  /// The pattern is in RE2's language, which nothing here runs in bounded time; so it is not run.
  private static func regex(
    _ variable: Variable, _ value: JSONString?
  ) -> [ValidationFinding] {
    guard let pattern = variable.definition["regex"]?.text, !pattern.isEmpty,
      value != nil
    else { return [] }
    return [
      ValidationFinding(
        .couldNotCheck, .warning, at: place(variable),
        "could not check the default value against the variable's regular expression",
        remedy: "see to it by hand")
    ]
  }
}
