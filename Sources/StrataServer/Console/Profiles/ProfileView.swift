/// One profile version.
struct ProfileView: PageView {
  static let template = "profile"
  let title: String
  let environment: String
  let environmentHref: String
  let scope: String
  let scopeHref: String
  let name: String
  let version: String
  let description: String?
  let promoteHref: String?
  let compareHref: String
  let exportHref: String
  let exportYAMLHref: String
  let past: Past?
  let versions: [Version]
  let type: String
  let cloud: String
  let labels: [String]
  let toFill: Int?
  let maskedHref: String
  let digest: String
  let shortDigest: String
  let hold: String?
  let layerCount: String
  let stack: [Slab]
  let layer: LayerView?
  let variablesLine: String?
  let hasVariables: Bool
  let variables: [VariableRow]
  let history: [LogEntry]
  let historyHref: String

  /// Said where the version shown is not the newest state.
  struct Past: Sendable {
    let commit: String
    let href: String
  }

  struct Version: Sendable {
    let text: String
    let href: String
    let isCurrent: Bool
  }

  /// A layer as it stands in the stack, top first.
  struct Slab: Sendable {
    let href: String
    let isCurrent: Bool
    let tone: String
    let kind: String
    let name: String
    let version: String
    let toFill: Int?
  }

  struct VariableRow: Sendable {
    let name: String
    let format: String
    let value: String
    let isHidden: Bool
    let rules: String
  }
}

/// One layer with its texts.
struct LayerView: Sendable {
  let title: String
  let layerName: String
  let pack: String
  let version: String
  let registry: String
  let packType: String?
  let editHref: String?
  let texts: [Text]

  struct Text: Sendable {
    let title: String
    let lines: String
    let masks: String?
    let isEmpty: Bool
    /// Markup, escaped where it was made.
    let html: String
  }
}

/// One commit in a list of them.
struct LogEntry: Sendable {
  let subject: String
  let href: String
  let commit: String
  let author: String
  let date: String
  let age: String
  let from: String?
  let diffHref: String?
  let isHere: Bool
}
