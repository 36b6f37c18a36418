import Reports

/// Text within HTML that is built here rather than by a template.
enum Markup {
  /// Safe as the content of an element and in a quoted attribute; controls but for tabs are visible.
  static func escaped(_ text: some StringProtocol) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t": result += "\t"
      default: result += PrintableText.escaped(String(scalar))
      }
    }
    return result
  }

  static func span(_ name: String, _ text: some StringProtocol) -> String {
    text.isEmpty ? "" : "<span class=\"\(name)\">\(escaped(text))</span>"
  }
}
