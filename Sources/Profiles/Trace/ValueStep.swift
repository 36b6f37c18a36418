/// What one version of a document changed at one place.
public struct ValueStep: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case added, removed, changed, moved
  }

  public let kind: Kind
  public let place: ProfilePlace
  /// Nil for what was added, for a move, and for a whole layer.
  public var from: TracedContent?
  public var to: TracedContent?

  public init(
    _ kind: Kind, _ place: ProfilePlace, from: TracedContent? = nil, to: TracedContent? = nil
  ) {
    (self.kind, self.place, self.from, self.to) = (kind, place, from, to)
  }
}

extension ValueStep {
  /// The step with nothing of a secret in it: where a mask stands on one side, the other side is what it hides.
  var hidingSecrets: ValueStep {
    var step = self
    if from == .masked, let to, to != .masked, !to.isReference { step.to = .hidden }
    if to == .masked, let from, from != .masked, !from.isReference { step.from = .hidden }
    return step
  }

  /// The step with both values hidden, references and masks apart.
  public var hidden: ValueStep {
    var step = self
    if let from, from != .masked, !from.isReference { step.from = .hidden }
    if let to, to != .masked, !to.isReference { step.to = .hidden }
    return step
  }

  public var isMasked: Bool { from == .masked || to == .masked }
}
