public import Git

/// One command's writing: who does it, and the id that its commits share.
public struct Operation: Hashable, Sendable {
  /// Whether a plan stands behind what is written.
  public enum Plan: Hashable, Sendable {
    /// It is being drawn up; nothing is written.
    case drawn
    /// It is carried out: its digest is in each of the commits.
    case applied(digest: String)
  }

  /// Sixteen hexadecimal digits, random.
  public let id: String
  /// Who writes now: the committer of every commit, and the author where none is named.
  public let committer: Signature
  public let plan: Plan?

  public init(committer: Signature, plan: Plan? = nil) {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    id = String(repeating: "0", count: 16 - digits.count) + digits
    (self.committer, self.plan) = (committer, plan)
  }

  /// Of the plan that is carried out; nil where there is none.
  var planDigest: String? {
    if case .applied(let digest) = plan { digest } else { nil }
  }
}
