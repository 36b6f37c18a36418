/// What stands around every page.
struct FrameView {
  let title: String
  /// A part of the addresses of style and script, so that a new binary's are fetched anew.
  let assets: String
  let person: Person?
  let menu: [MenuItem]
  let csrf: String
  let notice: NoticeView?
  let body: String

  struct Person {
    let name: String
    let role: String
  }

  struct MenuItem {
    let title: String
    let href: String
    let isCurrent: Bool
  }
}

/// A word on what was just done, or why it was not.
struct Notice: Hashable, Sendable {
  enum Tone: String, Sendable {
    case good, bad, warn
  }

  let tone: Tone
  let text: String
  var hint: String?
}

/// A notice as the frame shows it.
struct NoticeView {
  let tone: String
  let isAlarm: Bool
  let text: String
  let hint: String?

  init(_ notice: Notice) {
    (tone, isAlarm) = (notice.tone.rawValue, notice.tone == .bad)
    (text, hint) = (notice.text, notice.hint)
  }
}
