import Glibc

/// An open file: closed when it goes out of scope. Every failure names the path.
struct OpenFile: ~Copyable {
  let descriptor: Int32
  let path: String

  /// Opens a file or folder; `flags` are those of open(2), close-on-exec is added.
  init(_ path: String, _ flags: Int32, mode: mode_t = 0o666, for operation: String) throws(GitError)
  {
    var opened: Int32
    repeat {
      opened = unsafe Glibc.open(path, flags | O_CLOEXEC, mode)
    } while opened < 0 && errno == EINTR
    if opened < 0 { throw GitError.system(errno, operation, path) }
    descriptor = opened
    self.path = path
  }

  deinit { _ = Glibc.close(descriptor) }

  /// What the system knows of the file.
  func status(for operation: String) throws(GitError) -> stat {
    var status = stat()
    if unsafe fstat(descriptor, &status) != 0 { throw GitError.system(errno, operation, path) }
    return status
  }

  /// Writes all bytes, whatever the system takes at a time.
  func write(_ bytes: Span<UInt8>, for operation: String) throws(GitError) {
    let failure = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe Self.writeAll(UnsafeRawBufferPointer(buffer), to: descriptor)
    }
    if failure != 0 { throw GitError.system(failure, operation, path) }
  }

  static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
    var done = 0
    while done < bytes.count {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[done...])
      let count = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      if count < 0 { return errno }
      done += count
    }
    return 0
  }

  /// Reads up to `limit` bytes from where the file stands; fewer only at its end.
  func read(upTo limit: Int, expecting size: Int = 0, for operation: String) throws(GitError)
    -> [UInt8]
  {
    var bytes: [UInt8] = []
    var room = max(1, min(limit, size > 0 ? size + 1 : 1 << 16))
    while bytes.count < limit {
      let chunk = try readSome(min(room, limit - bytes.count), for: operation)
      if chunk.isEmpty { break }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      room = max(1 << 16, min(bytes.count, 1 << 24))
    }
    return bytes
  }

  private func readSome(_ room: Int, for operation: String) throws(GitError) -> [UInt8] {
    var failure: Int32 = 0
    let chunk = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      repeat {
        let done = unsafe Glibc.read(descriptor, buffer.baseAddress, room)
        failure = done < 0 ? errno : 0
        count = max(0, done)
      } while failure == EINTR
    }
    if failure != 0 { throw GitError.system(failure, operation, path) }
    return chunk
  }

  /// Waits until the file's content, or a folder's names, are on the disk.
  func sync(for operation: String) throws(GitError) {
    while fsync(descriptor) != 0 {
      if errno == EINTR { continue }
      // Some file systems cannot sync a folder and say so; there is nothing more to be done.
      if errno == EINVAL || errno == ENOTSUP { return }
      throw GitError.system(errno, operation, path)
    }
  }

  /// Takes the advisory lock at once, or says that another holds it.
  func tryLock(for operation: String) throws(GitError) -> Bool {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      if errno == EWOULDBLOCK { return false }
      throw GitError.system(errno, operation, path)
    }
    return true
  }
}
