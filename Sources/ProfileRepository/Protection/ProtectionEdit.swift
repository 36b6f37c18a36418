public import CanonicalJSON

/// What somebody wants to be different in an environment's protection.
public struct ProtectionEdit: Hashable, Sendable {
  public enum Freeze: Hashable, Sendable {
    case keep, thaw
    /// Seconds since 1970.
    case until(Int64)
  }

  public var addedRules: Set<Protection.Rule>
  public var removedRules: Set<Protection.Rule>
  public var freeze: Freeze
  public var addedWriters: [JSONString]
  public var removedWriters: [JSONString]

  public init(
    addedRules: Set<Protection.Rule> = [], removedRules: Set<Protection.Rule> = [],
    freeze: Freeze = .keep, addedWriters: [JSONString] = [], removedWriters: [JSONString] = []
  ) {
    self.addedRules = addedRules
    self.removedRules = removedRules
    self.freeze = freeze
    self.addedWriters = addedWriters
    self.removedWriters = removedWriters
  }

  /// Whether it changes nothing.
  public var isEmpty: Bool { self == ProtectionEdit() }

  /// The protection after the edit; what is there already, or not there, stays so.
  ///
  /// - Throws: `invalid` for a pattern of writers that is none, `notFound` for one that is to go and is not there.
  func applied(to protection: Protection) throws(RepositoryError) -> Protection {
    var protection = protection
    protection.rules = protection.rules.subtracting(removedRules).union(addedRules)
    switch freeze {
    case .keep: break
    case .thaw: protection.frozenUntil = nil
    case .until(let seconds): protection.frozenUntil = seconds
    }
    for pattern in removedWriters {
      guard let index = protection.writers.firstIndex(of: pattern) else {
        throw RepositoryError(
          .notFound, "no pattern of writers is '\(pattern)'",
          hint: protection.writers.isEmpty
            ? "there are none: everybody may write"
            : "there are " + protection.writers.map { "'\($0)'" }.joined(separator: ", "))
      }
      protection.writers.remove(at: index)
    }
    for pattern in addedWriters where !protection.writers.contains(pattern) {
      if let violation = WriterPattern.violation(of: pattern) {
        throw RepositoryError(
          .invalid, "cannot take this pattern of writers: \(violation)",
          hint: "write an address, or a pattern such as '*@example.org'")
      }
      protection.writers.append(pattern)
    }
    return protection
  }
}
