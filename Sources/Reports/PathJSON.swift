internal import CanonicalJSON
internal import PackValues

extension ValuesPath {
  /// The path in machine form: an array of keys as strings, list indexes as numbers, and objects for the other steps.
  var json: JSONValue { .array(steps.map(\.json)) }
}

extension ValuesPath.Step {
  fileprivate var json: JSONValue {
    switch self {
    case .key(let key): Build.string(key)
    case .index(let index): Build.number(index)
    case .item(let key, let value):
      Build.object(["key": Build.string(key), "value": Build.string(value)])
    case .document(let index): Build.object(["document": Build.number(index)])
    case .object(let name): Build.object(["object": Build.string(name)])
    case .embedded: Build.object(["embedded": .bool(true)])
    }
  }
}
