import ArgumentParser
import Git
import ProfileRepository
import Replay
import Reports

/// Prints what a replay came to, and turns it into the exit code.
struct Landings {
  let targets: [ReplayReport.Target]
  let source: String
  let dryRun: Bool
  let onError: OnError
  let merging: MergeOptions?

  var report: ReplayReport {
    ReplayReport(
      targets, from: source, dryRun: dryRun, skipsRefused: onError == .ignore, now: Machine.seconds)
  }

  func finish(_ output: OutputOptions) throws {
    let report = report
    try output.print(report)
    try merging?.write(report)
    if let code = code { throw code }
  }

  /// A conflict outweighs a finding, a finding outweighs another failure.
  var code: ExitCode? {
    var (codes, landed): ([ExitCode], Bool) = ([], false)
    for target in targets {
      switch target.result {
      case .failure(let error):
        codes.append(Failure.code(of: error))
      case .success(let result):
        let refused = result.outcomes.filter(\.isRefused)
        landed = landed || refused.count < result.outcomes.count
        codes += refused.map { $0.isConflict ? Code.conflict : Code.findings }
      }
    }
    if codes.isEmpty || (onError == .ignore && landed) { return nil }
    for code in [Code.conflict, Code.findings, Code.notFound] where codes.contains(code) {
      return code
    }
    return Code.error
  }
}
