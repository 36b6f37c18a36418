import CanonicalJSON

/// A text as a form sends it, with the line ends that it had before.
///
/// Browsers send every line end of a text field as CR LF. A text that had none but LF, or none but CR LF, gets its own back.
struct SentText {
  let text: JSONString

  /// Nil where the text before mixes line ends, so that a form cannot carry it byte for byte.
  init?(_ sent: String, insteadOf before: JSONString) {
    let (feeds, returns) = (before.utf8.count { $0 == 0x0A }, before.utf8.count { $0 == 0x0D })
    let pairs = zip(before.utf8, before.utf8.dropFirst()).count { $0 == (0x0D, 0x0A) }
    guard returns == pairs, pairs == 0 || pairs == feeds else { return nil }
    var bytes: [UInt8] = []
    var rest = Array(sent.utf8)[...]
    while let byte = rest.popFirst() {
      let isEnd = byte == 0x0D || byte == 0x0A
      if byte == 0x0D, rest.first == 0x0A { rest = rest.dropFirst() }
      bytes += !isEnd ? [byte] : pairs > 0 ? [0x0D, 0x0A] : [0x0A]
    }
    text = JSONString(utf8: bytes)
  }
}
