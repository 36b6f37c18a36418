import ArgumentParser
import CanonicalJSON
import Deployment
import PackValues
import Palette
import PaletteAPI
import ProfileRepository
import Profiles
import Replay
import Reports

/// What a deployment says of each profile version.
enum DeployWords {
  static func planned(_ item: Rollout.Item) -> LiveReport.Item {
    switch item.step {
    case .skip(let uid): return of(item, "skipped", uid, "the same is there")
    case .make: return of(item, "would make", nil, nil)
    case .replace(let uid): return of(item, "would replace", uid, "in place")
    case .refused(let refusal): return refused(item, refusal)
    }
  }

  /// - Parameter remembered: the uid that the last deployment gave.
  static func done(
    _ item: Rollout.Item, _ result: Rollout.Outcome, remembered: JSONString?
  ) -> LiveReport.Item {
    switch result {
    case .skipped(let uid):
      let isAnew = remembered.map { $0 != uid } ?? false
      return of(
        item, "skipped", uid,
        isAnew ? "the same is there, made anew by somebody else" : "the same is there")
    case .made(let uid): return of(item, "made", uid, nil)
    case .found(let uid):
      return of(item, "made", uid, "its answer was lost; it was looked for and is there")
    case .replaced(let uid): return of(item, "replaced", uid, "in place")
    case .refused(let refusal): return refused(item, refusal)
    }
  }

  private static func of(
    _ item: Rollout.Item, _ result: String, _ uid: JSONString?, _ remark: String?
  ) -> LiveReport.Item {
    var shown = LiveReport.Item(key: item.key, result: result, remark: remark)
    shown.members["uid"] = uid.map(JSONValue.string)
    shown.details = item.choices.map {
      "\($0.layer): taken from '\($0.to)', the branch names "
        + ($0.from.isEmpty ? "none" : "'\($0.from)'")
    }
    return shown
  }

  private static func refused(
    _ item: Rollout.Item, _ refusal: Rollout.Refusal
  ) -> LiveReport.Item {
    var shown = LiveReport.Item(key: item.key, result: "refused", remark: nil)
    shown.code = refusal.isConflict ? Code.conflict : Code.findings
    shown.members["reason"] = .string(JSONString(refusal.word))
    switch refusal {
    case .differs:
      shown.remark = "another one of this name and version is there"
      shown.details = ["hint: see it with 'strata drift', or update it in place with --replace"]
    case .findings(let findings):
      shown.remark = "it cannot land there"
      shown.details = findings.flatMap {
        ["error  \($0.code.rawValue)  \($0.detail)", "       remedy: \($0.remedy)"]
      }
    case .unfilled(let places):
      shown.remark = "masked values without a value; a mask is never sent"
      shown.details = places.map { unfilled($0, item.key) }
    case .macros(let names):
      shown.remark =
        "macros that nothing there defines: " + names.map(\.string).joined(separator: ", ")
      shown.details = ["hint: make them with --create-macros --macro NAME=env:VARIABLE"]
    case .registries(let questions):
      shown.remark = "a registry has to be chosen"
      shown.details = questions.map(question)
    case .palette(let error):
      (shown.error, shown.code) = (error, Failure.code(of: error))
      shown.details = error.hint.map { ["hint: \($0)"] } ?? []
    case .failed(let error):
      let words = LiveErrorWords(error)
      (shown.error, shown.code) = (error, Code.error)
      shown.details = words.hint.map { ["hint: \($0)"] } ?? []
    }
    shown.members["details"] = .array(shown.details.map { .string(JSONString($0)) })
    return shown
  }

  private static func unfilled(_ place: FillResolution.Unfilled, _ key: ProfileKey) -> String {
    let path = place.mask.place?.path.map { " \($0)" } ?? ""
    let reference = place.reference.map { " from \($0)" } ?? ""
    return "\(place.mask.owner)\(path)\(reference): \(place.detail)"
  }

  private static func question(_ question: Rollout.RegistryQuestion) -> String {
    let names = question.offered.map { "'\($0)'" }.joined(separator: ", ")
    return "\(question.layer): the branch names '\(question.named)', Palette offers \(names); "
      + "choose one with '--registry SOURCE=TARGET'"
  }
}
