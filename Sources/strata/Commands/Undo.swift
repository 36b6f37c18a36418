import ArgumentParser
import Git
import ProfileRepository
import Replay
import Reports

struct UndoOperation: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take the last operation back, or the one that is named, by new commits.",
    discussion: """
      An operation is all that one command wrote: 'strata log --operations' shows them. What was there before it comes \
      back: documents, holds, settings and facts. If something changed the same since, nothing is written and exit code 5 \
      says what. An undo is an operation itself: undoing it brings back what it took.
      """)

  @Argument(
    help: ArgumentHelp(
      "The operation's id, or its first seven digits or more; else the last.",
      valueName: "operation"))
  var operation: String?

  @Flag(help: "Hold what changes: replays leave it as it is until it is released.")
  var hold = false

  @Option(name: .shortAndLong, help: "The commit message.") var message: String?

  @Flag(help: "Do everything but write.") var dryRun = false

  @OptionGroup var writer: WriterOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let repository = try repository.open()
    let record = try record(in: repository)
    let undo = try Undo(
      record, holds: hold, message: message, author: writer.signature(in: repository))
    let results = try undo.run(
      in: repository, as: writer.operation(in: repository), dryRun: dryRun)
    try output.print(
      RestorationReport(
        results, subject: "\(record.command ?? "operation") \(record.id)", dryRun: dryRun))
  }

  private func record(in repository: ProfileRepository) throws -> OperationRecord {
    if let operation { return try repository.operation(operation) }
    guard let last = try repository.operations(limit: 1).first else {
      throw RepositoryError(
        .notFound, "there is no operation to undo", hint: "see them with 'strata log --operations'")
    }
    return try repository.operation(last.id)
  }
}
