/// A name as a path's text spells it: scalars, and nil for each star that is not quoted.
struct PathWord: Hashable, Sendable {
  var scalars: [Unicode.Scalar?] = []
  /// Whether any of it stood in quotes or behind a backslash, so that digits are a name and no number.
  var isQuoted = false

  /// The name with its stars as they stand.
  var text: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars.map { $0 ?? "*" })
    return String(text)
  }

  var number: Int? { isQuoted ? nil : Int(text) }

  func isStars(_ count: Int) -> Bool {
    scalars.count == count && scalars.allSatisfy { $0 == nil }
  }

  /// Whether a name is what the word says, each star standing for any number of scalars. Costs O(n · m) at worst.
  func matches(_ name: String) -> Bool {
    let name = Array(name.unicodeScalars)
    var (own, other) = (0, 0)
    var retry: (own: Int, other: Int)?
    while other < name.count {
      if own < scalars.count, scalars[own] == nil {
        own += 1
        retry = (own, other)
      } else if own < scalars.count, scalars[own] == name[other] {
        (own, other) = (own + 1, other + 1)
      } else if let last = retry {
        (own, other) = (last.own, last.other + 1)
        retry = (last.own, last.other + 1)
      } else {
        return false
      }
    }
    return scalars[own...].allSatisfy { $0 == nil }
  }
}
