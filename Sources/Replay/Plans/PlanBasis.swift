internal import CanonicalJSON
internal import Git
internal import ProfileRepository
internal import Profiles

/// What a result at one target stands on, by git's ids: not whole branches, so that what nobody looked at may move.
///
/// Of the source each document with its newest commit; of the target each document with its newest commit and what holds it, the
/// environment's settings, facts, overrides and registries, and the fills of the scopes.
public struct PlanBasis: Hashable, Sendable {
  var bindings: [Binding]

  /// One thing that was read.
  struct Binding: Hashable, Sendable {
    /// The environment, or the commit that was named, as a person calls it.
    let owner: String
    /// The profile version, or the file's path.
    let subject: String
    /// Nil where there is nothing.
    let blob: ObjectID?
    /// The newest commit on a document, because a replay looks at how it came to be what it is.
    var commit: ObjectID?
    /// The commit that holds it.
    var hold: ObjectID?
  }

  init(_ bindings: [Binding]) { self.bindings = bindings }

  /// - Parameter removed: what the source removed, and the target has from there.
  init(
    of request: ReplayRequest, removed: [ProfileKey], _ histories: Histories, on base: Snapshot
  ) throws(RepositoryError) {
    let source = request.source
    let sourceName = source.environmentName?.text ?? source.commit.id.abbreviated
    bindings = request.entries.map { entry in
      Binding(
        owner: sourceName, subject: "\(entry.key)", blob: entry.blob,
        commit: histories.source.entries(at: entry.key.path).first?.commit.id)
    }
    bindings += removed.map { key in
      Binding(
        owner: sourceName, subject: "\(key)", blob: nil,
        commit: histories.source.entries(at: key.path).first?.commit.id)
    }
    let keys =
      request.entries.map { request.landing.key(for: $0.key, in: request.scope) } + removed
    bindings += try Self.target(request.target, keys, on: base) { key in
      (
        histories.target.entries(at: key.path).first?.commit.id,
        histories.target.holds[key]?.commit.id
      )
    }
  }

  /// What an imported file stands on; it lands as it is, whatever the history.
  init(of file: FileImport, _ prepared: PreparedDocument, on base: Snapshot) throws(RepositoryError)
  {
    let key = prepared.document.key(in: file.scope)
    bindings = [Binding(owner: file.source, subject: "\(key)", blob: prepared.id)]
    bindings += try Self.target(file.target, [key], on: base) { _ in (nil, nil) }
  }

  private static func target(
    _ target: EnvironmentName, _ keys: [ProfileKey], on base: Snapshot,
    _ commits: (ProfileKey) -> (newest: ObjectID?, hold: ObjectID?)
  ) throws(RepositoryError) -> [Binding] {
    var bindings: [Binding] = []
    for key in keys {
      let (newest, hold) = commits(key)
      bindings.append(
        Binding(
          owner: target.text, subject: "\(key)", blob: try base.entry(for: key)?.blob,
          commit: newest, hold: hold))
    }
    for (path, blob) in try base.files(of: Set(keys.map(\.scope))).sorted(by: { $0.key < $1.key }) {
      bindings.append(Binding(owner: target.text, subject: path, blob: blob))
    }
    return bindings
  }

  /// What is otherwise now, in the order of this basis.
  func moved(to now: PlanBasis) -> [MovedState] {
    var (rest, moved) = (now.bindings, [MovedState]())
    for binding in bindings {
      let index = rest.firstIndex { $0.owner == binding.owner && $0.subject == binding.subject }
      moved += binding.moved(to: index.map { rest.remove(at: $0) })
    }
    return moved + rest.map { MovedState($0.name, from: nil, to: $0.commit ?? $0.blob) }
  }
}

extension PlanBasis.Binding {
  fileprivate var name: String { "\(owner):\(subject)" }

  /// A document by its commits where it has them: these can be looked at.
  fileprivate func moved(to now: PlanBasis.Binding?) -> [MovedState] {
    var moved: [MovedState] = []
    if (blob, commit) != (now?.blob, now?.commit) {
      let isSame = commit == now?.commit
      moved.append(
        MovedState(
          name, from: isSame ? blob : commit ?? blob,
          to: isSame ? now?.blob : now?.commit ?? now?.blob))
    }
    if hold != now?.hold { moved.append(MovedState("hold of \(name)", from: hold, to: now?.hold)) }
    return moved
  }

  var json: JSONValue {
    var object: JSONObject = [
      "of": .string(JSONString(owner)), "subject": .string(JSONString(subject)),
    ]
    object["blob"] = blob.map { .string(JSONString($0.hex)) }
    object["commit"] = commit.map { .string(JSONString($0.hex)) }
    object["hold"] = hold.map { .string(JSONString($0.hex)) }
    return .object(object)
  }

  init(_ members: StrictMembers) throws(DocumentError) {
    try members.allowOnly(["blob", "commit", "hold", "of", "subject"])
    self.init(
      owner: try members.requiredText("of").string,
      subject: try members.requiredText("subject").string, blob: try members.objectID("blob"),
      commit: try members.objectID("commit"), hold: try members.objectID("hold"))
  }
}
