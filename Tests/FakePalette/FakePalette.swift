public import CanonicalJSON
internal import PaletteAPI
public import Profiles
internal import Synchronization

/// A Palette in memory, on loopback: as much of it as a client needs, and faults where a test wants them.
public final class FakePalette: Sendable {
  public static let key = "fake-palette-key-4711"

  let state = Mutex(FakeState())
  private let server = Mutex<FakeServer?>(nil)

  /// Starts with a tenant, the project `payments` and the registry `Public Repo`.
  public init() async throws {
    let started = try await FakeServer { [weak self] request in
      self?.answer(request) ?? FakeAnswer(503)
    }
    server.withLock { $0 = started }
  }

  public var address: String { server.withLock { $0?.address } ?? "" }
  public var requests: [FakeRequest] { server.withLock { $0?.requests } ?? [] }

  /// How often a call came: `POST /v1/clusterprofiles/import`.
  public func count(of call: String) -> Int {
    requests.count { "\($0.method) \($0.path)" == call }
  }

  public func stop() async { await server.withLock { $0 }?.stop() }

  /// Puts a profile there; its uid.
  @discardableResult
  public func put(_ document: ProfileDocument, project: String? = nil) -> JSONString {
    state.withLock { $0.put(document, project.map { JSONString("uid-of-\($0)") }, nil) }
  }

  /// The documents there, with what they hide, by uid.
  public var documents: [JSONString: ProfileDocument] {
    state.withLock { $0.profiles.mapValues(\.document) }
  }

  public func remove(_ uid: JSONString) { state.withLock { $0.profiles[uid] = nil } }

  public func isPublished(_ uid: JSONString) -> Bool {
    state.withLock { $0.profiles[uid]?.isPublished ?? false }
  }

  /// The macros of the tenant or of a project.
  public func macros(of project: String? = nil) -> [JSONString: JSONString] {
    state.withLock { $0.macros[FakeState.macroScope(project)] ?? [:] }
  }

  public func setMacros(_ macros: [JSONString: JSONString], of project: String? = nil) {
    state.withLock { $0.macros[FakeState.macroScope(project)] = macros }
  }

  /// Which registries hold a pack, each with its versions.
  public func hold(_ pack: JSONString, in registry: JSONString, versions: [JSONString]) {
    state.withLock { $0.hold(pack, in: registry, versions) }
  }

  /// What happens to the next calls of a kind instead of what should.
  public enum Fault: Sendable {
    /// This answer, and nothing done.
    case instead(FakeAnswer)
    /// Done, and then this answer.
    case after(FakeAnswer)
  }

  /// Lets the next calls fail whose method and path end like this: `POST import`.
  public func fail(_ call: String, times: Int = 1, _ fault: Fault) {
    state.withLock { $0.faults.append((call, times, fault)) }
  }

  private func answer(_ request: FakeRequest) -> FakeAnswer {
    state.withLock { state in
      guard request.headers["apikey"] == Self.key else {
        return FakeState.refusal(401, "Unauthorized", "the key is not known")
      }
      let fault = state.takeFault("\(request.method) \(request.path)")
      if case .instead(let answer)? = fault { return answer }
      let answer = state.answer(request)
      if case .after(let broken)? = fault { return broken }
      return answer
    }
  }
}

extension FakeState {
  mutating func takeFault(_ call: String) -> FakePalette.Fault? {
    let words = call.split(separator: " ", maxSplits: 1)
    let index = faults.firstIndex { fault in
      let wanted = fault.call.split(separator: " ", maxSplits: 1)
      return wanted[0] == words[0] && words[1].hasSuffix(wanted[1])
    }
    guard let index else { return nil }
    let fault = faults[index].fault
    faults[index].times -= 1
    if faults[index].times == 0 { faults.remove(at: index) }
    return fault
  }
}
