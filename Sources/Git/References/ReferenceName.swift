/// Which names references may have: stricter than git's own rule, which libgit2 applies loosely.
enum ReferenceName {
  /// Says why a full name, `refs/heads/env/dev`, is not acceptable, or nil.
  static func objection(to name: String) -> String? {
    let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0].elementsEqual("refs".utf8) else {
      return "it is not below 'refs/'"
    }
    if name.utf8.count > 250 { return "it is longer than 250 bytes" }
    for part in parts {
      guard let first = part.first, let last = part.last else { return "a part of it is empty" }
      if first == UInt8(ascii: "-") { return "a part of it starts with '-'" }
      if first == UInt8(ascii: ".") || last == UInt8(ascii: ".") {
        return "a part of it starts or ends with '.'"
      }
      if String(decoding: part, as: UTF8.self).hasSuffix(".lock") { return "it ends in '.lock'" }
    }
    for byte in name.utf8 {
      if byte <= 0x20 || byte == 0x7F { return "it holds a space or a control character" }
      if #"~^:?*[\"#.utf8.contains(byte) { return "it holds one of '~^:?*[\\'" }
    }
    return name.contains("..") || name.contains("@{") ? "it holds '..' or '@{'" : nil
  }
}
