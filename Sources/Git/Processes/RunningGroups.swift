import Glibc
import Synchronization

/// The process groups that end together with this process.
///
/// A signal's handler reads them, so there is no lock and no memory to be had.
enum RunningGroups {
  private static let groups: InlineArray<16, Atomic<pid_t>> = InlineArray { _ in Atomic(0) }

  /// Starts a group while no signal can end this process, and notes it; of more than 16 at a time the rest are not noted.
  static func adding(_ start: (sigset_t) throws(GitError) -> pid_t) throws(GitError) -> pid_t {
    var (ending, before) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&ending)
    for number in [SIGINT, SIGTERM, SIGHUP] { unsafe sigaddset(&ending, number) }
    unsafe pthread_sigmask(SIG_BLOCK, &ending, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    let group = try start(before)
    for index in groups.indices {
      if groups[index].compareExchange(expected: 0, desired: group, ordering: .relaxed).exchanged {
        break
      }
    }
    return group
  }

  static func remove(_ group: pid_t) {
    for index in groups.indices {
      if groups[index].compareExchange(expected: group, desired: 0, ordering: .relaxed).exchanged {
        break
      }
    }
  }

  static func kill() {
    for index in groups.indices {
      let group = groups[index].load(ordering: .relaxed)
      if group > 0 { _ = Glibc.kill(-group, SIGKILL) }
    }
  }
}
