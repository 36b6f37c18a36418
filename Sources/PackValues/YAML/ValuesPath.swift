/// The place of a value in a YAML text, from the root: `charts.oidc.clientSecret`, `files[path=/etc/a].content:rules[0]`.
public struct ValuesPath: Hashable, Sendable {
  public enum Step: Hashable, Sendable {
    case key(String)
    case index(Int)
    /// The item of a list that is told by one of its own members: `[name=web]`.
    case item(key: String, value: String)
    /// The number of the document, from 0; only in texts that hold several.
    case document(Int)
    /// The document that holds a Kubernetes object: `(ConfigMap kube-system/coredns)`.
    case object(String)
    /// Into the YAML or JSON that a text value holds.
    case embedded
  }

  public var steps: [Step]

  public init(_ steps: [Step] = []) { self.steps = steps }

  public func appending(_ step: Step) -> ValuesPath { ValuesPath(steps + [step]) }
}

extension ValuesPath: CustomStringConvertible {
  /// Keys joined with dots; a key that holds a dot, a colon, a bracket, a quote or white space stands in `["…"]`.
  ///
  /// `ValuesPath(_:)` reads it back.
  public var description: String {
    var text = ""
    var joins = false
    for step in steps {
      switch step {
      case .index(let index): text += "[\(index)]"
      case .item(let key, let value): text += "[\(Self.word(key))=\(Self.word(value))]"
      case .document(let index): text += "(\(index))"
      case .object(let name): text += "(\(Self.object(name)))"
      case .embedded: text += ":"
      case .key(let key) where Self.isPlain(key): text += joins ? "." + key : key
      case .key(let key): text += "[\(Self.quoted(key))]"
      }
      joins = step != .embedded
    }
    return text
  }

  private static func word(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.unicodeScalars.allSatisfy {
        $0.value > 0x20 && !"[]()\"'\\=".unicodeScalars.contains($0)
      }
    return isPlain ? text : quoted(text)
  }

  /// An object's name, which may hold spaces; in quotes where it could be read as something else.
  private static func object(_ name: String) -> String {
    let isPlain =
      Int(name) == nil && name.unicodeScalars.first != " "
      && name.unicodeScalars.allSatisfy {
        $0.value >= 0x20 && !"()\"'\\".unicodeScalars.contains($0)
      }
    return isPlain && !name.isEmpty ? name : quoted(name)
  }

  private static func isPlain(_ key: String) -> Bool {
    !key.isEmpty
      && key.unicodeScalars.allSatisfy {
        $0.value > 0x20 && !".:[]()\"\\".unicodeScalars.contains($0)
      }
  }

  private static func quoted(_ key: String) -> String {
    var text = "\""
    for scalar in key.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { text.unicodeScalars.append("\\") }
      text.unicodeScalars.append(scalar)
    }
    return text + "\""
  }
}
