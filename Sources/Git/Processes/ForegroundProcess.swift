import Glibc

/// Another program that has the terminal for as long as it runs, such as an editor.
public enum ForegroundProcess {
  /// How a program ended.
  public enum End: Hashable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
  }

  /// Runs a command of the shell with further arguments in a folder, and waits for its end.
  ///
  /// The command is a text as people put it into `EDITOR`: it may bring its own options. It has this process's
  /// streams and process group, so that it may read the terminal; where standard output is no terminal, it is kept for this
  /// process's data and the program writes to standard error. Interrupts from the keyboard are the program's while it runs.
  public static func run(
    _ command: String, arguments: [String], folder: String
  ) throws(GitError) -> End {
    let output = StandardStream.output.isTerminal ? "" : " 1>&2"
    let script = "cd -- \"$1\" && shift || exit 126\n\(command) \"$@\"\(output)"
    let words = ["/bin/sh", "-c", script, command, folder] + arguments
    let interrupted = signal(SIGINT, SIG_IGN)
    let quit = signal(SIGQUIT, SIG_IGN)
    defer {
      _ = signal(SIGINT, interrupted)
      _ = signal(SIGQUIT, quit)
    }
    return try wait(for: spawn(words, command), command)
  }

  private static func spawn(_ words: [String], _ command: String) throws(GitError) -> pid_t {
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // What this process ignores, a program of its own must not inherit.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for number in [SIGINT, SIGQUIT, SIGPIPE, SIGXFSZ] { unsafe sigaddset(&signals, number) }
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var arguments = unsafe words.map { word in unsafe strdup(word) } + [nil]
    defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
    var process = pid_t()
    let failure = unsafe posix_spawn(
      &process, "/bin/sh", nil, &attributes, &arguments, environ)
    if failure != 0 { throw GitError.system(failure, "start", command) }
    return process
  }

  private static func wait(for process: pid_t, _ command: String) throws(GitError) -> End {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 {
      if errno != EINTR { throw GitError.system(errno, "wait for", command) }
    }
    let signal = status & 0x7F
    return signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal: signal)
  }
}
