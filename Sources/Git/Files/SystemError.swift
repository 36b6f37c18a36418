import Glibc

extension GitError {
  /// Translates the operating system's `errno` for a path.
  static func system(
    _ number: Int32, _ operation: String, _ subject: String
  ) -> GitError {
    GitError(code(for: number), operation, subject, reason(for: number), errorNumber: number)
  }

  private static func code(for number: Int32) -> Code {
    switch number {
    case ENOENT, ENOTDIR: .notFound
    case EEXIST, ENOTEMPTY: .exists
    case EACCES, EPERM, EROFS: .permission
    case ENOSPC, EDQUOT, EFBIG: .noSpace
    case EMFILE, ENFILE: .tooManyFiles
    case ENOMEM: .noMemory
    case EPIPE: .brokenPipe
    case ELOOP, ENAMETOOLONG, EINVAL, EISDIR: .invalid
    default: .failed
    }
  }

  private static func reason(for number: Int32) -> String {
    switch number {
    case ENOENT: "there is no such file or folder"
    case ENOTDIR: "a part of the path is not a folder"
    case EEXIST: "it exists already"
    case ENOTEMPTY: "the folder is not empty"
    case EACCES, EPERM: "permission denied"
    case EROFS: "the file system is read-only"
    case ENOSPC: "no space left on the device"
    case EDQUOT: "the disk quota is used up"
    case EFBIG: "the file would exceed the file size limit"
    case EMFILE: "this process may not open more files"
    case ENFILE: "the system may not open more files"
    case ENOMEM: "not enough memory"
    case EIO: "the device reported an input/output error"
    case EISDIR: "it is a folder"
    case EPIPE: "the reader went away"
    default: systemText(number)
    }
  }

  private static func systemText(_ number: Int32) -> String {
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: text)
  }
}
