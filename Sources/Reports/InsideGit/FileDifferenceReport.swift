internal import PackValues
internal import Profiles

/// What git's external diff shows of one file: the difference by meaning where both sides are documents, else the lines.
public struct FileDifferenceReport {
  private let path: String
  private let from: ReadableFile?
  private let to: ReadableFile?
  private let options: DifferenceReport.Options
  private let signs: DifferenceSigns

  /// - Parameters:
  ///   - path: the file's path in the repository.
  ///   - from: nil where the file is new.
  ///   - to: nil where the file is gone.
  public init(
    path: String, from: ReadableFile?, to: ReadableFile?, options: DifferenceReport.Options
  ) {
    (self.path, self.from, self.to, self.options) = (path, from, to, options)
    signs = DifferenceSigns(options)
  }

  public var text: String { "strata diff \(PrintableText.escaped(path))\n\(body)\n" }

  private var body: String {
    switch (from, to) {
    case (nil, nil): return "no such file on either side\n"
    case (nil, let to?): return to.lines.map { line("+", $0, .added) }.joined()
    case (let from?, nil): return from.lines.map { line("-", $0, .removed) }.joined()
    case (let from?, let to?):
      if let old = from.document, let new = to.document {
        let difference = ProfileDifference(from: old, to: new)
        if difference.isEmpty, !from.isEqual(to) { return "no differences of meaning\n" }
        return DifferenceReport(difference, options: options).text
      }
      return hunks(Array(from.text.utf8), Array(to.text.utf8))
    }
  }

  private func hunks(_ old: [UInt8], _ new: [UInt8]) -> String {
    let hunks = LineDifference(from: old, to: new).hunks()
    if hunks.isEmpty { return "no differences that can be shown\n" }
    return hunks.map { hunk in
      "@@ line \(hunk.toLine)\n"
        + hunk.lines.map { shown in
          let text = String(decoding: shown.text, as: UTF8.self)
          switch shown.kind {
          case .common: return "  \(text)\n"
          case .removed: return line("-", text, .removed)
          case .added: return line("+", text, .added)
          }
        }.joined()
    }.joined()
  }

  private func line(_ sign: String, _ text: String, _ marker: DifferenceSigns.Marker) -> String {
    signs.colored("\(sign) \(text)", as: marker) + "\n"
  }
}
