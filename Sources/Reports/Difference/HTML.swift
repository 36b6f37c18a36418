/// Text within HTML.
enum HTML {
  /// Safe as the content of an element and in a quoted attribute; controls are visible.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in PrintableText.escaped(text) {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.append(character)
      }
    }
    return result
  }

  /// An element with its content, which is HTML already.
  static func element(_ name: String, _ attributes: String = "", _ content: String) -> String {
    "<\(name)\(attributes.isEmpty ? "" : " " + attributes)>\(content)</\(name)>"
  }

  /// A whole page that asks for nothing from anywhere.
  static func page(title: String, _ body: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>\(escaped(title))</title>
    <style>
    \(style)
    </style>
    </head>
    <body>
    \(body)
    </body>
    </html>

    """
  }

  private static let style = """
    :root { color-scheme: light dark; --line: #d0d7de; --soft: #59636e; --add: #1a7f37; --gone: #d1242f;
      --change: #9a6700; --move: #0969da; --mask: #8250df; --paper: #f6f8fa; }
    @media (prefers-color-scheme: dark) { :root { --line: #3d444d; --soft: #9198a1; --add: #3fb950;
      --gone: #f85149; --change: #d29922; --move: #4493f8; --mask: #ab7df8; --paper: #151b23; } }
    body { font: 15px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
    h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1.1rem; margin: 0; display: inline; }
    .soft { color: var(--soft); } .risk { border-left: 4px solid var(--gone); padding: .4rem .8rem; background: var(--paper); }
    table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
    th { text-align: left; font-weight: 600; color: var(--soft); }
    th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
    td.mark { width: 1.2rem; font-weight: 700; } td.place { width: 40%; }
    code, pre { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
    pre { margin: .3rem 0; padding: .5rem .8rem; background: var(--paper); overflow-x: auto; white-space: pre-wrap; }
    details { border: 1px solid var(--line); border-radius: 6px; padding: .6rem .9rem; margin: .8rem 0; }
    summary { cursor: pointer; } h3 { font-size: 1rem; margin: .8rem 0 0; }
    .added { color: var(--add); } .removed, .alarm { color: var(--gone); } .changed { color: var(--change); }
    .moved { color: var(--move); } .unknown { color: var(--mask); }
    """
}
