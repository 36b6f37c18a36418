import ProfileRepository
import Profiles
import Replay
import Reports

/// One thing that speaks against a profile, as a page shows it.
struct FindingView: Sendable {
  let severity: String
  let sign: String
  let detail: String
  let place: String?
  let remedy: String?
}

extension FindingView {
  init(_ finding: ValidationFinding) {
    severity = finding.severity.rawValue
    sign = finding.severity == .error ? "!" : "?"
    detail = PrintableText.escaped(finding.detail)
    let parts = [
      finding.place.manifest.map { "manifest \($0)" }, finding.place.path,
      finding.place.line.map { "line \($0)" },
    ].compactMap { $0 }
    place = parts.isEmpty ? nil : PrintableText.escaped(parts.joined(separator: " · "))
    // A command's options mean nothing here.
    remedy = finding.remedy.contains("--") ? nil : PrintableText.escaped(finding.remedy)
  }
}

/// Why something was not done.
struct ProblemView: Sendable {
  let text: String
  let hint: String?

  init(_ refusal: Refusal) { (text, hint) = (refusal.message, refusal.hint) }
}
