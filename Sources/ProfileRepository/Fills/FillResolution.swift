public import Profiles

/// The values of every masked place of one document, or the places that have none.
public struct FillResolution {
  /// A place without a value, and why.
  public struct Unfilled: Hashable, Sendable {
    public let mask: ProfileMask
    /// Nil where no fill says where the value comes from.
    public let reference: FillReference?
    /// A clause that holds nothing of a value.
    public let detail: String
  }

  /// The document with every value in its place; nil where a place has none.
  public let document: ProfileDocument?
  public let unfilled: [Unfilled]
  /// The places with the values that their sources gave; references that are written as such are not among them.
  public let resolved: [(mask: ProfileMask, reference: FillReference, secret: Secret)]
  /// How many places were to be filled.
  public let count: Int

  /// Asks the sources for every place that is not a plain value; all of them, whatever fails.
  ///
  /// - Parameter masks: the places of the document, with the fills that are kept for them.
  public init(
    of document: ProfileDocument, _ masks: [ProfileMask], from sources: inout SecretSources
  ) {
    let places = masks.filter { $0.state != .plain }
    var (values, unfilled) = ([(mask: ProfileMask, value: Secret)](), [Unfilled]())
    var resolved: [(mask: ProfileMask, reference: FillReference, secret: Secret)] = []
    for mask in places {
      guard let reference = mask.fill else {
        unfilled.append(Unfilled(mask: mask, reference: nil, detail: Self.reason(mask, document)))
        continue
      }
      let name = mask.fillPlace(in: document.profile.name)?.description ?? "\(mask.owner)"
      switch sources.secret(for: reference, at: name) {
      case .success(let secret):
        values.append((mask, secret))
        if reference.written == nil { resolved.append((mask, reference, secret)) }
      case .failure(let failure):
        unfilled.append(Unfilled(mask: mask, reference: reference, detail: failure.detail))
      }
    }
    let filled = unfilled.isEmpty ? document.filling(values) : (document: document, failed: [])
    unfilled += filled.failed.map {
      Unfilled(mask: $0, reference: $0.fill, detail: "the value cannot be written there in place")
    }
    (self.unfilled, count, self.resolved) = (unfilled, places.count, resolved)
    self.document = unfilled.isEmpty ? filled.document : nil
  }

  private static func reason(_ mask: ProfileMask, _ document: ProfileDocument) -> String {
    mask.fillPlace(in: document.profile.name) == nil
      ? "the place has no path, so no fill can name it" : "nothing says where its value comes from"
  }
}
