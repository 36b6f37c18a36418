public import CanonicalJSON
internal import Git
internal import ProfileRepository
internal import Profiles
public import Replay

/// A plan for the person who is to approve it: what it comes to, and what differs.
public struct PlanReport: Report {
  private let plan: Plan
  private let report: ReplayReport
  private let results: [ReplayResult]

  /// - Parameters:
  ///   - report: what carrying it out would say.
  ///   - results: what it was made of, with differences.
  public init(_ plan: Plan, _ report: ReplayReport, _ results: [ReplayResult]) {
    (self.plan, self.report, self.results) = (plan, report, results)
  }

  public var text: String {
    report.text
      + results.map { result in result.outcomes.map { differences($0, result) }.joined() }
      .joined() + footer
  }

  private func differences(_ outcome: ReplayOutcome, _ result: ReplayResult) -> String {
    let (from, to) = ("\(result.target)@\(result.before.abbreviated)", plan.source.label)
    let place = PrintableText.escaped("\(result.target):\(outcome.target)")
    guard let difference = outcome.effect.difference else {
      return outcome.effect.current == nil
        ? "\n\(place)  new there, proposed \(PrintableText.escaped(to))\n" : ""
    }
    let stat = DifferenceReport(
      difference, options: .init(fromLabel: from, toLabel: to, detail: .stat))
    let head = "\n\(place)  current \(from) → proposed \(PrintableText.escaped(to))\n"
    return head + stat.text.split(separator: "\n").map { "  \($0)\n" }.joined()
  }

  private var footer: String {
    let count = results.reduce(0) { $0 + $1.outcomes.count }
    return
      "\nplan \(plan.digest.prefix(19))…  \(Count.of(count, "profile version")); it holds while nothing of "
      + "what it stands on moves\n"
  }

  /// The plan itself.
  public var json: JSONValue { plan.json }
}

extension Plan.Source {
  /// `dev@3f7e2a1`, the commit alone, or the file's path.
  fileprivate var label: String {
    switch self {
    case .environment(let name, let commit): "\(name)@\(commit.abbreviated)"
    case .commit, .file: description
    }
  }
}
