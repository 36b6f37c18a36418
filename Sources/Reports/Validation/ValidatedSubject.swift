internal import ProfileRepository
internal import Profiles
public import Replay

/// What was looked at and what speaks against it: one profile version in one target.
public struct ValidatedSubject: Sendable {
  /// The profile as a person named it: an address or a file.
  public let name: String
  /// The file's path; nil for an address.
  public let file: String?
  /// Where it is to land: `prod:projects/payments/web@1.0.0`.
  public let target: String
  public let findings: [ValidationFinding]

  /// - Parameter file: the file's path, if it is one.
  public init(name: String, file: String?, target: String, findings: [ValidationFinding]) {
    (self.name, self.file, self.target, self.findings) = (name, file, target, findings)
  }

  /// What speaks against each profile version that a request or a file would bring about.
  public static func all(
    in result: ReplayResult, name: String, file: String?
  ) -> [ValidatedSubject] {
    result.outcomes.map { outcome in
      ValidatedSubject(
        name: name, file: file, target: "\(result.target):\(outcome.target)",
        findings: outcome.findings)
    }
  }
}

extension ValidationFinding {
  /// The detail and what to do about it.
  var message: String { "\(detail); remedy: \(remedy)" }
}

extension ValidationFinding.Place {
  /// From the layer down to the line; nil where the whole profile is meant.
  var text: String? { parts.isEmpty ? nil : parts.joined(separator: ", ") }

  private var parts: [String] {
    [
      layer.map { "\($0)" }, manifest.map { "manifest '\($0)'" }, path,
      line.map { "line \($0)" },
    ].compactMap { $0 }
  }
}
