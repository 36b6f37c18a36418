import ArgumentParser
import Git
import ProfileRepository

/// Who writes, and when.
struct WriterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The author; else STRATA_AUTHOR_* or GIT_AUTHOR_*.", valueName: "'N <e>'"))
  var author: String?

  @Option(help: ArgumentHelp("The author date, as ISO 8601 with a zone.", valueName: "iso"))
  var date: String?

  /// The operation of this command, committed by whoever runs it, now.
  func operation(in repository: ProfileRepository) throws -> Operation {
    Operation(committer: try Identity.committer(in: repository))
  }

  /// The author; nil where it is the committer.
  func signature(in repository: ProfileRepository?) throws -> Signature? {
    let date = try (date ?? Identity.dateFromEnvironment).map { try ISODate.parse($0) }
    let named = try author.map { try Identity.parse($0) }
    guard let base = try named ?? Identity.author() else {
      guard let date else { return nil }
      return try Identity.committer(in: repository).at(
        seconds: date.seconds, offsetMinutes: date.offsetMinutes)
    }
    let now = Machine.seconds
    return try base.at(
      seconds: date?.seconds ?? now,
      offsetMinutes: date?.offsetMinutes ?? Machine.offsetMinutes(at: now))
  }
}

/// Names and addresses of people, in the order in which DESIGN section 2 looks for them.
enum Identity {
  static func author() throws -> Signature? {
    for prefix in ["STRATA_AUTHOR", "GIT_AUTHOR"] {
      if let signature = try signature(prefix) { return signature }
    }
    return nil
  }

  static var dateFromEnvironment: String? {
    Machine.environment("STRATA_AUTHOR_DATE") ?? Machine.environment("GIT_AUTHOR_DATE")
  }

  static func committer(in repository: ProfileRepository?) throws -> Signature {
    let now = Machine.seconds
    let base =
      try signature("GIT_COMMITTER") ?? author() ?? configured(in: repository) ?? fallback()
    return try base.at(seconds: now, offsetMinutes: Machine.offsetMinutes(at: now))
  }

  static func parse(_ text: String) throws -> Signature {
    try Signature.parse(text, seconds: 0)
  }

  private static func signature(_ prefix: String) throws -> Signature? {
    guard let name = Machine.environment(prefix + "_NAME"), !name.isEmpty else { return nil }
    let email = Machine.environment(prefix + "_EMAIL") ?? "\(Machine.userName)@\(Machine.hostName)"
    return try Signature(name: name, email: email, seconds: 0)
  }

  private static func configured(in repository: ProfileRepository?) throws -> Signature? {
    guard let name = try repository?.configuration("user.name"),
      let email = try repository?.configuration("user.email")
    else { return nil }
    return try Signature(name: name, email: email, seconds: 0)
  }

  private static func fallback() throws -> Signature {
    let (user, host) = (Machine.userName, Machine.hostName)
    return try Signature(name: user, email: "\(user)@\(host)", seconds: 0)
  }
}
