import Crypto

/// Git's SHA-1: of objects, packs and indexes.
struct Digest: ~Copyable {
  private var state = Insecure.SHA1()

  init() {}

  mutating func update(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe state.update(bufferPointer: $0) }
  }

  consuming func finish() -> ObjectID {
    let digest = state.finalize()
    return unsafe digest.withUnsafeBytes { ObjectID(unsafe Array($0).span) }
  }

  /// The id of an object: the digest of its kind, size and content.
  static func id(of kind: ObjectKind, _ content: Span<UInt8>) -> ObjectID {
    var digest = Digest()
    let header = Array("\(kind.word) \(content.count)".utf8) + [0]
    digest.update(header.span)
    digest.update(content)
    return digest.finish()
  }

  /// The digest of a file's bytes.
  static func of(_ bytes: Span<UInt8>) -> ObjectID {
    var digest = Digest()
    digest.update(bytes)
    return digest.finish()
  }
}
