public import PackValues

/// Which values of a document are meant: of one layer or of the whole, at a path or all.
public struct ValueSelection: Hashable, Sendable {
  /// The layer's index in the stack; nil for the whole document.
  public var layer: Int?
  /// From the layer's values, its manifests (`manifests[name=x]:…`) or its members (`version`, `registry.name`); without a layer
  /// from the profile's members and `variables`, or else from whatever layer has it.
  ///
  /// `values:…` means the values alone. What lies below the path is meant too.
  public var path: ValuesPath?

  public init(layer: Int? = nil, path: ValuesPath? = nil) {
    (self.layer, self.path) = (layer, path)
  }
}

extension ValueSelection {
  /// What is left of the path within a part of the document; nil where the part is not meant.
  enum Rest: Hashable {
    case all
    case below(ValuesPath)
  }

  /// The path within a layer's values.
  static func values(_ path: ValuesPath?) -> Rest? {
    guard let path else { return .all }
    guard path.steps.first == .key("values"), path.steps.count == 1 || path.steps[1] == .embedded
    else { return isForManifest(path) ? nil : .below(path) }
    return rest(path.steps.dropFirst(2))
  }

  /// The path within a manifest: after its name, or a path that names none.
  static func manifest(_ name: String, at index: Int, _ path: ValuesPath?) -> Rest? {
    guard let path else { return .all }
    if path.steps.first == .key("values"), path.steps.dropFirst().first == .embedded { return nil }
    guard isForManifest(path) else { return .below(path) }
    switch path.steps.dropFirst().first {
    case nil: return .all
    case .key(name), .index(index), .item(key: "name", value: name): break
    default: return nil
    }
    var steps = path.steps.dropFirst(2)
    if steps.first == .key("content") { steps = steps.dropFirst() }
    if steps.first == .embedded { steps = steps.dropFirst() }
    return rest(steps)
  }

  /// Whether a member at a path is meant by it.
  static func holds(_ member: ValuesPath, _ path: ValuesPath?) -> Bool {
    guard let path else { return true }
    return member.steps.starts(with: path.steps)
  }

  /// The path within a variable; nil where another or none is meant.
  static func variable(_ name: String, at index: Int, _ path: ValuesPath?) -> Rest? {
    guard let path else { return .all }
    guard path.steps.first == .key("variables") else { return nil }
    switch path.steps.dropFirst().first {
    case nil: return .all
    case .key(name), .index(index), .item(key: "name", value: name):
      return rest(path.steps.dropFirst(2))
    default: return nil
    }
  }

  private static func isForManifest(_ path: ValuesPath) -> Bool {
    path.steps.first == .key("manifests")
  }

  private static func rest(_ steps: ArraySlice<ValuesPath.Step>) -> Rest {
    steps.isEmpty ? .all : .below(ValuesPath(Array(steps)))
  }
}
