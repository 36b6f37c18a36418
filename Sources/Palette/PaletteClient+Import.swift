public import CanonicalJSON
internal import PaletteAPI
public import Profiles

extension PaletteClient {
  /// What became of an import.
  public enum Imported: Hashable, Sendable {
    case made(uid: JSONString)
    /// No answer said so, and yet it is there.
    case found(uid: JSONString)

    public var uid: JSONString {
      switch self {
      case .made(let uid), .found(let uid): uid
      }
    }
  }

  /// Imports a profile version that is not there yet.
  ///
  /// It is never sent twice blindly: after a lost answer or a 5xx, and where Palette says that the name is taken, the scope is looked
  /// at first. What is there and is the same profile by `isSame` is what was sent.
  ///
  /// - Parameter isSame: whether an export of the live side is what was sent; masks hide values, so equality alone would not do.
  public func importProfile(
    _ document: ProfileDocument, publish: Bool, in project: JSONString?, secrets: Secrets,
    isSame: (ProfileDocument) -> Bool
  ) async throws -> Imported {
    var call = Call(
      method: .post, path: ["clusterprofiles", "import"],
      query: [("publish", publish ? "true" : "false")], body: ImportEntity(document).value,
      project: project, isRepeatable: false)
    (call.seconds, call.secrets) = (120, secrets)
    var attempt = 1
    while true {
      let failure: PaletteError
      var (mayHaveLanded, asked) = (true, Duration?.none)
      switch try await once(call) {
      case .success(let answer):
        if (200..<300).contains(answer.status) {
          if let uid = try? JSONReader.read(answer.body)["uid"]?.text { return .made(uid: uid) }
          failure = unreadable(call)
        } else {
          failure = error(answer, call)
          (mayHaveLanded, asked) = (answer.status != 429, answer.retryAfter)
          guard isPassing(answer.status) || failure.isDuplicate else { throw failure }
        }
      case .failure(let loss):
        failure = error(loss, call)
        if case .beforeSending = loss { mayHaveLanded = false }
      }
      if mayHaveLanded, let uid = try await landed(document, project, isSame, failure) {
        return .found(uid: uid)
      }
      // An error that Palette gives a code is an answer, whatever its status.
      let isFinal = failure.isDuplicate || failure.code == .refused || failure.status == 200
      if isFinal || attempt == retry.attempts { throw failure }
      try await pause(call, after: attempt, asked: asked)
      attempt += 1
    }
  }

  /// The uid of what was sent, if it is there.
  ///
  /// - Throws: `conflict` where something else is there under the name and version.
  private func landed(
    _ document: ProfileDocument, _ project: JSONString?, _ isSame: (ProfileDocument) -> Bool,
    _ failure: PaletteError
  ) async throws -> JSONString? {
    let (name, version) = (document.profile.name, document.profile.version)
    let there = try await profiles(named: name, in: project).filter {
      ProfileVersion($0.version.string) == version
    }
    for profile in there where isSame(try await export(profile.uid, in: project)) {
      return profile.uid
    }
    if there.isEmpty { return nil }
    throw PaletteError(
      .conflict, "'\(name)' \(version) is at \(address) already, and is another one",
      hint: "nothing was sent again; see what differs with 'strata drift ENV'")
  }
}
