/// A profile as the reference model knows it: layer, path, value.
public struct ModelProfile: Hashable, Sendable {
  /// The places of every profile of the model.
  public static let layers = ["cni", "nginx"]
  public static let paths = ["a", "group.b", "group.c", "d"]

  public struct Place: Hashable, Sendable, Comparable {
    public let layer: String
    public let path: String

    public static func < (left: Place, right: Place) -> Bool {
      (left.layer, left.path) < (right.layer, right.path)
    }
  }

  public static let places = layers.flatMap { layer in
    paths.map { Place(layer: layer, path: $0) }
  }

  public var values: [Place: Int]

  public init() { values = Dictionary(uniqueKeysWithValues: Self.places.map { ($0, 0) }) }

  /// An export that says the same.
  public func export(named name: String) -> String {
    let packs = Self.layers.map { layer in
      let number = { (path: String) in values[Place(layer: layer, path: path)] ?? -1 }
      let text =
        "a: \(number("a"))\\ngroup:\\n  b: \(number("group.b"))\\n  c: \(number("group.c"))\\nd: \(number("d"))"
      return
        #"{"name":"\#(layer)","layer":"addon","type":"helm","version":"1.0.0","values":"\#(text)"}"#
    }
    return #"{"metadata":{"name":"\#(name)"},"spec":{"version":"1.0.0","template":{"#
      + #""type":"add-on","cloudType":"all","packs":[\#(packs.joined(separator: ","))]}}}"#
  }

  /// Reads the texts of layers, in their order; nil where they say anything else than a profile of the model would.
  public init?(texts: [String]) {
    self.init()
    guard texts.count == Self.layers.count else { return nil }
    for (layer, text) in zip(Self.layers, texts) {
      let numbers = text.split(separator: "\n").compactMap { line in
        line.split(separator: ":").last.flatMap { Int($0.dropFirst()) }
      }
      guard numbers.count == Self.paths.count else { return nil }
      for (path, number) in zip(Self.paths, numbers) {
        values[Place(layer: layer, path: path)] = number
      }
    }
  }

  /// Both sides' changes since a common state; nil where they changed one place to different values.
  static func merged(base: Self, ours: Self, theirs: Self) -> Self? {
    var result = ours
    for place in places where base.values[place] != theirs.values[place] {
      let isOurs = base.values[place] != ours.values[place]
      if isOurs, ours.values[place] != theirs.values[place] { return nil }
      result.values[place] = theirs.values[place]
    }
    return result
  }
}
