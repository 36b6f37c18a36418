import ArgumentParser
import CanonicalJSON
import Git
import Reports

/// How a command tells its result.
struct OutputOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Option(name: .shortAndLong, help: "The result's form: text or json. Else STRATA_OUTPUT.")
  var output: Format?

  @Flag(help: "Short for --output json.")
  var json = false

  var format: Format {
    if json { return .json }
    return output ?? Machine.environment("STRATA_OUTPUT").flatMap(Format.init) ?? .text
  }

  func print(_ report: some Report) throws {
    switch format {
    case .text: try Console.print(report.text)
    case .json: try Console.print(PrintableJSON.encoded(report.json))
    }
  }
}

/// Where a command's data goes.
struct DestinationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write to a file, whole or not at all; '-' is standard output.", valueName: "file"))
  var out: String?

  func write(_ bytes: [UInt8]) throws {
    if let out, out != "-" {
      try DurableFile.write(bytes, to: Paths.absolute(out))
    } else {
      try Console.print(bytes)
    }
  }
}

/// The only place of the tool that writes to standard output and standard error.
enum Console {
  static func print(_ text: String) throws { try StandardStream.output.write(text) }
  static func print(_ bytes: [UInt8]) throws { try StandardStream.output.write(bytes) }

  /// A remark beside the data; its loss is no failure.
  static func note(_ text: String) {
    try? StandardStream.error.write(PrintableText.escaped(text) + "\n")
  }
}
