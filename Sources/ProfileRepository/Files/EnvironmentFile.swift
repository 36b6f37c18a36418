internal import CanonicalJSON
internal import Git
internal import Profiles

/// One of the files that say something of an environment as a whole, and how to tell where it is wrong.
struct EnvironmentFile {
  let path: String
  /// The environment, or the commit that was named.
  let owner: String
  /// What git calls it.
  let revision: String

  init(_ path: String, in snapshot: Snapshot) {
    self.path = path
    let id = snapshot.commit.id.abbreviated
    owner = snapshot.environmentName?.text ?? id
    revision = snapshot.environmentName.map { "env/\($0)" } ?? id
  }

  /// Reads the bytes as an object whose `format` is the one that this version knows.
  func members(of bytes: [UInt8], format: Int) throws(RepositoryError) -> StrictMembers {
    let value: JSONValue
    do { value = try JSONReader.read(bytes) } catch { throw damaged("\(error)") }
    guard let members = try? StrictMembers(value) else { throw damaged("not an object") }
    guard members.object["format"] == JSONNumber(Double(format)).map(JSONValue.number) else {
      throw RepositoryError(
        .invalid, "\(subject) is of a format that this version does not read",
        hint: "use the version of strata that wrote it, or a newer one")
    }
    return members
  }

  private var subject: String {
    path == EnvironmentSettings.path ? "environment '\(owner)'" : "'\(path)' of '\(owner)'"
  }

  func damaged(_ detail: String) -> RepositoryError {
    RepositoryError(
      .damaged, "cannot read '\(path)' of '\(owner)': \(detail)",
      hint: "look at it with 'git show \(revision):\(path)'")
  }

  /// Runs a reader and names the file where it fails.
  func reading<Result>(
    _ body: () throws(DocumentError) -> Result
  ) throws(RepositoryError) -> Result {
    do { return try body() } catch { throw damaged("\(error)") }
  }
}
