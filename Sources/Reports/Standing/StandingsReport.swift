public import CanonicalJSON
internal import ProfileRepository
internal import Profiles
public import Replay

/// How the environments stand to each other along the promotion chain.
public struct StandingsReport: Report {
  private let pairs: [Standings]
  private let isColored: Bool
  private let isASCII: Bool

  /// - Parameter isASCII: arrows in ASCII only.
  public init(_ pairs: [Standings], isColored: Bool = false, isASCII: Bool = false) {
    (self.pairs, self.isColored, self.isASCII) = (pairs, isColored, isASCII)
  }

  /// Whether every profile version is equal in every pair.
  public var areEqual: Bool { pairs.allSatisfy(\.areEqual) }

  /// A line of counts for each pair, then for each profile that is not equal its state, the reason and the next command.
  public var text: String { pairs.map(block).joined(separator: "\n") }

  private func block(_ pair: Standings) -> String {
    let words = pair.profiles.map { StandingWords($0, pair.source, pair.target) }
    let width = words.map(\.place.count).max() ?? 0
    let states = pair.profiles.map(\.state.rawValue.utf8.count).max() ?? 0
    let arrow = isASCII ? "->" : "→"
    var text = "\(pair.source) \(arrow) \(pair.target)  \(counts(pair))\n"
    for word in words {
      let gap = String(repeating: " ", count: width - word.place.count)
      let state = word.standing.state.word(width: states, isColored: isColored)
      text += "  \(state)  \(word.place)\(gap)  \(word.reason)\n"
      if let next = word.next {
        text += "  \(String(repeating: " ", count: states))  \(next)\n"
      }
    }
    return text
  }

  private func counts(_ pair: Standings) -> String {
    let parts = Standing.State.allCases.compactMap { state in
      let count = pair.count(of: state)
      return count == 0 ? nil : "\(count) \(state.rawValue)"
    }
    return parts.isEmpty ? "no profiles" : parts.joined(separator: ", ")
  }

  /// One profile version a line, tab-separated: source, target, profile, state, commits to replay, commits of its own.
  public var compact: String {
    pairs.flatMap { pair in
      pair.profiles.map { standing in
        let place = StandingWords(standing, pair.source, pair.target).place
        let counts = "\(standing.pending.count)\t\(standing.since.count)"
        return "\(pair.source)\t\(pair.target)\t\(place)\t\(standing.state.rawValue)\t\(counts)\n"
      }
    }.joined()
  }

  /// `status/1`, as the article <doc:Status> describes it.
  public var json: JSONValue {
    Build.object(["format": "status/1", "pairs": .array(pairs.map(value))])
  }

  private func value(_ pair: Standings) -> JSONValue {
    var counts = JSONObject()
    for state in Standing.State.allCases {
      counts[JSONString(state.rawValue)] = Build.number(pair.count(of: state))
    }
    return Build.object([
      "counts": .object(counts), "from": Build.string(pair.source),
      "profiles": .array(
        pair.profiles.map { StandingJSON.value($0, from: pair.source, to: pair.target) }),
      "to": Build.string(pair.target),
    ])
  }
}

/// One profile version's standing in machine form.
enum StandingJSON {
  static func value(
    _ standing: Standing, from source: EnvironmentName, to target: EnvironmentName
  ) -> JSONValue {
    let words = StandingWords(standing, source, target)
    return Build.object([
      "ahead": Build.number(standing.since.count),
      "behind": Build.number(standing.pending.count),
      "heldBy": standing.hold.map(CommitJSON.value),
      "identical": standing.state == .equal ? .bool(standing.isIdentical) : nil,
      "next": Build.optional(words.next), "profile": KeyJSON.value(standing.key),
      "reason": Build.string(words.reason),
      "removedBy": standing.removal.map(CommitJSON.value),
      "state": Build.string(standing.state.rawValue),
    ])
  }
}
