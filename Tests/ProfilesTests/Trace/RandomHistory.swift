import CanonicalJSON
import PackValues
import ProfileFixtures
import Profiles

/// Versions of a document that come from each other by random edits, the newest first.
struct RandomHistory {
  private var random: Dice
  private var layers: [(name: String, version: Int, lines: [String])]

  /// Texts without anchors, tags and brackets over several lines, as most are; other seeds have those too.
  private let isPlain: Bool

  init(seed: UInt64) {
    random = Dice(state: seed)
    isPlain = seed % 3 != 0
    layers = []
    for name in ["alpha", "beta", "alpha"] { layers.append((name, 1, start())) }
  }

  mutating func versions(_ count: Int) throws -> [[UInt8]] {
    var versions = [try document()]
    while versions.count < count {
      for _ in 0...(random.below(4) / 3) { edit() }
      let next = try document()
      if next != versions[0] { versions.insert(next, at: 0) }
    }
    return versions
  }

  private func document() throws -> [UInt8] {
    try Fixture(
      layers: layers.map { layer in
        Fixture.layer(
          JSONString(layer.name), version: JSONString("1.0.\(layer.version)"),
          values: JSONString(layer.lines.joined(separator: "\n")))
      }
    ).document().stored
  }

  private mutating func start() -> [String] {
    ["# text", "pack:", "  namespace: web", "charts:"] + (0..<6).map { _ in line() } + [
      "list:", "  - name: a", "    size: 1", "  - name: b", "    size: 2", "args:", "  - one",
      "  - two",
      "items:", "  - size: 1", "    mode: x", "  - size: 2", "    mode: x", "file: |",
      "  key: value",
      "  other: value", "quoted: \"one", "  two: three", "  four\"",
      isPlain ? "flow: {a: 1, b: 2}" : "flow: {a: 1,",
      isPlain ? "# end" : "  b: 2}", "last: 1",
    ]
  }

  private static let words = [
    "name", "size", "mode", "path", "extra", "deep", "list", "key", "charts",
  ]
  private static let values = [
    "1", "2", "\"1\"", "'1'", "true", "x", "two words", "a/b:c", "\"a, b\"", "3.5", "z", "\"q\"",
    "\"********\"", "{{.spectro.macro.m}}",
    "[a, b]", "&x 1",
    "*x", "|", "", "a # note", "\"a: b\"", "!tag 1", "\"{\"", "null", "~", "\"it's\"", "1,",
  ]
  private static let leads = ["  ", "  ", "    ", "", "- ", "  - ", "    - "]

  private mutating func line() -> String {
    let lead = random.below(3) == 0 ? random.pick(Self.leads) : "  "
    let number = random.below(4)
    return lead + random.pick(Self.words) + "\(number): " + value()
  }

  private mutating func value() -> String {
    isPlain && random.below(8) > 0
      ? random.pick(Array(Self.values.prefix(12))) : random.pick(Self.values)
  }

  private mutating func edit() {
    let index = random.below(layers.count)
    switch random.below(40) {
    case 0: layers[index].version += 1
    case 1: layers[index].name = random.pick(["alpha", "beta", "int--alpha"])
    case 2 where layers.count > 1: layers.remove(at: index)
    case 3 where layers.count < 5: layers.append(("beta", 1, start()))
    case 4:
      layers[index].lines.insert(
        "  spectrocloud.com/display-name: n\(random.below(2))",
        at: min(2, layers[index].lines.count))
    default: editLines(of: index)
    }
  }

  private mutating func editLines(of index: Int) {
    var lines = layers[index].lines
    let place = random.below(lines.count)
    switch random.below(14) {
    case 0: lines.insert(line(), at: place)
    case 1 where lines.count > 3: lines.remove(at: place)
    case 2: lines[place] = line()
    case 3: lines.insert(lines[place], at: place)
    case 4: lines.insert("# comment \(random.below(100))", at: place)
    case 5: lines[place] = "  " + lines[place]
    case 6: lines.swapAt(place, random.below(lines.count))
    case 7:
      let copy = Array(lines[place..<min(lines.count, place + 2)])
      lines.insert(contentsOf: copy, at: random.below(lines.count))
    default: lines[place] = revalued(lines[place])
    }
    // most versions are YAML, or there would be little to follow
    let isYAML = (try? TextTrace(Array(lines.joined(separator: "\n").utf8))) != nil
    if isYAML || random.below(20) == 0 { layers[index].lines = lines }
  }

  /// The same key with another value, as most edits are.
  private mutating func revalued(_ line: String) -> String {
    guard let colon = line.firstIndex(of: ":") else { return line + "x" }
    return line[...colon] + " " + value()
  }
}

/// A small generator of the same numbers every time.
struct Dice {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }

  mutating func pick(_ from: [String]) -> String { from[below(from.count)] }
}
