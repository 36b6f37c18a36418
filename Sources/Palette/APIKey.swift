/// The key that a live Palette lets somebody in with; it never shows in a text.
public struct APIKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The key itself, for the header of a request and nothing else.
  let header: String

  /// Takes a key without its surrounding white space.
  ///
  /// Nil where it is empty, longer than 4096 bytes or holds what no header may: anything but visible ASCII.
  public init?(_ text: String) {
    let trimmed = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
    let key = String(trimmed)
    guard !key.isEmpty, key.utf8.count <= 4096, key.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    header = key
  }

  public var description: String { "<redacted>" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
