internal import CanonicalJSON
internal import PackValues

/// A filter at work on one layer, or on what belongs to none; counts what it leaves out.
struct Filtering {
  private let filter: DifferenceFilter
  private let layer: Layer.Identity?
  private let isLayerKept: Bool
  /// The rules that could hold here.
  private let rules: [IgnoreRule]
  private(set) var count = 0

  init(_ filter: DifferenceFilter, layer: Layer.Identity?) {
    (self.filter, self.layer) = (filter, layer)
    isLayerKept =
      filter.layers.isEmpty
      || (layer.map { own in filter.layers.contains { $0.covers(own) } } ?? false)
    rules = filter.rules.filter { rule in
      rule.layer == nil || (layer.map(rule.covers) ?? false)
    }
  }

  mutating func keeps(value path: ValuesPath) -> Bool { keeps(.value, path) }

  mutating func keeps(_ field: FieldChange) -> Bool {
    keeps(Self.kind(of: field.path, in: layer), ValuesPath(field.path))
  }

  /// A member of a variable.
  mutating func keeps(_ field: FieldChange, of variable: JSONString) -> Bool {
    keeps(nil, ValuesPath.variable(variable, field.path.steps))
  }

  mutating func keeps(variable: JSONString) -> Bool {
    keeps(nil, ValuesPath.variable(variable, []))
  }

  /// What has no path: a text without paths, a spelling, a place in the stack.
  mutating func keeps(_ kind: IgnoreRule.Kind) -> Bool {
    let isHeld = isLayerKept && !isRuledOut(kind, nil) && (filter.only.isEmpty || kind == .value)
    return counted(isHeld)
  }

  /// A text that came or went as a whole.
  mutating func keeps(text: [UInt8]) -> Bool {
    counted(isLayerKept && !isRuledOut(.value, nil) && holdsPath([text]))
  }

  /// A layer that came or went as a whole.
  mutating func keeps(layerOf texts: [[UInt8]]) -> Bool {
    counted(isLayerKept && !isRuledOut(nil, nil) && holdsPath(texts))
  }

  private mutating func keeps(_ kind: IgnoreRule.Kind?, _ path: ValuesPath) -> Bool {
    let isHeld =
      isLayerKept && !isRuledOut(kind, path)
      && (filter.only.isEmpty || filter.only.contains { $0.covers(path) })
      && !filter.excluding.contains { $0.covers(path) }
    return counted(isHeld)
  }

  private mutating func counted(_ isKept: Bool) -> Bool {
    if !isKept { count += 1 }
    return isKept
  }

  private func isRuledOut(_ kind: IgnoreRule.Kind?, _ path: ValuesPath?) -> Bool {
    rules.contains { rule in
      if let own = rule.kind, own != kind { return false }
      guard let pattern = rule.path else { return true }
      return path.map(pattern.covers) ?? false
    }
  }

  /// Whether texts hold a path that the filter asks for, or one of them cannot tell.
  private func holdsPath(_ texts: [[UInt8]]) -> Bool {
    guard !filter.only.isEmpty else { return true }
    return texts.contains { text in
      let difference = ValuesDifference(from: [], to: text)
      guard difference.basis == .paths else { return true }
      return difference.changes.contains { change in
        filter.only.contains { $0.covers(change.path) }
      }
    }
  }

  private static func kind(of path: JSONPath, in layer: Layer.Identity?) -> IgnoreRule.Kind? {
    switch path.steps.first {
    case .key("registry") where layer != nil: .registry
    case .key("tag") where layer != nil: .tag
    case .key("labels") where layer == nil: .label
    case .key("description") where layer == nil: .description
    default: nil
    }
  }
}

extension ValuesPath {
  init(_ path: JSONPath) { self.init(path.steps.map(Step.init)) }

  static func variable(_ name: JSONString, _ steps: [JSONPath.Step]) -> ValuesPath {
    ValuesPath([.key("variables"), .key(name.string)] + steps.map(Step.init))
  }
}

extension ValuesPath.Step {
  fileprivate init(_ step: JSONPath.Step) {
    switch step {
    case .key(let key): self = .key(key.string)
    case .index(let index): self = .index(index)
    }
  }
}
