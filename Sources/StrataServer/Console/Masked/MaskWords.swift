import CanonicalJSON
import PackValues
import Profiles
import Reports

/// A masked place in words.
struct MaskWords {
  private let mask: ProfileMask

  init(_ mask: ProfileMask) { self.mask = mask }

  var owner: String {
    switch mask.owner {
    case .values(let layer): layer.shownName
    case .manifest(let layer, let name): "\(layer.shownName), manifest \(name.shown)"
    case .variable(let name): "Variable \(name.shown)"
    case .member(let path): PrintableText.escaped(path.description)
    }
  }

  var path: String? { (mask.place?.path).map { PrintableText.escaped($0.description) } }

  /// Where it stands and what is known of the value that belongs there.
  var words: String {
    let expected = mask.expectation
    let state: String =
      switch mask.state {
      case .masked: mask.isDeclaredSensitive ? "declared sensitive" : "looks masked"
      case .empty: "declared sensitive, and empty"
      case .plain: "a plain value, and should be masked"
      }
    let parts = [
      state, (mask.place?.place.line).map { "line \($0)" },
      expected.isRequired ? "required" : nil, expected.regex.map { "matches \($0.shown)" },
      expected.options.isEmpty
        ? nil : "one of " + expected.options.map(\.shown).joined(separator: ", "),
      expected.hint.map(\.shown),
      mask.filledBy.map { "filled by \($0.shown)" },
    ]
    return parts.compactMap { $0 }.joined(separator: " · ")
  }
}
