import Clibgit2

/// An open libgit2 repository with an object store that reads packs only: loose objects are read by
/// `LooseObject`, because libgit2 1.5 hangs on truncated ones and overflows its heap on crafted ones.
@safe struct Handles: ~Copyable {
  let repository: OpaquePointer
  private(set) var store: OpaquePointer
  let path: String
  private var indexes: SoundIndexes

  /// Opens the bare repository at exactly this path.
  init(path: String) throws(GitError) {
    try Library.require(path)
    var opened: OpaquePointer?
    let flags = GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue | GIT_REPOSITORY_OPEN_BARE.rawValue
    let result = unsafe git_repository_open_ext(&opened, path, flags, nil)
    guard result == 0, let opened = unsafe opened else {
      throw Self.openError(result, path)
    }
    do throws(GitError) {
      var indexes = SoundIndexes()
      unsafe store = try Self.openStore(path, &indexes)
      self.indexes = indexes
    } catch {
      unsafe git_repository_free(opened)
      throw error
    }
    unsafe repository = opened
    self.path = path
  }

  deinit {
    unsafe git_odb_free(store)
    unsafe git_repository_free(repository)
  }

  /// Reads the list of packs anew.
  mutating func reopenStore() throws(GitError) {
    let fresh = try unsafe Self.openStore(path, &indexes)
    unsafe git_odb_free(store)
    unsafe store = fresh
  }

  /// Opens all packs at once or, where an index is damaged, each of the others alone.
  private static func openStore(
    _ path: String, _ indexes: inout SoundIndexes
  ) throws(GitError) -> OpaquePointer {
    let folder = "\(path)/objects"
    let (whole, damaged) = try indexes.sort("\(folder)/pack")
    var store: OpaquePointer?
    var result = unsafe git_odb_new(&store)
    if damaged.isEmpty {
      var backend: UnsafeMutablePointer<git_odb_backend>?
      if result == 0 { result = unsafe git_odb_backend_pack(&backend, folder) }
      if result == 0 { result = unsafe git_odb_add_backend(store, backend, 1) }
    }
    for name in whole where !damaged.isEmpty && name != SoundIndexes.shared {
      var backend: UnsafeMutablePointer<git_odb_backend>?
      if result == 0 {
        result = unsafe git_odb_backend_one_pack(&backend, "\(folder)/pack/\(name)")
      }
      if result == 0 { result = unsafe git_odb_add_backend(store, backend, 1) }
    }
    guard result == 0, let store = unsafe store else {
      let error = Library.error(result, "open the object store", folder)
      unsafe git_odb_free(store)
      throw error
    }
    return unsafe store
  }

  private static func openError(_ result: Int32, _ path: String) -> GitError {
    let error = Library.error(result, "open the repository", path)
    if error.detail.contains("extension") {
      return GitError(
        .unsupported, error.operation, path, "it uses a git extension that libgit2 does not read")
    }
    if result == GIT_ENOTFOUND.rawValue {
      return GitError(.notFound, error.operation, path, "it is not a git repository")
    }
    return error
  }

  /// Says whether a pack holds an object, by the list of packs as it was last read.
  func hasPacked(_ id: ObjectID) -> Bool {
    var name = id.libraryID
    return unsafe git_odb_exists_ext(store, &name, GIT_ODB_LOOKUP_NO_REFRESH.rawValue) == 1
  }

  /// Reads an object of a pack.
  func packed(_ id: ObjectID) throws(GitError) -> (kind: ObjectKind, bytes: [UInt8]) {
    var object: OpaquePointer?
    var name = id.libraryID
    let result = unsafe git_odb_read(&object, store, &name)
    guard result == 0, let object = unsafe object else {
      throw Library.error(result, "read the object", id.hex)
    }
    defer { unsafe git_odb_object_free(object) }
    guard
      let kind = unsafe ObjectKind(rawValue: UInt8(clamping: git_odb_object_type(object).rawValue))
    else { throw GitError(.corrupt, "read the object", id.hex, "it is of an unknown kind") }
    let data = unsafe UnsafeRawBufferPointer(
      start: git_odb_object_data(object), count: git_odb_object_size(object))
    return (kind, unsafe Array(data))
  }

  /// Reads kind and size of an object of a pack.
  func packedHeader(_ id: ObjectID) throws(GitError) -> (kind: ObjectKind, size: Int) {
    var name = id.libraryID
    var size = 0
    var type = GIT_OBJECT_INVALID
    let result = unsafe git_odb_read_header(&size, &type, store, &name)
    guard result == 0, let kind = ObjectKind(rawValue: UInt8(clamping: type.rawValue)) else {
      throw Library.error(result, "read the object", id.hex)
    }
    return (kind, size)
  }

  /// The ids that packs hold and that start with some digits, in no order, some perhaps twice.
  func packedIDs(prefix: String = "") throws(GitError) -> [ObjectID] {
    let collector = Collector(prefix: ObjectID.Prefix(prefix))
    let context = unsafe Unmanaged.passUnretained(collector).toOpaque()
    let result = unsafe git_odb_foreach(
      store,
      { id, context in
        guard let id = unsafe id, let context = unsafe context else { return -1 }
        let collector = unsafe Unmanaged<Collector>.fromOpaque(context).takeUnretainedValue()
        let found = unsafe ObjectID(id.pointee)
        if collector.prefix.matches(found) { collector.ids.append(found) }
        return 0
      }, context)
    if result != 0 { throw Library.error(result, "list the objects of", path) }
    return collector.ids
  }

  /// Reads a reference by its full name, symbolic ones resolved; nil if it does not exist.
  func reference(_ name: String) throws(GitError) -> ObjectID? {
    var id = git_oid()
    let result = unsafe git_reference_name_to_id(&id, repository, name)
    if result == GIT_ENOTFOUND.rawValue { return nil }
    guard result == 0 else { throw referenceError(result, name) }
    return ObjectID(id)
  }

  /// Says what a symbolic reference names, or nil.
  func symbolicTarget(_ name: String) -> String? {
    var reference: OpaquePointer?
    guard unsafe git_reference_lookup(&reference, repository, name) == 0 else { return nil }
    defer { unsafe git_reference_free(reference) }
    guard let target = unsafe git_reference_symbolic_target(reference) else { return nil }
    return unsafe String(cString: target)
  }

  /// Names of all references, loose and packed.
  func referenceNames() throws(GitError) -> [String] {
    var list = unsafe git_strarray()
    let result = unsafe git_reference_list(&list, repository)
    guard result == 0 else { throw referenceError(result, "refs/") }
    defer { unsafe git_strarray_dispose(&list) }
    var names: [String] = []
    let count = unsafe list.count
    for index in 0..<count {
      if let name = unsafe list.strings[index] { names.append(unsafe String(cString: name)) }
    }
    return names
  }

  private func referenceError(_ result: Int32, _ name: String) -> GitError {
    let error = Library.error(result, "read the reference", name)
    if error.code == .failed || error.code == .invalid {
      return GitError(
        .corrupt, error.operation, name,
        "the reference or 'packed-refs' is damaged (\(error.detail))")
    }
    return error
  }
}

private final class Collector {
  let prefix: ObjectID.Prefix
  var ids: [ObjectID] = []

  init(prefix: ObjectID.Prefix) { self.prefix = prefix }
}

extension ObjectID {
  /// The id as libgit2 has it.
  var libraryID: git_oid {
    var id = git_oid()
    let bytes = bytes
    unsafe withUnsafeMutableBytes(of: &id) { unsafe $0.copyBytes(from: bytes) }
    return id
  }

  /// Makes an id of libgit2's.
  init(_ id: git_oid) {
    let bytes = unsafe withUnsafeBytes(of: id) { unsafe Array($0) }
    self.init(bytes.span)
  }
}
