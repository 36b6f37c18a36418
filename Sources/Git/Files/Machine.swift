import Glibc

/// What the process knows of its surroundings: user, host, clock, environment.
public enum Machine {
  /// The name of the user that the process runs as, from the user database, else the number.
  public static var userName: String {
    guard let entry = unsafe getpwuid(geteuid()), let name = unsafe entry.pointee.pw_name else {
      return "uid\(geteuid())"
    }
    return unsafe String(cString: name)
  }

  /// The host's name.
  public static var hostName: String {
    var buffer = [CChar](repeating: 0, count: 256)
    let result = unsafe gethostname(&buffer, 255)
    guard result == 0 else { return "localhost" }
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Seconds since 1970-01-01T00:00:00Z.
  public static var seconds: Int64 { Int64(time(nil)) }

  /// The local clock's offset from UTC at a moment, in minutes.
  public static func offsetMinutes(at seconds: Int64) -> Int32 {
    var moment = time_t(seconds)
    var parts = unsafe tm()
    guard unsafe localtime_r(&moment, &parts) != nil else { return 0 }
    return unsafe Int32(parts.tm_gmtoff / 60)
  }

  /// Seconds of a clock that never goes back.
  public static var uptime: Double {
    var now = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }

  /// The value of an environment variable.
  public static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// The bytes of an environment variable, which need not be text.
  public static func environmentBytes(_ name: String) -> [UInt8]? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe [UInt8](UnsafeRawBufferPointer(start: value, count: strlen(value)))
  }

  /// The absolute path of the running program's file; nil where the system does not tell it.
  public static var programPath: String? {
    guard let path = unsafe realpath("/proc/self/exe", nil) else { return nil }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }

  /// Whether this user may run the file at a path.
  public static func isExecutable(_ path: String) -> Bool {
    guard Folder.kind(of: path) == .file else { return false }
    return unsafe access(path, X_OK) == 0
  }

  /// Readies the process: a closed pipe or a full file size limit becomes an error of the write instead
  /// of the process's death, an interrupt ends it with 130 and, as a termination does, what `CapturedProcess` runs; and no memory is
  /// dumped when it crashes.
  ///
  /// A standard stream that is closed is opened the wrong way round, so that its number never becomes that of another
  /// file and its use fails.
  public static func prepareProcess() {
    for (descriptor, flags) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ]
    where fcntl(descriptor, F_GETFD) == -1 {
      _ = unsafe open("/dev/null", flags)
    }
    // Makes its memory now: a handler must not.
    RunningGroups.kill()
    _ = signal(SIGINT) { _ in
      RunningGroups.kill()
      _exit(130)
    }
    for number in [SIGTERM, SIGHUP] { endGroups(at: number) }
    unblock([SIGINT, SIGTERM, SIGHUP])
    _ = signal(SIGPIPE, SIG_IGN)
    _ = signal(SIGXFSZ, SIG_IGN)
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }

  /// Makes every file and folder that the process makes from now on its user's alone.
  public static func keepNewFilesPrivate() { _ = umask(0o077) }

  /// Lets a signal that ends the process end what it runs too; one that is ignored, as under `nohup`, stays so.
  private static func endGroups(at number: Int32) {
    let before = signal(number) { number in
      RunningGroups.kill()
      _ = signal(number, SIG_DFL)
      _ = raise(number)
    }
    if unsafe unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
      _ = signal(number, SIG_IGN)
    }
  }

  /// Whoever starts a process from a thread that blocks signals hands that on, and nothing would end it.
  private static func unblock(_ numbers: [Int32]) {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for number in numbers { unsafe sigaddset(&signals, number) }
    unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Pauses the calling thread.
  static func pause(seconds: Double) {
    usleep(UInt32(max(0, seconds) * 1_000_000))
  }
}
