internal import CanonicalJSON

/// Gives each text of a document a path that says what it is, is safe on every file system, and is given once.
struct FileNames {
  private let document: JSONValue
  private var taken: Set<String> = [EditFolder.profileFile]

  init(_ document: JSONValue) { self.document = document }

  mutating func next(for place: ExportText) -> String {
    switch place {
    case .profileDescription: return unused("description", ".txt")
    case .values(let layer): return unused(self.layer(layer), ".yaml")
    case .manifest(let index, let layer):
      return unused("\(self.layer(layer)).manifests/\(manifest(index, of: layer))", ".yaml")
    case .defaultValue(let index): return unused(variable(index), ".default.txt")
    case .variableDescription(let index): return unused(variable(index), ".description.txt")
    }
  }

  private mutating func unused(_ stem: String, _ ending: String) -> String {
    var (path, count) = (stem + ending, 1)
    while !taken.insert(path).inserted {
      count += 1
      path = "\(stem)-\(count)\(ending)"
    }
    return path
  }

  /// `layers/02-k8s-kubernetes`: its place in the stack, from 1, its kind and its pack's name.
  private func layer(_ index: Int) -> String {
    let layers = document["spec"]?["template"]?["packs"]?.elements ?? []
    let width = max(2, String(layers.count).utf8.count)
    let digits = String(index + 1)
    let number = String(repeating: "0", count: width - digits.utf8.count) + digits
    let words = [layers[index]["layer"], layers[index]["name"]].compactMap { Self.word($0, 48) }
    return "layers/" + ([number] + words).joined(separator: "-")
  }

  private func manifest(_ index: Int, of layer: Int) -> String {
    let name = document[path: ExportText.manifest(index, of: layer)]?["name"]
    var word = Self.word(name, 64) ?? "manifest"
    for ending in [".yaml", ".yml"] where word.hasSuffix(ending) {
      word = String(word.dropLast(ending.utf8.count))
    }
    return word
  }

  private func variable(_ index: Int) -> String {
    let name = document[path: ExportText.variable(index)]?["name"]
    return "variables/" + (Self.word(name, 64) ?? "variable")
  }

  /// The letters of a name as paths have them, cut to a length; nil where none are left.
  private static func word(_ name: JSONValue?, _ limit: Int) -> String? {
    guard let name = name?.text else { return nil }
    let letters = PathComponent(name).text.utf8.prefix { $0 != UInt8(ascii: "~") }.prefix(limit)
    let isEdge = { (byte: UInt8) in byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") }
    guard let first = letters.firstIndex(where: { !isEdge($0) }),
      let last = letters.lastIndex(where: { !isEdge($0) })
    else { return nil }
    return String(Substring(letters[first...last]))
  }
}
