import ArgumentParser
import ProfileRepository
import Replay
import Reports

/// Prints what a replay came to, and turns it into the exit code.
struct Landings {
  let targets: [ReplayReport.Target]
  let source: String
  let dryRun: Bool
  let onError: OnError

  func finish(_ output: OutputOptions) throws {
    try output.print(
      ReplayReport(targets, from: source, dryRun: dryRun, skipsRefused: onError == .ignore))
    if let code = code { throw code }
  }

  /// A conflict outweighs a finding, a finding outweighs another failure.
  private var code: ExitCode? {
    var (codes, landed): ([ExitCode], Bool) = ([], false)
    for target in targets {
      switch target.result {
      case .failure(let error):
        codes.append(Failure.code(of: error))
      case .success(let result):
        let refusals = result.refusals
        landed = landed || refusals.count < result.outcomes.count
        codes += refusals.map { $0.isConflict ? Code.conflict : Code.findings }
      }
    }
    if codes.isEmpty || (onError == .ignore && landed) { return nil }
    for code in [Code.conflict, Code.findings, Code.notFound] where codes.contains(code) {
      return code
    }
    return Code.error
  }
}
