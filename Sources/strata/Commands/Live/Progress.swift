import Git
import Reports

/// How far a long command is, on standard error: a bar on a terminal, else a line at each quarter; nothing where it is short.
final class Progress {
  private let title: String
  private let isTerminal: Bool
  private var total = 0
  private var done = 0
  private var isShown = false

  init(_ title: String) {
    self.title = title
    isTerminal = StandardStream.error.isTerminal
  }

  func begin(_ total: Int) { self.total = total }

  func step() { update(done + 1, of: total) }

  func update(_ done: Int, of total: Int) {
    let before = self.done
    (self.done, self.total) = (done, total)
    if isTerminal {
      draw()
    } else if total >= 20, done * 4 / total > before * 4 / total {
      Console.note("\(title): \(done) of \(total)")
    }
  }

  /// Takes the bar away, so that something else can be said.
  func clear() {
    if isShown { try? StandardStream.error.write("\r\u{1B}[K") }
    isShown = false
  }

  private func draw() {
    guard total > 0 else { return }
    let width = 30
    let filled = min(width, done * width / total)
    let bar =
      String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
    try? StandardStream.error.write("\r\u{1B}[K[\(bar)] \(done)/\(total) \(title)")
    isShown = true
  }
}
