public import CanonicalJSON

/// The place of a value in a document, where layers, manifests and variables are told by what they are, not by index.
public struct PatchPath: Hashable, Sendable {
  public enum Step: Hashable, Sendable {
    case key(JSONString)
    case element(Element)
    /// An element of any other array.
    case index(Int)
  }

  /// A layer, manifest or variable of its list.
  public struct Element: Hashable, Sendable {
    public enum Name: Hashable, Sendable {
      case layer(Layer.Identity)
      case manifest(JSONString)
      case variable(JSONString)
    }

    public let name: Name
    /// Which of several with that name, from 0.
    public let occurrence: Int

    public init(name: Name, occurrence: Int) {
      (self.name, self.occurrence) = (name, occurrence)
    }
  }

  public var steps: [Step]

  public init(_ steps: [Step] = []) { self.steps = steps }

  func appending(_ step: Step) -> PatchPath { PatchPath(steps + [step]) }
  func appending(_ key: JSONString) -> PatchPath { appending(.key(key)) }
}

extension PatchPath: CustomStringConvertible {
  /// `spec.template.packs[k8s kubernetes].values`; names are safe on a terminal.
  public var description: String {
    steps.reduce(into: "") { text, step in
      switch step {
      case .key(let key):
        let name = JSONPath([.key(key)]).abbreviated
        text += text.isEmpty || name.hasPrefix("[") ? name : "." + name
      case .index(let index): text += "[\(index)]"
      case .element(let element): text += "[\(element)]"
      }
    }
  }
}

extension PatchPath.Element: CustomStringConvertible {
  /// The name, and where it is not the first of that name, which one, from 1.
  public var description: String {
    let text =
      switch name {
      case .layer(let identity): identity.description
      case .manifest(let name), .variable(let name): name.string
      }
    return occurrence == 0 ? text : "\(text) #\(occurrence + 1)"
  }
}

/// The lists of a document whose elements have names, and those names.
enum NamedList {
  private static let packs: [PatchPath.Step] = [.key("spec"), .key("template"), .key("packs")]
  private static let variables: [PatchPath.Step] = [.key("spec"), .key("variables")]

  /// The names of the list at a path; nil where the path is no such list, or an element is no object.
  static func elements(of list: [JSONValue], at path: PatchPath) -> [PatchPath.Element]? {
    guard let kind = kind(of: path.steps[...]) else { return nil }
    var (names, counts) = ([PatchPath.Element](), [PatchPath.Element.Name: Int]())
    for value in list {
      guard value.object != nil, let name = name(of: value, kind) else { return nil }
      names.append(PatchPath.Element(name: name, occurrence: counts[name, default: 0]))
      counts[name, default: 0] += 1
    }
    return names
  }

  private enum Kind { case layers, manifests, variables }

  private static func kind(of path: ArraySlice<PatchPath.Step>) -> Kind? {
    if path.elementsEqual(packs) { return .layers }
    if path.elementsEqual(variables) { return .variables }
    guard path.count == 5, path.last == .key("manifests"), path.prefix(3).elementsEqual(packs)
    else {
      return nil
    }
    return .manifests
  }

  private static func name(of value: JSONValue, _ kind: Kind) -> PatchPath.Element.Name? {
    switch kind {
    case .layers:
      let reader = MemberReader(value: value, path: JSONPath())
      return (try? Layer(reading: reader)).map { .layer($0.identity) }
    case .manifests: return .manifest(value["name"]?.text ?? "")
    case .variables: return .variable(value["name"]?.text ?? "")
    }
  }
}

extension JSONValue {
  /// The plain path of a place in this document; nil where the document does not have it.
  ///
  /// The last step may name a member that is missing.
  func resolving(_ path: PatchPath) -> JSONPath? {
    var (value, plain, walked) = (Optional(self), JSONPath(), PatchPath())
    for step in path.steps {
      switch step {
      case .key(let key):
        guard value?.object != nil else { return nil }
        value = value?[key]
        plain = plain.appending(.key(key))
      case .index(let index):
        guard let list = value?.elements, list.indices.contains(index) else { return nil }
        value = list[index]
        plain = plain.appending(.index(index))
      case .element(let element):
        guard let list = value?.elements,
          let index = NamedList.elements(of: list, at: walked)?.firstIndex(of: element)
        else { return nil }
        value = list[index]
        plain = plain.appending(.index(index))
      }
      walked = walked.appending(step)
    }
    return plain
  }
}
