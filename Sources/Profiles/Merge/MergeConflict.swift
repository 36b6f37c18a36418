public import CanonicalJSON
public import PackValues

/// A place that both sides of a merge changed, each in its own way.
///
/// It holds the values of all three documents as they are; whoever shows it asks `shown(_:)`, which keeps secrets out.
public struct MergeConflict: Hashable, Sendable {
  /// Where: the same place in a later merge of the same three documents.
  public struct Place: Hashable, Sendable {
    /// What the place belongs to.
    public enum Owner: Hashable, Sendable {
      case profile
      case layer(Layer.Identity)
      case manifest(Layer.Identity, name: JSONString)
      case variable(JSONString)
    }

    public enum Part: Hashable, Sendable {
      /// One side removed the thing that the other changed.
      case whole
      /// The order of the things in a list: `packs`, `variables` or `manifests`.
      case order(JSONString)
      /// A member, from the owner.
      case member(JSONPath)
      /// Lines of a text, counted from 1 in the base, and the value there where it can be told.
      case text(JSONPath, lines: Range<Int>, path: ValuesPath?)
    }

    public let owner: Owner
    public let part: Part
  }

  /// One of the three documents.
  public enum Source: Hashable, Sendable, CaseIterable {
    case base, ours, theirs
  }

  public let place: Place
  /// Nil where the document has nothing there.
  public let base: JSONValue?
  public let ours: JSONValue?
  public let theirs: JSONValue?
  /// A mask, a sensitive variable or a token of a well-known form is on one of the sides: nothing of it may be shown.
  public let isSecret: Bool

  init(
    _ owner: Place.Owner, _ part: Place.Part, base: JSONValue?, ours: JSONValue?,
    theirs: JSONValue?, isSecret: Bool = false
  ) {
    place = Place(owner: owner, part: part)
    (self.base, self.ours, self.theirs) = (base, ours, theirs)
    self.isSecret = isSecret || [base, ours, theirs].contains { Self.holdsSecret($0) }
  }

  /// What a rendering may show of one document; nil where it has nothing there.
  public func shown(_ source: Source) -> ShownValue? {
    let value =
      switch source {
      case .base: base
      case .ours: ours
      case .theirs: theirs
      }
    return value.map { isSecret ? .hidden : .value($0) }
  }

  private static func holdsSecret(_ value: JSONValue?) -> Bool {
    guard let value else { return false }
    if FieldComparison.holdsMask(value) || !SecretScan.findings(in: value).isEmpty { return true }
    let text = value.text?.utf8 ?? []
    return text.split(separator: 0x0A).contains { MaskedLine.holdsMask($0) }
  }
}

extension MergeConflict.Place: CustomStringConvertible {
  /// `addon nginx, values at charts.nginx.replicas`: names and paths, no value.
  public var description: String {
    switch (owner, part) {
    case (.profile, .whole): "profile"
    case (.profile, let part): Self.text(part)
    case (let owner, .whole): "\(Self.text(owner)), removed on one side"
    case (let owner, let part): "\(Self.text(owner)), \(Self.text(part))"
    }
  }

  private static func text(_ owner: Owner) -> String {
    switch owner {
    case .profile: "profile"
    case .layer(let identity): identity.description
    case .manifest(let identity, let name): "\(identity), manifest \(name)"
    case .variable(let name): "variable \(name)"
    }
  }

  private static func text(_ part: Part) -> String {
    switch part {
    case .whole: "whole"
    case .order(let list): "order of \(list == "packs" ? "layers" : list.string)"
    case .member(let path): path.description
    case .text(let member, _, let path?): "\(member) at \(path)"
    case .text(let member, let lines, nil):
      "\(member), line \(lines.lowerBound)"
        + (lines.count > 1 ? " to \(lines.upperBound - 1)" : "")
    }
  }
}
