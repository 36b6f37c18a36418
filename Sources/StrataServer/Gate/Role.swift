/// What somebody may do, in three steps; each holds what the one before it holds.
public enum Role: String, Hashable, Sendable, CaseIterable, Comparable {
  /// Looks at everything but the values of macros.
  case viewer
  /// Writes profiles and macros too.
  case editor
  /// Makes and removes projects too, and changes what an environment is set to.
  case admin

  public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .viewer: 0
    case .editor: 1
    case .admin: 2
    }
  }
}

/// What a request does, as far as rights are concerned.
enum Action: Hashable, Sendable, CaseIterable {
  case readProfiles
  case changeProfiles
  case readMacros
  /// The values themselves; without it they appear as masks.
  case readMacroValues
  case changeMacros
  /// Registries and packs.
  case readCatalog
  case readProjects
  case changeProjects
  /// Protection, promotion order, ignore rules, facts.
  case changeSettings

  /// The least role that may do it, within its scope.
  var leastRole: Role {
    switch self {
    case .readProfiles, .readMacros, .readCatalog, .readProjects: .viewer
    case .changeProfiles, .changeMacros: .editor
    case .readMacroValues, .changeProjects, .changeSettings: .admin
    }
  }

  /// Whether it is about a whole environment, so that somebody who is bound to a project may read it but not change it.
  var isShared: Bool {
    switch self {
    case .readCatalog, .readProjects, .changeProjects, .changeSettings: true
    case .readProfiles, .changeProfiles, .readMacros, .readMacroValues, .changeMacros: false
    }
  }
}
