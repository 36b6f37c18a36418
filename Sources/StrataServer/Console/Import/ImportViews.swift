/// What stands around every step of an import.
struct ImportFrame: Sendable {
  /// The page behind the panel, as markup.
  let behind: String
  let closeHref: String
  let subtitle: String
  let steps: [Step]
  let backHref: String
  let draft: String
  let environment: String
  let problem: ProblemView?
  let maskedNote: String?
  let note: String?

  struct Step: Sendable {
    let text: String
    let tone: String
    let isCurrent: Bool
    let isLink: Bool
    let href: String
  }
}

/// A page within the panel: its own values, then those of the frame around it.
protocol ImportStepView: PageView {
  var frame: ImportFrame { get }
}

extension ImportStepView {
  var title: String { "Import Cluster Profile" }
}

struct ImportFileView: ImportStepView {
  static let template = "import-file"
  let frame: ImportFrame
  let scopes: [Option]
  let hasDrafts: Bool
  let drafts: [Draft]
  let pasted: String
  let sources: [Option]

  struct Draft: Sendable {
    let href: String
    let name: String
    let target: String
    let age: String
  }
}

struct ImportEditView: ImportStepView {
  static let template = "import-edit"
  let frame: ImportFrame
  let isValid: Bool
  let mayContinue: Bool
  let name: String
  let version: String
  let isDuplicate: Bool
  let duplicate: String
  let duplicateHref: String?
  let groups: [Group]
  let textHint: String
  let text: String

  /// The findings on one layer, or on the whole.
  struct Group: Sendable {
    let title: String
    let tone: String
    let findings: [FindingView]
  }
}

struct ImportRegistriesView: ImportStepView {
  static let template = "import-registries"
  let frame: ImportFrame
  let choices: [Choice]
  let hasFixed: Bool
  let fixedCount: String
  let fixed: [Fixed]

  struct Choice: Sendable {
    let number: Int
    let pack: String
    let packName: String
    let version: String
    let layer: String
    let source: String?
    let options: [Option]
  }

  struct Fixed: Sendable {
    let pack: String
    let version: String
    let registry: String
  }
}

struct ImportFillsView: ImportStepView {
  static let template = "import-fills"
  let frame: ImportFrame
  let places: [Place]

  struct Place: Sendable {
    let id: Int
    let key: String
    let owner: String
    let path: String?
    let words: String
    let fill: String?
    let mayFill: Bool
    let cannot: String?
    let kinds: [Option]
    let name: String
  }
}

struct ImportReviewView: ImportStepView {
  static let template = "import-review"
  let frame: ImportFrame
  let targets: [Target]
  let hasMessage: Bool
  let message: String
  let mayConfirm: Bool

  struct Target: Sendable {
    let number: Int
    let title: String
    let tone: String
    let verdict: String
    let findings: [FindingView]
    let moves: [String]
    /// Markup, escaped where it was made.
    let difference: String
  }
}
