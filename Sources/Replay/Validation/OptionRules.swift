internal import CanonicalJSON

/// What a variable offers to choose from.
enum OptionRules {
  static func findings(_ variable: CheckedVariable) -> [ValidationFinding] {
    let (options, values) = (variable.options, variable.choices)
    guard variable.definition["inputType"]?.text == "dropdown" else {
      return options.isEmpty
        ? []
        : [
          warning(
            variable, "has options, and the input type shows none",
            remedy: "make the input type 'dropdown', or take the options out")
        ]
    }
    if values.isEmpty {
      return [
        error(variable, "is a drop-down list without an option", remedy: "add an option")
      ]
    }
    var findings = choices(variable, options)
    if let value = variable.shownDefault, !values.contains(value) {
      findings.append(
        error(
          variable, "the default value is none of the \(values.count) options",
          remedy: "choose an option, or add this one"))
    }
    return findings
  }

  private static func choices(
    _ variable: CheckedVariable, _ options: [JSONValue]
  ) -> [ValidationFinding] {
    var findings: [ValidationFinding] = []
    let missing = options.count - variable.choices.count
    if missing > 0 {
      findings.append(
        error(
          variable, "\(missing) of the options \(missing == 1 ? "has" : "have") no value",
          remedy: "give each option a value"))
    }
    for member in ["value", "label"] as [JSONString] {
      let texts = options.compactMap { $0[member]?.text }.filter { !$0.isEmpty }
      if Set(texts).count < texts.count {
        findings.append(
          warning(
            variable, "several options have the same \(member)",
            remedy: "give each option a \(member) of its own"))
      }
    }
    let chosen = options.filter { $0["default"]?.bool == true }
    if chosen.count > 1 {
      findings.append(
        warning(
          variable, "\(chosen.count) options are marked as the default one",
          remedy: "mark one of them"))
    } else if let value = variable.shownDefault, let choice = chosen.first,
      choice["value"]?.text != value
    {
      findings.append(
        warning(
          variable, "the default value is another one than the option that is marked as default",
          remedy: "mark the option that is the default value"))
    }
    return findings
  }

  private static func error(
    _ variable: CheckedVariable, _ detail: String, remedy: String
  ) -> ValidationFinding {
    ValidationFinding(
      .variableOptions, .error, at: variable.place, detail, remedy: remedy)
  }

  private static func warning(
    _ variable: CheckedVariable, _ detail: String, remedy: String
  ) -> ValidationFinding {
    ValidationFinding(
      .variableOptions, .warning, at: variable.place, detail, remedy: remedy)
  }
}
