import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PaletteAPI
import ProfileRepository
import Profiles

/// The variables of a profile: all replaced, some changed, some removed.
enum VariableChanging {
  private static let path = "/v1/clusterprofiles/{uid}/variables"

  static var routes: [Route] {
    [
      .changing(.put, path, .changeProfiles, "variables replace") { tenant, inquiry, doing in
        try change(tenant, inquiry, &doing) { _, new in new }
      },
      .changing(.patch, path, .changeProfiles, "variables update") { tenant, inquiry, doing in
        try change(tenant, inquiry, &doing) { old, new in
          old.map { variable in new.first { $0["name"] == variable["name"] } ?? variable }
            + new.filter { added in !old.contains { $0["name"] == added["name"] } }
        }
      },
      .changing(.delete, path, .changeProfiles, "variables delete", delete),
    ]
  }

  private static func change(
    _ tenant: Tenant, _ inquiry: Inquiry, _ doing: inout Doing,
    _ combine: ([JSONObject], [JSONObject]) -> [JSONObject]
  ) throws -> Response {
    let new = try inquiry.wire(Variables.self).variables
    if Set(new.map { $0["name"] }).count != new.count {
      throw Refusal.badRequest("two variables have one name")
    }
    try tenant.change(inquiry, &doing) { found in
      let old = found.document.profile.variables.map(\.definition)
      let kept = new.map { keepingMask($0, old) }
      try refuseNewMasks(kept, old)
      let all = combine(old, kept).map(JSONValue.object)
      return found.document.value.setting(.array(all), at: Paths.variables)
    }
    return .nothing
  }

  private static func delete(
    _ tenant: Tenant, _ inquiry: Inquiry, _ doing: inout Doing
  ) throws -> Response {
    let names = Set(try inquiry.wire(VariableNames.self).variables)
    try tenant.change(inquiry, &doing) { found in
      let left = found.document.profile.variables.filter { !names.contains($0.name) }
      let all = left.map { JSONValue.object($0.definition) }
      return found.document.value.setting(.array(all), at: Paths.variables)
    }
    return .nothing
  }

  /// A mask that comes back from a client that read it stands for what is there.
  private static func keepingMask(_ variable: JSONObject, _ old: [JSONObject]) -> JSONObject {
    guard MaskedDefaults.isMask(variable["defaultValue"]?.text),
      let before = old.first(where: { $0["name"] == variable["name"] })
    else { return variable }
    var kept = variable
    kept["defaultValue"] = before["defaultValue"]
    return kept
  }

  private static func refuseNewMasks(
    _ variables: [JSONObject], _ old: [JSONObject]
  ) throws(Refusal) {
    for variable in variables where MaskedDefaults.isMask(variable["defaultValue"]?.text) {
      let wasThere = old.contains {
        $0["name"] == variable["name"] && $0["defaultValue"] == variable["defaultValue"]
      }
      if wasThere { continue }
      throw Refusal.badRequest(
        "Variable '\(variable["name"]?.text ?? "")' default value should not be masked",
        code: "InvalidClusterProfileVariable")
    }
  }
}
