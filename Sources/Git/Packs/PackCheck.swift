import Glibc

/// Looks at pack files directly, to say what is wrong with them.
struct PackCheck {
  /// The repository's `objects/pack`.
  let folder: String

  /// The names of all packs without their endings, damaged or not.
  func names() throws(GitError) -> [String] {
    try Folder.list(folder).filter { $0.hasPrefix("pack-") && $0.hasSuffix(".idx") }
      .map { String($0.dropLast(4)) }
  }

  /// The pack whose index names an object.
  func pack(holding id: ObjectID) -> String? {
    guard let names = try? names() else { return nil }
    return names.first { index($0)?.places.contains { $0.id == id } ?? false }
  }

  /// The first pack of which index or frame is damaged, and how; content is not looked at.
  func firstDamaged() throws(GitError) -> (pack: String, reason: String)? {
    for name in try names() {
      if let reason = try objection(to: name) { return (name, reason) }
    }
    return try orphan().map { ($0, "has lost its index") }
  }

  /// Says what is wrong with a pack's index and frame, or nil; a pack that vanished is fine.
  func objection(to name: String) throws(GitError) -> String? {
    guard let file = try opened("\(folder)/\(name).pack") else {
      return Folder.exists("\(folder)/\(name).idx") ? "has lost its '.pack' file" : nil
    }
    guard let index = index(name) else {
      return Folder.exists("\(folder)/\(name).idx") ? "has a damaged index" : nil
    }
    let size = Int(try file.status(for: "check the pack").st_size)
    guard size >= 32, let start = file.bytes(12, at: 0), let end = file.bytes(20, at: size - 20)
    else { return "is cut short" }
    guard start.starts(with: [0x50, 0x41, 0x43, 0x4B, 0, 0, 0]), [2, 3].contains(start[7]),
      Int(start.span.number(at: 8)) == index.places.count
    else { return "has a damaged start" }
    return ObjectID(end.span) == index.pack ? nil : "is cut short or damaged at its end"
  }

  /// Says whether the content of a pack has the digest at its end; reads it all.
  func hasSoundContent(_ name: String) throws(GitError) -> Bool {
    try opened("\(folder)/\(name).pack")?.endsInItsDigest(for: "check the pack") ?? false
  }

  /// Reads the index of a pack; nil if it is missing or damaged.
  func index(_ name: String) -> PackIndex? {
    guard let bytes = try? DurableFile.read("\(folder)/\(name).idx", limit: 1 << 32) else {
      return nil
    }
    return PackIndex(bytes)
  }

  private func orphan() throws(GitError) -> String? {
    let files = Set(try Folder.list(folder))
    return files.sorted().first { file in
      file.hasPrefix("pack-") && file.hasSuffix(".pack")
        && !files.contains(String(file.dropLast(5)) + ".idx")
    }.map { String($0.dropLast(5)) }
  }

  private func opened(_ path: String) throws(GitError) -> OpenFile? {
    do throws(GitError) {
      return try OpenFile(path, O_RDONLY, for: "check the pack")
    } catch  where error.code == .notFound {
      return nil
    }
  }
}

extension OpenFile {
  /// Whether the file, read from its start, ends in the SHA-1 of what stands before, as packs and their indexes do.
  func endsInItsDigest(for operation: String) throws(GitError) -> Bool {
    var digest = Digest()
    var rest = Int(try status(for: operation).st_size) - 20
    guard rest >= 12 else { return false }
    while rest > 0 {
      let part = try read(upTo: min(rest, 1 << 20), for: operation)
      if part.isEmpty { return false }
      digest.update(part.span)
      rest -= part.count
    }
    let end = try read(upTo: 20, for: operation)
    guard end.count == 20 else { return false }
    return digest.finish() == ObjectID(bytes: end[...])
  }

  /// Reads exactly so many bytes at a place; nil if they are not there.
  func bytes(_ count: Int, at offset: Int) -> [UInt8]? {
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      var done = 0
      while done < count {
        let part = unsafe pread(
          descriptor, buffer.baseAddress.map { unsafe $0 + done }, count - done,
          off_t(offset + done))
        if part < 0, errno == EINTR { continue }
        if part <= 0 { break }
        done += part
      }
      initialized = done
    }
    return bytes.count == count ? bytes : nil
  }
}
