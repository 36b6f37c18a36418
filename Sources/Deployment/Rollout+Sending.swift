public import CanonicalJSON
public import Palette
internal import PaletteAPI
internal import Profiles

extension Rollout {
  /// What became of one profile version.
  public enum Outcome: Sendable {
    case skipped(uid: JSONString)
    case made(uid: JSONString)
    /// Its answer was lost; the live side was looked at, and there it is.
    case found(uid: JSONString)
    case replaced(uid: JSONString)
    case refused(Refusal)

    /// What the live side knows it by; nil where it was refused.
    public var uid: JSONString? {
      switch self {
      case .skipped(let uid), .made(let uid), .found(let uid), .replaced(let uid): uid
      case .refused: nil
      }
    }
  }

  /// Carries a plan out: macros, then infrastructure, then add-ons; one that fails is a result, and the rest goes on.
  ///
  /// - Parameter report: told each result, those of one kind in the order of the keys.
  public func carryOut(
    _ plan: RolloutPlan, _ client: PaletteClient,
    report: (Item, Outcome) async throws -> Void
  ) async throws {
    var failures: [Scope: any Error] = [:]
    for (scope, macros) in plan.values.sorted(by: { $0.key < $1.key }) where !macros.isEmpty {
      do { try await make(macros, in: scope, plan, client) } catch { failures[scope] = error }
      try Task.checkCancellation()
    }
    let blocked = failures
    for isAddOn in [false, true] {
      let items = plan.items.filter { ($0.document.profile.type == "add-on") == isAddOn }
      try await concurrently(items, atOnce: 4) { item in
        if !item.needs.isEmpty, let failure = blocked[item.key.scope] ?? blocked[.tenant] {
          return Outcome.refused(Refusal(failure))
        }
        return try await send(item, plan.scopes, client)
      } report: { item, result in
        switch result {
        case .success(let result): try await report(item, result)
        case .failure(let error): try await report(item, .refused(Refusal(error)))
        }
      }
    }
  }

  /// Makes macros; after a lost answer it looks whether they are there.
  private func make(
    _ macros: [(name: JSONString, value: Secret)], in scope: Scope, _ plan: RolloutPlan,
    _ client: PaletteClient
  ) async throws {
    let scope = try plan.scopes.macroScope(of: scope)
    do { try await client.addMacros(macros, to: scope) } catch let error as PaletteError {
      guard error.code == .unreachable || error.code == .badAnswer else { throw error }
      let there = Set(try await client.macroNames(of: scope))
      if !there.isSuperset(of: macros.map(\.name)) { throw error }
    }
  }

  private func send(
    _ item: Item, _ scopes: LiveScopes, _ client: PaletteClient
  ) async throws -> Outcome {
    let project = try scopes.project(of: item.key.scope)
    switch item.step {
    case .skip(let uid): return .skipped(uid: uid)
    case .refused(let refusal): return .refused(refusal)
    case .make:
      let document = item.document
      let imported = try await client.importProfile(
        document, publish: publishes, in: project, secrets: item.secrets
      ) { document.isSame(as: $0) }
      switch imported {
      case .made(let uid): return .made(uid: uid)
      case .found(let uid):
        let isPublished = try await client.profile(uid, in: project).status.isPublished
        if publishes && !isPublished { try await client.publish(uid, in: project) }
        return .found(uid: uid)
      }
    case .replace(let uid):
      try await InPlaceUpdate(
        of: uid, in: project, to: item.document, secrets: item.secrets, expecting: item.live
      ).run(client, publishes: publishes)
      return .replaced(uid: uid)
    }
  }
}
