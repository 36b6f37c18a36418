internal import CanonicalJSON
internal import RegularExpressions

/// A variable's regular expression, held against its default value and options.
struct PatternRule {
  private let pattern: JSONString
  private let variable: CheckedVariable

  init(_ pattern: JSONString, of variable: CheckedVariable) {
    (self.pattern, self.variable) = (pattern, variable)
  }

  func findings() -> [ValidationFinding] {
    do throws(RegularExpressionError) {
      return try mismatches(RegularExpression(pattern.utf8))
    } catch {
      return [error.code == .tooLarge || isNewer ? unchecked(error.detail) : invalid(error)]
    }
  }

  private func mismatches(
    _ expression: borrowing RegularExpression
  ) throws(RegularExpressionError) -> [ValidationFinding] {
    var findings: [ValidationFinding] = []
    if let value = variable.shownDefault, try !expression.matches(value.utf8) {
      findings.append(
        ValidationFinding(
          .variablePattern, .error, at: variable.place,
          "the default value does not match the variable's regular expression",
          remedy: "change the one or the other; a part that has to be the whole needs ^ and $"))
    }
    var others = 0
    for value in variable.choices where try !expression.matches(value.utf8) {
      others += 1
    }
    if others > 0 {
      findings.append(
        ValidationFinding(
          .variablePattern, .warning, at: variable.place,
          "\(others) of the options \(others == 1 ? "does" : "do") not match the variable's "
            + "regular expression", remedy: "change the options or the regular expression"))
    }
    return findings
  }

  /// Go reads `(?<name>…)` since version 1.22; the library here may be older than that.
  private var isNewer: Bool { pattern.string.contains(/\(\?<[A-Za-z_]/) }

  private func unchecked(_ reason: String) -> ValidationFinding {
    ValidationFinding(
      .couldNotCheck, .warning, at: variable.place,
      "could not check against the variable's regular expression: \(reason)",
      remedy: "write a shorter one, or see to it by hand")
  }

  private func invalid(_ error: RegularExpressionError) -> ValidationFinding {
    ValidationFinding(
      .variablePattern, .error, at: variable.place,
      "the regular expression is none: \(error.detail)",
      remedy: "write it in RE2's language: no look-around, no back-references")
  }
}
