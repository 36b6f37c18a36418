internal import Cre2

/// A pattern in RE2's language, which Go's and so Palette's is, ready to be held against texts.
///
/// Compiling and matching take bounded memory, and time linear in the text, whatever the pattern.
@safe public struct RegularExpression: ~Copyable {
  /// The longest pattern, in bytes.
  public static let longestPattern = 4096
  /// The longest text, in bytes.
  public static let longestText = 16_384
  /// What one pattern may take, in bytes.
  static let memory: Int64 = 2 << 20

  private let handle: OpaquePointer

  /// Compiles a pattern in UTF-8.
  ///
  /// - Throws: `invalid` with the library's message where it is no pattern, `tooLarge` where it would take too much.
  public init(_ pattern: [UInt8]) throws(RegularExpressionError) {
    guard pattern.count <= Self.longestPattern else {
      throw RegularExpressionError(.tooLarge, "over \(Self.longestPattern) bytes")
    }
    let compiled = unsafe pattern.withUnsafeBufferPointer {
      unsafe strata_re2_compile($0.baseAddress, $0.count, Self.memory)
    }
    guard let compiled = unsafe compiled else {
      throw RegularExpressionError(.tooLarge, "out of memory")
    }
    let state = unsafe strata_re2_state(compiled)
    guard state == Int32(STRATA_RE2_OK) else {
      let message = unsafe String(cString: strata_re2_message(compiled))
      unsafe strata_re2_free(compiled)
      throw RegularExpressionError(
        state == Int32(STRATA_RE2_TOO_LARGE) ? .tooLarge : .invalid, message)
    }
    unsafe handle = compiled
  }

  deinit { unsafe strata_re2_free(handle) }

  /// Whether the pattern matches anywhere in a text in UTF-8, as Go's `MatchString` has it; `^` and `$` hold the whole.
  ///
  /// - Throws: `tooLarge` where the text is over `longestText`.
  public func matches(_ text: [UInt8]) throws(RegularExpressionError) -> Bool {
    guard text.count <= Self.longestText else {
      throw RegularExpressionError(.tooLarge, "the text is over \(Self.longestText) bytes")
    }
    return unsafe text.withUnsafeBufferPointer {
      unsafe strata_re2_matches(handle, $0.baseAddress, $0.count)
    }
  }
}
