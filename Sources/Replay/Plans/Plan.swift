public import CanonicalJSON
public import Git
internal import PackValues
public import ProfileRepository
internal import Profiles

/// An import or a promotion that was worked out and not carried out; the format is in the article *Plans*.
///
/// It holds names, ids and findings, and no document. Carrying it out works everything out anew by the same code, and
/// writes only if that stands on the same and comes out the same.
public struct Plan: Sendable {
  public static let format = "strata-plan/1"

  /// Where the profiles come from.
  public enum Source: Hashable, Sendable {
    /// The environment, whose branch may move, and the commit that it was at.
    case environment(EnvironmentName, at: ObjectID)
    case commit(ObjectID)
    /// An export file, by the path that was given.
    case file(String)
  }

  /// What was asked for beside source and targets.
  struct Options: Sendable {
    var kind = ReplayRequest.Kind.import
    var landing = Landing()
    var skipsHeld = false
    /// Whether the source's removals are carried out.
    var prunes = false
    /// What is taken of the profiles; nil for the whole.
    var slice: ProfileSlice?
    var onError = OnError.fail
    var failsOn = ValidationFinding.Severity.error
    /// What is taken in conflicts that no answer covers.
    var side: MergeSide?
    /// The file with answers to conflicts, by the path that was given.
    var answers: String?
    /// For a file.
    var message: String?
    var masks = false
    var allowedSecret: String?
  }

  public let source: Source
  public let targets: [PlannedTarget]
  let options: Options

  /// Of the answers to conflicts, by the path that was given; nil where there are none.
  public var answers: String? { options.answers }
  public var onError: OnError { options.onError }

  /// The path of the export file; nil where commits are replayed.
  public var file: String? { if case .file(let path) = source { path } else { nil } }

  /// `sha256:…` of the RFC 8785 bytes of all the rest; commits that carry it out name it.
  public var digest: String { Self.digest(of: members) }

  /// The file's form.
  public var json: JSONValue {
    var object = members
    object["digest"] = .string(JSONString(digest))
    return .object(object)
  }
}

extension Plan.Source: CustomStringConvertible {
  /// As a person names it.
  public var description: String {
    switch self {
    case .environment(let name, _): name.text
    case .commit(let commit): commit.abbreviated
    case .file(let path): path
    }
  }
}
