/// How a profile version of an environment's branch stands to the one that its Palette holds.
public enum LiveState: String, Hashable, Sendable, CaseIterable {
  /// The same by content id.
  case equal
  case differs
  case onlyOnBranch = "only-on-branch"
  case onlyLive = "only-live"
}
