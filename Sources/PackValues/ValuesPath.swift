/// The place of a value in a YAML text, from the root: `charts.oidc.clientSecret`, `files[0].content`.
public struct ValuesPath: Hashable, Sendable {
  public enum Step: Hashable, Sendable {
    case key(String)
    case index(Int)
    /// The number of the document, from 0; only in texts that hold several.
    case document(Int)
  }

  public var steps: [Step]

  public init(_ steps: [Step] = []) { self.steps = steps }

  public func appending(_ step: Step) -> ValuesPath { ValuesPath(steps + [step]) }
}

extension ValuesPath: CustomStringConvertible {
  /// Keys joined with dots; a key that holds a dot, a bracket, a quote or white space stands in `["…"]`.
  public var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .index(let index): text += "[\(index)]"
      case .document(let index): text += "(\(index))"
      case .key(let key) where Self.isPlain(key): text += text.isEmpty ? key : "." + key
      case .key(let key): text += "[\"" + Self.escaped(key) + "\"]"
      }
    }
    return text
  }

  private static func isPlain(_ key: String) -> Bool {
    !key.isEmpty
      && key.unicodeScalars.allSatisfy {
        $0.value > 0x20 && !".[]()\"\\".unicodeScalars.contains($0)
      }
  }

  private static func escaped(_ key: String) -> String {
    var text = ""
    for scalar in key.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { text.unicodeScalars.append("\\") }
      text.unicodeScalars.append(scalar)
    }
    return text
  }
}
