public import CanonicalJSON
internal import Git
internal import ProfileRepository
public import Profiles

/// What a plan says of one profile version: by ids, so that the same state gives the same words.
public struct PlannedItem: Hashable, Sendable {
  /// Nil for a file.
  public let source: ProfileKey?
  public let target: ProfileKey
  /// All of it in machine form; the article *Plans* lists the members.
  public let json: JSONValue

  init(_ outcome: ReplayOutcome) {
    (source, target) = (outcome.source, outcome.target)
    let effect = outcome.effect
    var object = Self.verdict(outcome.verdict)
    object["findings"] = .array(outcome.findings.map(Self.finding))
    object["commits"] = .array(effect.commits.map { Self.text($0) })
    object["current"] = effect.current.map { Self.text($0) }
    object["proposed"] = effect.proposed.map { Self.text($0) }
    object["maskedPlaces"] = JSONNumber(Double(outcome.maskedPlaces)).map(JSONValue.number)
    object["source"] = source.map { Self.text($0) }
    object["target"] = Self.text(target)
    json = .object(object)
  }

  /// Reads what a plan says. Only the names count: the rest is compared with what comes out anew.
  init(_ members: StrictMembers) throws(DocumentError) {
    source = try members.key("source")
    guard let target = try members.key("target") else { throw members.missing("target") }
    self.target = target
    json = .object(members.object)
  }

  private static func text(_ value: some CustomStringConvertible) -> JSONValue {
    .string(JSONString(value.description))
  }

  private static func finding(_ finding: ValidationFinding) -> JSONValue {
    var object: JSONObject = [
      "code": text(finding.code.rawValue), "detail": text(finding.detail),
      "remedy": text(finding.remedy), "severity": text(finding.severity.rawValue),
    ]
    object["layer"] = finding.place.layer.map { text($0) }
    object["line"] = finding.place.line.flatMap { JSONNumber(Double($0)) }.map(JSONValue.number)
    object["manifest"] = finding.place.manifest.map(JSONValue.string)
    object["path"] = finding.place.path.map { text($0) }
    return .object(object)
  }

  private static func overrides(_ overrides: [ReplayOutcome.KeptOverride]) -> JSONValue {
    .array(
      overrides.map { kept in
        .object(["place": text(kept.entry.place), "outcome": text("\(kept.outcome)")])
      })
  }

  private static func verdict(_ verdict: ReplayOutcome.Verdict) -> JSONObject {
    switch verdict {
    case .written: return ["result": "written"]
    case .merged(let merged):
      return ["overrides": overrides(merged.overrides), "result": "merged"]
    case .sliced(let sliced):
      return [
        "layers": .array(sliced.layers.map { text($0) }), "overrides": overrides(sliced.overrides),
        "result": "sliced", "variables": .array(sliced.variables.map(JSONValue.string)),
      ]
    case .removed(let removal): return ["by": text(removal.commit.id), "result": "removed"]
    case .kept(let removal, let isChosen):
      return [
        "by": text(removal.commit.id), "chosen": .bool(isChosen), "result": "kept",
      ]
    case .nothing(let why): return ["reason": text(why.rawValue), "result": "unchanged"]
    case .held(let held):
      return [
        "by": text(held.commit.commit.id), "result": "held", "skipped": .bool(held.isSkipped),
      ]
    case .invalid(let severity):
      return [
        "failOn": text(severity.rawValue), "reason": "findings", "result": "refused",
      ]
    case .refused(let refusal):
      let places = refusal.conflicts?.places ?? []
      return [
        "conflicts": .array(places.map { text($0.place) }),
        "reason": text(refusal.reason.rawValue), "result": "refused",
      ]
    }
  }
}

extension StrictMembers {
  /// A profile version as `SCOPE/NAME@VERSION`; nil where there is none.
  func key(_ name: JSONString) throws(DocumentError) -> ProfileKey? {
    guard let text = try text(name) else { return nil }
    guard let selector = try? ProfileSelector(text.string), let version = selector.version else {
      throw DocumentError(
        .schema, "must be a profile version such as tenant/web@1.2.0",
        path: place(name).description)
    }
    return ProfileKey(scope: selector.scope, name: selector.name, version: version)
  }

  /// A full id of git; nil where there is none.
  func objectID(_ name: JSONString) throws(DocumentError) -> ObjectID? {
    guard let text = try text(name) else { return nil }
    guard let id = ObjectID(hex: text.string) else {
      throw DocumentError(.schema, "must be an id of git", path: place(name).description)
    }
    return id
  }

  func environment(_ name: JSONString) throws(DocumentError) -> EnvironmentName? {
    guard let text = try text(name) else { return nil }
    guard let environment = try? EnvironmentName(text.string) else {
      throw DocumentError(
        .schema, "must be an environment's name", path: place(name).description)
    }
    return environment
  }
}
