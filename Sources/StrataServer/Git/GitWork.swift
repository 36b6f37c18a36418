import Git
import NIOPosix
import ProfileRepository
import Synchronization

/// Where everything that blocks runs: a bounded number of threads, each with a repository opened for it, and one more on
/// which this server's writes stand in line.
///
/// One opened repository serves one caller at a time, so each job borrows one. Writers wait for each other here, in the order
/// in which they came, rather than for the repository's lock, which has no order; only the command line's is waited for there.
final class GitWork: Sendable {
  private let readers: NIOThreadPool
  private let writer: NIOThreadPool
  private let path: String
  private let spare: Mutex<[ProfileRepository]>

  /// - Throws: `RepositoryError` where the repository cannot be opened.
  init(repository path: String, threads: Int) throws {
    self.path = path
    spare = Mutex([try ProfileRepository(opening: path)])
    (readers, writer) = (NIOThreadPool(numberOfThreads: threads), NIOThreadPool(numberOfThreads: 1))
    readers.start()
    writer.start()
  }

  /// Runs a job that reads.
  func read<Result: Sendable>(
    _ job: @escaping @Sendable (ProfileRepository) throws -> Result
  ) async throws -> Result {
    try await readers.runIfActive { try self.lending(job) }
  }

  /// Runs a job that writes, after those that came before it.
  func write<Result: Sendable>(
    _ job: @escaping @Sendable (ProfileRepository) throws -> Result
  ) async throws -> Result {
    try await writer.runIfActive { try self.lending(job) }
  }

  /// Ends the threads; jobs that have not begun are not done.
  func shutDown() async throws {
    try await readers.shutdownGracefully()
    try await writer.shutdownGracefully()
  }

  private func lending<Result>(
    _ job: (ProfileRepository) throws -> Result
  ) throws -> Result {
    let repository = try spare.withLock { $0.popLast() } ?? ProfileRepository(opening: path)
    defer { spare.withLock { $0.append(repository) } }
    return try job(repository)
  }
}
