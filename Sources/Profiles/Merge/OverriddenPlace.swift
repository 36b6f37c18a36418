public import CanonicalJSON
public import PackValues

/// A value of a layer that one environment differs in on purpose.
public struct OverriddenPlace: Hashable, Sendable {
  /// As the layer's identity describes itself, such as `addon nginx`.
  public let layer: JSONString
  /// From the layer's values, or `manifests[name=x]:…`; what lies below it is meant too.
  public let path: ValuesPath

  public init(layer: JSONString, path: ValuesPath) {
    (self.layer, self.path) = (layer, path)
  }

  /// Whether a document has a value there.
  public func stands(in document: ProfileDocument) -> Bool {
    texts(of: document).contains { ValuesText($0.utf8).hasValue(at: $0.path) }
  }

  /// What became of the place in a document that took the value from another one.
  public enum Outcome: Hashable, Sendable {
    /// The values were equal.
    case same
    case kept
    /// One of the documents has no such place.
    case gone
    /// The value cannot be put there without changing something else.
    case stuck
  }

  /// The document with the value that another one has at this place.
  ///
  /// Whole lines are taken over, with their comments and spelling; the result is compared by path, so nothing else changes.
  public func keeping(
    _ owner: ProfileDocument, in document: ProfileDocument
  ) -> (document: ProfileDocument, outcome: Outcome) {
    let sources = texts(of: owner)
    var (value, outcome) = (document.value, Outcome.gone)
    for target in texts(of: document) {
      guard let source = sources.first(where: { $0.name == target.name }),
        let swap = LeafSwap(from: source.utf8, into: target.utf8, at: target.path)
      else { continue }
      if swap.isSame {
        if outcome == .gone { outcome = .same }
        continue
      }
      guard let text = swap.text else { return (document, .stuck) }
      value.set(.string(JSONString(utf8: text)), at: target.place)
      outcome = .kept
    }
    guard outcome == .kept else { return (document, outcome) }
    guard let result = try? ProfileDocument(value: value) else { return (document, .stuck) }
    return (result, .kept)
  }

  private struct Text {
    /// Of the manifest; nil for the values.
    let name: JSONString?
    let utf8: [UInt8]
    let place: JSONPath
    /// What is left of the path within the text.
    let path: ValuesPath
  }

  private func texts(of document: ProfileDocument) -> [Text] {
    let layers = document.profile.layers
    guard let index = layers.firstIndex(where: { $0.identity.description == layer.string }) else {
      return []
    }
    let packs = JSONPath([.key("spec"), .key("template"), .key("packs"), .index(index)])
    var texts: [Text] = []
    if let rest = ValueSelection.values(path)?.path {
      texts.append(
        Text(
          name: nil, utf8: layers[index].values.utf8, place: packs.appending(.key("values")),
          path: rest))
    }
    guard path.steps.first == .key("manifests") else { return texts }
    for (number, manifest) in layers[index].manifests.enumerated() {
      let rest = ValueSelection.manifest(manifest.name.string, at: number, path)
      guard let rest = rest?.path else { continue }
      let place = packs.appending(.key("manifests")).appending(.index(number))
      texts.append(
        Text(
          name: manifest.name, utf8: manifest.content.utf8, place: place.appending(.key("content")),
          path: rest))
    }
    return texts
  }
}

extension OverriddenPlace: CustomStringConvertible {
  /// `addon nginx charts.nginx.replicas`.
  public var description: String { "\(layer) \(path)" }
}

extension ValueSelection.Rest {
  fileprivate var path: ValuesPath {
    switch self {
    case .all: ValuesPath()
    case .below(let path): path
    }
  }
}
