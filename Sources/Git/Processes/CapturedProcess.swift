import Glibc

/// Another program whose output is read into memory; its standard error is dropped.
public enum CapturedProcess {
  /// How it came out; nothing of what a program that failed has written.
  public enum Outcome: Hashable, Sendable {
    case output([UInt8])
    case exited(Int32)
    case killed(signal: Int32)
    case late
    case tooMuch
  }

  /// Runs a program with its arguments, without a shell; a name without a slash is looked for in `PATH`.
  ///
  /// Standard input is empty, and there is no terminal: the program has a session of its own. Past the deadline or the limit
  /// it is killed with all that it started in its process group, and so it is when this process is interrupted or terminated.
  ///
  /// - Parameters:
  ///   - seconds: how long it may take until it has ended.
  ///   - limit: the bytes of output that it may write.
  public static func run(
    _ words: [String], seconds: Double, limit: Int
  ) throws(GitError) -> Outcome {
    let name = words.first ?? ""
    var ends: [Int32] = [-1, -1]
    if unsafe pipe(&ends) != 0 { throw GitError.system(errno, "start", name) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let (reading, writing) = (ends[0], ends[1])
    defer { _ = close(reading) }
    let process: pid_t
    do throws(GitError) {
      process = try RunningGroups.adding { (mask) throws(GitError) in
        try spawn(words, output: writing, signals: mask)
      }
    } catch {
      _ = close(writing)
      throw error
    }
    defer { RunningGroups.remove(process) }
    _ = close(writing)
    let deadline = Machine.uptime + seconds
    let (output, failure) = read(reading, until: deadline, limit)
    if let failure {
      _ = kill(-process, SIGKILL)
      _ = wait(for: process, until: .infinity)
      return failure
    }
    guard let status = wait(for: process, until: deadline) else {
      _ = kill(-process, SIGKILL)
      _ = wait(for: process, until: .infinity)
      return .late
    }
    if status & 0x7F != 0 { return .killed(signal: status & 0x7F) }
    let code = (status >> 8) & 0xFF
    return code == 0 ? .output(output) : .exited(code)
  }

  /// The bytes up to the end of the output, or why they were not waited for.
  private static func read(
    _ descriptor: Int32, until deadline: Double, _ limit: Int
  ) -> ([UInt8], Outcome?) {
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let left = deadline - Machine.uptime
      if left <= 0 { return ([], .late) }
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = unsafe poll(&waiting, 1, Int32(min(left * 1000, 60_000)) + 1)
      if ready <= 0 { continue }
      let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return (output, nil) }
      output += buffer[..<count]
      if output.count > limit { return ([], .tooMuch) }
    }
  }

  /// The program's end as `waitpid` has it; nil where the deadline came first.
  private static func wait(for process: pid_t, until deadline: Double) -> Int32? {
    var status: Int32 = 0
    while true {
      let ended = unsafe waitpid(process, &status, deadline.isFinite ? WNOHANG : 0)
      if ended == process { return status }
      if ended < 0, errno != EINTR { return 0x7F << 8 }
      if ended == 0 {
        if Machine.uptime >= deadline { return nil }
        Machine.pause(seconds: 0.002)
      }
    }
  }

  /// `POSIX_SPAWN_SETSID` of glibc's spawn.h.
  private static let ownSession: Int32 = 0x80

  private static func spawn(
    _ words: [String], output: Int32, signals mask: sigset_t
  ) throws(GitError) -> pid_t {
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // What this process ignores, a program of its own must not inherit.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for number in [SIGINT, SIGQUIT, SIGPIPE, SIGXFSZ] { unsafe sigaddset(&signals, number) }
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    var mask = mask
    unsafe posix_spawnattr_setsigmask(&attributes, &mask)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | Self.ownSession))
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var arguments = unsafe words.map { word in unsafe strdup(word) } + [nil]
    defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
    var process = pid_t()
    let name = words.first ?? ""
    let failure = unsafe posix_spawnp(&process, name, &actions, &attributes, &arguments, environ)
    if failure != 0 { throw GitError.system(failure, "start", name) }
    return process
  }
}
