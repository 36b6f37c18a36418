/// A tree made up by dice: keys tell what stands at them, so that two trees can be laid on each other.
///
/// `m…` holds a mapping, `n…` a list of named items, `l…` a list of words, `s…` a scalar.
indirect enum SampleTree: Equatable {
  case word(String)
  case number(Int)
  case nothing
  case mapping([(key: String, value: SampleTree)])
  /// Items that are mappings with a unique `name`.
  case named([(name: String, rest: SampleTree)])
  case words([String])

  static func == (left: SampleTree, right: SampleTree) -> Bool {
    left.flow(name: nil) == right.flow(name: nil)
  }

  static func mapping(_ dice: inout Dice, depth: Int = 0) -> SampleTree {
    var entries: [(key: String, value: SampleTree)] = []
    for letter in ["s", "s", "m", "n", "l", "s"] {
      let key = letter + String(dice.roll(6))
      guard !entries.contains(where: { $0.key == key }), depth < 3 || letter == "s" else {
        continue
      }
      entries.append((key, value(for: key, &dice, depth: depth + 1)))
    }
    return .mapping(dice.oneIn(8) && depth > 0 ? [] : entries)
  }

  static func value(for key: String, _ dice: inout Dice, depth: Int) -> SampleTree {
    switch key.first {
    case "m": return mapping(&dice, depth: depth)
    case "n":
      let names = ["a", "b", "c", "d", "e"].shuffled(using: &dice).prefix(dice.roll(5))
      return .named(names.map { ($0, mapping(&dice, depth: depth + 1)) })
    case "l": return .words((0..<dice.roll(6)).map { _ in "w\(dice.roll(4))" })
    default: return scalar(&dice)
    }
  }

  static func scalar(_ dice: inout Dice) -> SampleTree {
    switch dice.roll(5) {
    case 0: .nothing
    case 1: .number(dice.roll(30))
    case 2: .word(String(dice.roll(30)))
    case 3: .word("line\nand: \(dice.roll(9)), more")
    default: .word("it's \(dice.roll(9))")
    }
  }

  /// A tree with a few things set, added, deleted and moved.
  func edited(_ dice: inout Dice) -> SampleTree {
    switch self {
    case .word, .number, .nothing: return dice.oneIn(6) ? Self.scalar(&dice) : self
    case .words(var words):
      if dice.oneIn(3) { words.insert("w\(dice.roll(4))", at: dice.roll(words.count + 1)) }
      if dice.oneIn(3), !words.isEmpty { words.remove(at: dice.roll(words.count)) }
      return .words(words)
    case .named(let items):
      var items = items.filter { _ in !dice.oneIn(6) }
        .map { (name: $0.name, rest: $0.rest.edited(&dice)) }
      if dice.oneIn(5) { items.shuffle(using: &dice) }
      if dice.oneIn(4) { items.append(("z", Self.mapping(&dice, depth: 3))) }
      return .named(items.filter { item in item.name != "z" || items.last?.name == "z" }.unique)
    case .mapping(let entries):
      var entries = entries.filter { _ in !dice.oneIn(8) }
        .map { (key: $0.key, value: $0.value.edited(&dice)) }
      let key = ["s", "m", "l", "n"][dice.roll(4)] + String(dice.roll(9))
      if dice.oneIn(3), !entries.contains(where: { $0.key == key }) {
        entries.append((key, Self.value(for: key, &dice, depth: 3)))
      }
      return .mapping(entries)
    }
  }
}

extension [(name: String, rest: SampleTree)] {
  fileprivate var unique: Self {
    var seen: Set<String> = []
    return filter { seen.insert($0.name).inserted }
  }
}
