extension Repository {
  /// Reads a reference by its full name, `refs/heads/env/dev` or `HEAD`; nil if it does not exist.
  public func reference(_ name: String) throws(GitError) -> ObjectID? {
    try withHandles { (handles) throws(GitError) in try handles.reference(name) }
  }

  /// Reads all references whose full names start with a prefix, in byte order.
  public func references(
    prefix: String = "refs/"
  ) throws(GitError) -> [(name: String, id: ObjectID)] {
    let names = try withHandles { (handles) throws(GitError) in try handles.referenceNames() }
    var found: [(name: String, id: ObjectID)] = []
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    where name.utf8.starts(with: prefix.utf8) {
      if let id = try reference(name) { found.append((name, id)) }
    }
    return found
  }

  /// The loose references that hold no object id and name no other one, as a power cut can leave them, by full name.
  ///
  /// libgit2 leaves such files out when it lists references, as if they were not there.
  public func brokenReferences() throws(GitError) -> [String] {
    try brokenReferences(in: "refs").sorted()
  }

  private func brokenReferences(in folder: String) throws(GitError) -> [String] {
    var broken: [String] = []
    for name in try Folder.list("\(path)/\(folder)") {
      let full = "\(folder)/\(name)"
      if FilePath.isFolder("\(path)/\(full)") {
        broken += try brokenReferences(in: full)
      } else if !name.hasSuffix(".lock"), try !isReference("\(path)/\(full)") {
        broken.append(full)
      }
    }
    return broken
  }

  /// Whether a file says a reference; true if it has gone meanwhile, into `packed-refs` perhaps.
  private func isReference(_ path: String) throws(GitError) -> Bool {
    let bytes: [UInt8]
    do throws(GitError) { bytes = try DurableFile.read(path, limit: 4096) } catch {
      if error.code == .notFound { return true }
      if error.code == .tooLarge { return false }
      throw error
    }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.hasPrefix("ref: ") || ObjectID(hex: String(text.prefix { $0 != "\n" })) != nil
  }

  /// Says which reference a symbolic one names, `HEAD` for example; nil for a plain one.
  public func symbolicReference(_ name: String) throws(GitError) -> String? {
    try withHandles { (handles) throws(GitError) in handles.symbolicTarget(name) }
  }

  /// Finds the one commit whose id starts with at least seven hexadecimal digits.
  ///
  /// Other objects with that start do not count. None is `notFound`, several are `ambiguous`.
  public func resolve(prefix: String) throws(GitError) -> ObjectID {
    let digits = prefix.lowercased()
    let operation = "find the commit"
    guard (7...40).contains(digits.utf8.count), digits.utf8.allSatisfy({ hexValue($0) != nil })
    else {
      throw GitError(.invalid, operation, printable(prefix), "it is not 7 to 40 hexadecimal digits")
    }
    var commits: [ObjectID] = []
    for id in try candidates(digits) where try header(id).kind == .commit { commits.append(id) }
    if commits.count > 1 {
      throw GitError(
        .ambiguous, operation, digits, "\(commits.count) commits start like that",
        hint: "give more digits: \(commits.prefix(4).map(\.hex).joined(separator: ", "))")
    }
    guard let commit = commits.first else {
      throw GitError(.notFound, operation, digits, "no commit starts like that")
    }
    return commit
  }

  private func candidates(_ digits: String) throws(GitError) -> [ObjectID] {
    if let whole = ObjectID(hex: digits) { return try contains(whole) ? [whole] : [] }
    let packed = try withHandles { (handles) throws(GitError) in
      try handles.reopenStore()
      return try handles.packedIDs(prefix: digits)
    }
    let loose = try loose.ids(inPart: String(digits.prefix(2)))
      .filter { $0.hex.utf8.starts(with: digits.utf8) }
    return Set(packed + loose).sorted()
  }
}
