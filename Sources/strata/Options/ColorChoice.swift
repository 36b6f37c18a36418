import ArgumentParser
import Git
import Reports

/// When to color text: `NO_COLOR`, `CLICOLOR_FORCE`, `TERM=dumb` and `STRATA_COLOR` count as they do elsewhere.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never

  /// Whether the terminal takes ASCII alone.
  var isASCII: Bool { !Self.isUTF8 }

  /// - Parameter isInGit: git runs the tool; it says by GIT_PAGER_IN_USE that a person watches, though through a pipe.
  func options(
    from: String, to: String, isInGit: Bool = false
  ) -> DifferenceReport.Options {
    var options = DifferenceReport.Options()
    (options.fromLabel, options.toLabel) = (from, to)
    let isPaged = isInGit && ["1", "true"].contains(Machine.environment("GIT_PAGER_IN_USE"))
    (options.isColored, options.isASCII) = (usesColor(isPaged: isPaged), !Self.isUTF8)
    return options
  }

  private func usesColor(isPaged: Bool) -> Bool {
    let isSet = { (name: String) in !(Machine.environment(name) ?? "").isEmpty }
    switch self == .auto ? named ?? .auto : self {
    case .always: return true
    case .never: return false
    case .auto:
      if isSet("NO_COLOR") { return false }
      if isSet("CLICOLOR_FORCE"), Machine.environment("CLICOLOR_FORCE") != "0" { return true }
      return (StandardStream.output.isTerminal || isPaged)
        && Machine.environment("TERM") != "dumb"
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
