public import CanonicalJSON
public import Git
public import ProfileRepository

/// What `verify` found.
public struct VerificationReport: Report {
  private let verification: Verification

  public init(_ verification: Verification) { self.verification = verification }

  public var text: String {
    var text = verification.problems.map {
      "damaged  \(PrintableText.escaped("\($0.place): \($0.detail)"))\n"
    }.joined()
    text += verification.foreignFiles.map {
      "foreign  \(PrintableText.escaped($0))  not strata's, left alone\n"
    }.joined()
    let problems = verification.problems.count
    return text
      + "\(Count.of(verification.objects, "object")), \(Count.of(verification.commits, "commit")), "
      + "\(Count.of(verification.documents, "document")): "
      + (problems == 0 ? "all sound\n" : "\(Count.of(problems, "problem"))\n" + Self.advice)
  }

  private static let advice =
    "hint: commit a good export over a damaged document; fetch damaged objects from a clone; "
    + "history is never rewritten, so a commit that strata did not write stays listed\n"

  public var json: JSONValue {
    Build.object([
      "commits": Build.number(verification.commits),
      "documents": Build.number(verification.documents),
      "foreignFiles": .array(verification.foreignFiles.map(Build.string)),
      "objects": Build.number(verification.objects),
      "problems": .array(
        verification.problems.map {
          Build.object(["detail": Build.string($0.detail), "place": Build.string($0.place)])
        }),
    ])
  }
}

/// What `upkeep` did.
public struct UpkeepText: Report {
  private let report: UpkeepReport

  public init(_ report: UpkeepReport) { self.report = report }

  public var text: String {
    var text = "packs \(report.packsBefore) → \(report.packsAfter)\n"
    text += report.leftovers.map { "removed  \(PrintableText.escaped($0))\n" }.joined()
    text += report.unknownLocks.map {
      "left  \(PrintableText.escaped($0))  its owner is unknown; remove it once no git runs here\n"
    }.joined()
    return text
  }

  public var json: JSONValue {
    Build.object([
      "leftovers": .array(report.leftovers.map(Build.string)),
      "packsAfter": Build.number(report.packsAfter),
      "packsBefore": Build.number(report.packsBefore),
      "unknownLocks": .array(report.unknownLocks.map(Build.string)),
    ])
  }
}
