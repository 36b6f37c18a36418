import ArgumentParser
import Profiles

/// Selects profile versions by their labels.
struct LabelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only versions that carry this label; once for each that must be there.",
      valueName: "key[=value]"))
  var label: [String] = []

  var isEmpty: Bool { label.isEmpty }

  func selectors() throws -> [LabelSelector] {
    try label.map { text in
      guard let selector = LabelSelector(text) else {
        throw UsageError(
          "cannot read the label '\(text)'", hint: "write it as 'KEY' or 'KEY=VALUE'")
      }
      return selector
    }
  }
}
