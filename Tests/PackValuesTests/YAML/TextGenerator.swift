/// Random values texts: a tree of collections and scalars, each written in one of the styles that YAML has for it.
struct TextGenerator {
  var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func text() -> String {
    var text = ""
    let documents = random.below(8) == 0 ? 1 + random.below(3) : 1
    for index in 0..<documents {
      if documents > 1 || random.below(10) == 0 { text += index == 0 ? "---\n" : "---  # next\n" }
      text += node(indent: 0, depth: 0)
    }
    if random.below(6) == 0 { text = text.replacing("\n", with: "\r\n") }
    if random.below(6) == 0, text.hasSuffix("\n") { text.removeLast() }
    return text
  }

  private mutating func node(indent: Int, depth: Int) -> String {
    random.below(3) == 0
      ? sequence(indent: indent, depth: depth) : mapping(indent: indent, depth: depth)
  }

  private mutating func mapping(indent: Int, depth: Int) -> String {
    var text = ""
    for index in 0..<(1 + random.below(4)) {
      text += filler(indent: indent)
      text += pad(indent) + key(index) + (random.below(9) == 0 ? " :" : ":")
      text += value(indent: indent, depth: depth, mayStayInPlace: true)
    }
    return text
  }

  private mutating func sequence(indent: Int, depth: Int) -> String {
    var text = ""
    for _ in 0..<(1 + random.below(3)) {
      text += filler(indent: indent)
      let gap = 1 + random.below(3)
      if depth < 4, random.below(3) == 0 {
        let inner = node(indent: indent + 1 + gap, depth: depth + 1)
        let lines = inner.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.first, first.contains(where: { $0 != " " }), !first.contains("#")
        else { continue }
        text += pad(indent) + "-" + inner.dropFirst(indent + 1)
      } else {
        text += pad(indent) + "-" + value(indent: indent, depth: depth, mayStayInPlace: false)
      }
    }
    return text.isEmpty ? pad(indent) + "- x\n" : text
  }

  private mutating func value(indent: Int, depth: Int, mayStayInPlace: Bool) -> String {
    switch random.below(depth < 4 ? 12 : 8) {
    case 0: return blank() + comment() + "\n"
    case 1: return " " + block(indent: indent)
    case 2: return " " + flow(depth: 0) + comment() + "\n"
    case 3: return " " + folded(indent: indent)
    case 8, 9, 10:
      let properties = random.below(12) == 0 ? " " + property() : ""
      let isFlat = mayStayInPlace && random.below(3) == 0
      let inner =
        isFlat
        ? sequence(indent: indent, depth: depth + 1)
        : node(indent: indent + 1 + random.below(4), depth: depth + 1)
      return properties + comment() + "\n" + inner
    case 11: return " " + property() + " " + scalar() + comment() + "\n"
    default: return blank() + scalar() + comment() + "\n"
    }
  }

  private mutating func blank() -> String { random.pick([" ", " ", " ", "  ", "   "]) }

  private mutating func comment() -> String {
    random.pick(["", "", "", "", " # why", "  # {{.spectro.macro.c}} 'x \"", " #", "  "])
  }

  private mutating func filler(indent: Int) -> String {
    random.pick([
      "", "", "", "", "", "", "\n", "# remark\n", pad(indent) + "# a: b\n", "  \n",
      pad(indent) + "{{- if .Values.x }}\n", "{{ end }}\n",
    ])
  }

  private mutating func key(_ index: Int) -> String {
    let name = random.pick(["key", "a.b/c-d", "_", "größe", "x y", "{{.spectro.macro.k}}"])
    switch random.below(7) {
    case 0: return "\"\(name)\(index)\""
    case 1: return "'\(name)\(index)'"
    default: return "\(name)\(index)"
    }
  }

  private mutating func property() -> String {
    random.pick(["&anchor", "!tag", "!!str", "!!int", "&b !!float", "! &c", "!a/b:c"])
  }

  mutating func scalar() -> String {
    random.pick([
      "value", "12", "0x1F", "-1.5e+3", "true", "~", "null", "a b  c", "2001-12-14",
      "http://a:80/b#c",
      "it's", "a\"b", "********", "'********'", "\"********\"", "{{.spectro.macro.x}}",
      "{{ .spectro.var.y | default \"}} # : no\" }}", "pre-{{ .a }}-post",
      "\"{{ default \\\"x\\\" }}\"",
      "'{{ a ''b'' }}: c'", "\"esc \\n\\t\\u00e9\\x41 \\\"\"", "'sin''gle'", "\"\"", "''", "[]",
      "{}", "ü",
      "-x", "?x", ":x", "a: b", "- a", "*alias", "*anchor", "{{ open", "%x", "@x", "a#b", "a,b",
      "[a", "}",
      "\"a\"b", "'x' # y", "..", "--- a", "x:", "!", "&", "|x", ">", "| #",
    ])
  }

  private mutating func block(indent: Int) -> String {
    var header = random.pick(["|", ">"]) + random.pick(["", "", "-", "+"])
    let step = 1 + random.below(3)
    if random.below(5) == 0 { header += "\(step)" }
    var text = header + random.pick(["", "", " # c"]) + "\n"
    for _ in 0..<random.below(5) {
      let extra = random.pick(["", "", "", "  ", "\t"])
      let line = random.pick([
        "text", "{{ .a }}", "{{ if x }}", "# no comment", "- a: b", "********", "", "", "'open",
        "é",
      ])
      text += line.isEmpty ? random.pick(["\n", " \n"]) : pad(indent + step) + extra + line + "\n"
    }
    return text
  }

  private mutating func folded(indent: Int) -> String {
    let mark = random.pick(["", "", "\"", "'"])
    var text = mark + "begin"
    for _ in 0..<(1 + random.below(3)) {
      text += random.pick(["", "", " ", "\\"]) + "\n" + random.pick(["", "", "\n", "  \n"])
      text +=
        pad(indent + random.below(4))
        + random.pick(["more", "- x", "{{ a }} b", "#x", "a:b", "\"", "'"])
    }
    return text + mark + comment() + "\n"
  }

  private mutating func flow(depth: Int) -> String {
    guard depth < 3 else { return flowScalar() }
    let items = (0..<random.below(4)).map { index in
      switch random.below(5) {
      case 0: return flow(depth: depth + 1)
      case 1:
        return random.pick(["k\(index): ", "\"k\(index)\":", "k\(index) : "])
          + flow(depth: depth + 1)
      case 2: return "k\(index): " + flowScalar()
      default: return flowScalar()
      }
    }
    let gap = random.pick(["", " ", "\n        ", " # c\n          "])
    let body = items.joined(separator: "," + gap) + random.pick(["", "", ",", gap])
    return random.below(2) == 0 ? "[" + body + "]" : "{" + gap + body + "}"
  }

  private mutating func flowScalar() -> String {
    random.pick([
      "a", "1", "\"q, ]\"", "'s: }'", "{{ .a }}", "x y", "********", "a:b", "\"********\"", "-1",
      "é",
      "*anchor", "&d x", "!!str 1", "", "-", "a#b", "\"two\n           lines\"",
    ])
  }

  private func pad(_ count: Int) -> String { String(repeating: " ", count: count) }
}

struct SeededRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
