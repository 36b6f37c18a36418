import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PackValues
import PaletteAPI
import ProfileRepository
import Profiles

/// Macros of a project, of the tenant and of the system: values kept outside git, names in the environment's facts, so that
/// validation knows them wherever it runs.
enum MacroEndpoints {
  static var routes: [Route] {
    let paths = [
      "/v1/projects/{uid}/macros", "/v1/tenants/{uid}/macros", "/v1/users/system/macros",
    ]
    return [
      .reading(.get, "/v1/clusterprofiles/macros", .readMacros) { tenant, _ in
        let scopes: [JSONString] = ["system", "tenant"] + own(tenant.scope)
        var visible: [JSONString: JSONString] = [:]
        for scope in scopes { visible.merge(try macros(tenant, scope)) { $1 } }
        return answer(visible, tenant, tenant.scope)
      }
    ] + paths.flatMap(routes)
  }

  private static func own(_ scope: Scope) -> [JSONString] {
    scope == .tenant ? [] : [JSONString(scope.description)]
  }

  private static func routes(at path: String) -> [Route] {
    [
      .reading(.get, path, .readMacros, in: .path) { tenant, inquiry in
        let place = try place(tenant, inquiry, .readMacros)
        return answer(try macros(tenant, place.name), tenant, place.scope)
      },
      changing(.post, path, "macros create") { present, given in
        if let name = given.keys.sorted().first(where: { present[$0] != nil }) {
          throw Refusal(
            .conflict, "MacroAlreadyExists", "there is a macro '\(name)' in this scope")
        }
        return present.merging(given) { $1 }
      },
      changing(.put, path, "macros replace") { _, given in given },
      changing(.patch, path, "macros update") { present, given in
        if let name = given.keys.sorted().first(where: { present[$0] == nil }) {
          throw Refusal.notFound("there is no macro '\(name)' in this scope")
        }
        return present.merging(given) { $1 }
      },
      changing(.delete, path, "macros delete") { present, given in
        present.filter { given[$0.key] == nil }
      },
    ]
  }

  private static func changing(
    _ method: HTTPRequest.Method, _ path: String, _ deed: String,
    _ combine:
      @escaping @Sendable ([JSONString: JSONString], [JSONString: JSONString]) throws
      -> [JSONString: JSONString]
  ) -> Route {
    .changing(method, path, .changeMacros, deed, in: .path) { tenant, inquiry, doing in
      let place = try place(tenant, inquiry, .changeMacros)
      let given = try given(inquiry)
      doing.deed = Deed(
        action: deed, environment: tenant.environment, scope: place.scope,
        subject: given.map(\.key.string).sorted().joined(separator: ", "))
      let present = try macros(tenant, place.name)
      let wanted = try combine(present, given)
      // A mask that comes back from a client that read it stands for what is there.
      let kept = wanted.reduce(into: [JSONString: JSONString]()) { kept, macro in
        let isMask = MaskedDefaults.isMask(macro.value)
        kept[macro.key] = isMask ? present[macro.key] ?? macro.value : macro.value
      }
      try write(kept, at: place.name, tenant, doing)
      return .nothing
    }
  }

  /// The macros of the body by name.
  private static func given(_ inquiry: Inquiry) throws -> [JSONString: JSONString] {
    var given: [JSONString: JSONString] = [:]
    for macro in try inquiry.wire(Macros.self).macros {
      if let violation = NameRule.violation(of: macro.name) {
        throw Refusal.badRequest("the name of a macro \(violation)")
      }
      guard given.updateValue(macro.text, forKey: macro.name) == nil else {
        throw Refusal.badRequest("two macros have the name '\(macro.name)'")
      }
    }
    return given
  }

  /// The scope that a path names, checked for the right to it.
  private static func place(
    _ tenant: Tenant, _ inquiry: Inquiry, _ action: Action
  ) throws -> (name: JSONString, scope: Scope) {
    let path = inquiry.call.request.uri.path
    var (name, scope): (JSONString, Scope) = ("tenant", .tenant)
    if path.hasPrefix("/v1/projects/") {
      scope = try Tenant.scope(
        inquiry.parameter("uid"), in: tenant.environment, tenant.projects)
      name = JSONString(scope.description)
    } else if path.hasPrefix("/v1/users/") {
      name = "system"
    } else if try inquiry.parameter("uid") != Uids.tenant(tenant.environment).string {
      throw Refusal.notFound("no tenant has this uid")
    }
    try tenant.principal.authorize(action, in: tenant.environment, scope)
    return (name, scope)
  }

  /// The macros of a scope: those whose names the facts know have an empty value where none is kept.
  private static func macros(
    _ tenant: Tenant, _ scope: JSONString
  ) throws -> [JSONString: JSONString] {
    let file = try MacroFile(of: tenant.environment, in: tenant.repository)
    var macros = file.values[scope] ?? [:]
    for name in tenant.state.holdings.macros?[scope] ?? [] where macros[name] == nil {
      macros[name] = ""
    }
    return macros
  }

  private static func answer(
    _ macros: [JSONString: JSONString], _ tenant: Tenant, _ scope: Scope
  ) -> Response {
    let mayRead = tenant.principal.may(.readMacroValues, in: tenant.environment, scope)
    let list = macros.sorted { $0.key < $1.key }.map { name, value in
      Macro(
        name: name, value: mayRead || value.isEmpty ? value : JSONString(ValuesText.mask))
    }
    return .json(Macros(list).value)
  }

  /// Keeps the values, then commits the names to the facts.
  private static func write(
    _ macros: [JSONString: JSONString], at scope: JSONString, _ tenant: Tenant, _ doing: Doing
  ) throws {
    let before = try MacroFile(of: tenant.environment, in: tenant.repository)
    var after = before
    after.set(macros, in: scope)
    if after.values != before.values { try after.save() }
    do {
      try tenant.renew(macros: Set(macros.keys), of: scope, doing)
    } catch {
      try before.save()
      throw error
    }
  }
}
