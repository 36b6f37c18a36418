public import Git

/// One command's writing: who does it, and the id that its commits share.
public struct Operation: Hashable, Sendable {
  /// Sixteen hexadecimal digits, random.
  public let id: String
  /// Who writes now: the committer of every commit, and the author where none is named.
  public let committer: Signature

  public init(committer: Signature) {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    id = String(repeating: "0", count: 16 - digits.count) + digits
    self.committer = committer
  }
}
