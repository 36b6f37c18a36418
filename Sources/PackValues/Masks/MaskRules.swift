/// Which values of a layer are sensitive, and what counts as a mask.
public struct MaskRules: Hashable, Sendable {
  /// Texts that stand for a hidden value beside runs of eight or more asterisks.
  public var literals: Set<[UInt8]>
  /// The paths that the pack's schema declares as passwords.
  public var sensitivePaths: [SchemaPath]

  public init(literals: Set<[UInt8]> = [], sensitivePaths: [SchemaPath] = []) {
    (self.literals, self.sensitivePaths) = (literals, sensitivePaths)
  }

  public func isSensitive(_ path: ValuesPath) -> Bool {
    sensitivePaths.contains { $0.covers(path) }
  }

  /// Whether a whole value is a mask; `abcd****` is one only where the path is declared sensitive.
  public func isMask(_ value: [UInt8], isSensitive: Bool) -> Bool {
    let isRun = value.count >= 8 && value.allSatisfy { $0 == 0x2A }
    if isRun || literals.contains(value) { return true }
    return isSensitive && value.suffix(4) == [0x2A, 0x2A, 0x2A, 0x2A]
  }
}
