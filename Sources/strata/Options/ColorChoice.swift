import ArgumentParser
import Git
import Reports

/// When to color text: `NO_COLOR`, `CLICOLOR_FORCE`, `TERM=dumb` and `STRATA_COLOR` count as they do elsewhere.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never

  func options(from: String, to: String) -> DifferenceReport.Options {
    var options = DifferenceReport.Options()
    (options.fromLabel, options.toLabel) = (from, to)
    (options.isColored, options.isASCII) = (usesColor, !Self.isUTF8)
    return options
  }

  private var usesColor: Bool {
    let isSet = { (name: String) in !(Machine.environment(name) ?? "").isEmpty }
    switch self == .auto ? named ?? .auto : self {
    case .always: return true
    case .never: return false
    case .auto:
      if isSet("NO_COLOR") { return false }
      if isSet("CLICOLOR_FORCE"), Machine.environment("CLICOLOR_FORCE") != "0" { return true }
      return StandardStream.output.isTerminal && Machine.environment("TERM") != "dumb"
    }
  }

  private var named: ColorChoice? {
    Machine.environment("STRATA_COLOR").flatMap(ColorChoice.init)
  }

  /// An unset locale counts as UTF-8, as everything that Strata stores is.
  private static var isUTF8: Bool {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { Machine.environment($0) }
    guard let locale = names.first(where: { !$0.isEmpty }) else { return true }
    let lower = locale.lowercased()
    return lower.contains("utf-8") || lower.contains("utf8")
  }
}
