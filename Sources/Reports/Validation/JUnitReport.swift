internal import CanonicalJSON
internal import Replay

/// Findings as JUnit XML, which build servers show as tests: a suite for each profile and target, a case for each code.
///
/// A case fails where there is a finding that counts; one that does not count is in its output. What could not be checked is
/// skipped, unless warnings count.
public struct JUnitReport: Sendable {
  private let subjects: [ValidatedSubject]
  private let failsOnWarnings: Bool

  /// - Parameter failsOnWarnings: whether a warning counts as an error does.
  public init(_ subjects: [ValidatedSubject], failsOnWarnings: Bool) {
    (self.subjects, self.failsOnWarnings) = (subjects, failsOnWarnings)
  }

  /// The document; it holds no value of a profile.
  public var xml: String {
    let suites = subjects.map(Suite.init)
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"strata validate\""
      + " tests=\"\(suites.count * ValidationFinding.Code.allCases.count)\""
      + " failures=\"\(suites.reduce(0) { $0 + failures($1) })\">\n"
      + suites.map(element).joined() + "</testsuites>\n"
  }

  private struct Suite {
    let subject: ValidatedSubject
    let findings: [ValidationFinding.Code: [ValidationFinding]]

    init(_ subject: ValidatedSubject) {
      self.subject = subject
      findings = Dictionary(grouping: subject.findings, by: \.code)
    }
  }

  private func counts(_ finding: ValidationFinding) -> Bool {
    finding.severity == .error || failsOnWarnings
  }

  private func failures(_ suite: Suite) -> Int {
    suite.findings.values.count { $0.contains(where: counts) }
  }

  private func isSkipped(_ code: ValidationFinding.Code, _ findings: [ValidationFinding]) -> Bool {
    code == .couldNotCheck && !findings.isEmpty && !findings.contains(where: counts)
  }

  private func element(_ suite: Suite) -> String {
    let codes = ValidationFinding.Code.allCases
    let skipped = codes.count { isSkipped($0, suite.findings[$0] ?? []) }
    return
      "  <testsuite name=\"\(HTML.escaped("\(suite.subject.name) to \(suite.subject.target)"))\""
      + " tests=\"\(codes.count)\" failures=\"\(failures(suite))\" errors=\"0\""
      + " skipped=\"\(skipped)\">\n"
      + codes.map { testCase($0, suite) }.joined() + "  </testsuite>\n"
  }

  private func testCase(_ code: ValidationFinding.Code, _ suite: Suite) -> String {
    let name = HTML.escaped("\(code.rawValue): \(code.summary)")
    let start =
      "    <testcase classname=\"\(HTML.escaped(suite.subject.target))\" name=\"\(name)\""
    let findings = suite.findings[code] ?? []
    guard let first = findings.first else { return start + "/>\n" }
    let lines = findings.map { HTML.escaped(Self.line($0)) }.joined(separator: "\n")
    let message = HTML.escaped(Self.line(first))
    let content =
      if findings.contains(where: counts) {
        "<failure type=\"\(first.severity.rawValue)\" message=\"\(message)\">\(lines)</failure>"
      } else if isSkipped(code, findings) {
        "<skipped message=\"\(message)\"/>"
      } else {
        "<system-out>\(lines)</system-out>"
      }
    return "\(start)>\(content)</testcase>\n"
  }

  private static func line(_ finding: ValidationFinding) -> String {
    "\(finding.severity.rawValue): " + (finding.place.text.map { "\($0): " } ?? "")
      + finding.message
  }
}
