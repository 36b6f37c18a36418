internal import CanonicalJSON
internal import PackValues
internal import Profiles

/// One text of a layer in `profile-diff/1`.
struct TextJSON {
  private let change: TextChange
  private let isFull: Bool
  private let options: DifferenceReport.Options

  init(_ change: TextChange, isFull: Bool, _ options: DifferenceReport.Options) {
    (self.change, self.isFull, self.options) = (change, isFull, options)
  }

  var value: JSONValue {
    var manifest: JSONValue?
    if case .manifest(let name) = change.place { manifest = .string(name) }
    return Build.object([
      "place": Build.string(manifest == nil ? "values" : "manifest"), "manifest": manifest,
      "change": Build.string(change.kind.rawValue), "comparedBy": basis,
      "removedLines": Build.number(change.removedLines),
      "addedLines": Build.number(change.addedLines),
      "unchanged": Build.number(change.unchangedCount),
      "count": isFull ? nil : Build.number(change.values.count),
      "values": isFull ? .array(change.values.map(Self.value)) : nil,
      "hunks": isFull ? .array(change.hunks.map(Self.hunk)) : nil,
      "masks": isFull ? .array(change.maskedLines.map(Self.hidden)) : nil,
      "presets": isFull ? change.presets.map(FieldJSON.value) : nil,
      "duplicates": isFull ? .array(change.duplicates.map(Self.duplicate)) : nil,
      "lists": isFull && options.explains
        ? .array(ListIdentities(change.values.map(\.path)).lines.map(Build.string)) : nil,
    ])
  }

  private var basis: JSONValue {
    guard case .lines(let reason, let isNew) = change.basis else {
      return Build.object(["by": Build.string("paths")])
    }
    return Build.object([
      "by": Build.string("lines"), "side": Build.string(isNew ? "to" : "from"),
      "code": Build.string(reason.code.rawValue), "reason": Build.string(reason.detail),
      "line": (reason.place?.line).map(Build.number),
      "column": (reason.place?.column).map(Build.number),
    ])
  }

  private static func value(_ change: ValueChange) -> JSONValue {
    let isHidden = [change.from, change.to].contains { $0 == .masked || $0 == .hidden }
    return Build.object([
      "path": change.path.json, "change": Build.string(change.kind.rawValue),
      "from": text(change.from), "fromType": type(change.from),
      "to": text(change.to), "toType": type(change.to),
      "sensitive": change.isSensitive || isHidden || change.mask != nil ? .bool(true) : nil,
      "mask": change.mask.map { Build.string($0.rawValue) },
      "line": (change.place?.line).map(Build.number),
      "text": change.text.map(edit),
      "after": change.kind == .moved
        ? change.after.map { ValuesPath([$0]).json.elements?.first ?? .null } ?? .null : nil,
    ])
  }

  private static func text(_ leaf: ShownLeaf?) -> JSONValue? {
    guard case .value(let text, let type)? = leaf else { return nil }
    return switch type {
    case .emptyMapping: Build.object([:])
    case .emptySequence: .array([])
    default: .string(text)
    }
  }

  private static func type(_ leaf: ShownLeaf?) -> JSONValue? {
    guard case .value(_, let type)? = leaf else { return nil }
    return Build.string(type.rawValue)
  }

  private static func edit(_ text: TextEdit) -> JSONValue {
    Build.object([
      "removedLines": Build.number(text.removedLines),
      "addedLines": Build.number(text.addedLines), "hunks": .array(text.hunks.map(hunk)),
      "masks": .array(text.masks.map(hidden)),
    ])
  }

  private static func duplicate(_ key: ValuesTree.DuplicateKey) -> JSONValue {
    Build.object(["path": key.path.json, "line": Build.number(key.place.line)])
  }

  private static func hunk(_ hunk: LineHunk) -> JSONValue {
    Build.object([
      "fromLine": Build.number(hunk.fromLine), "toLine": Build.number(hunk.toLine),
      "lines": .array(hunk.lines.map(line)),
    ])
  }

  private static func line(_ line: LineHunk.Line) -> JSONValue {
    let sign: UInt8 =
      switch line.kind {
      case .common: 0x20
      case .removed: 0x2D
      case .added: 0x2B
      }
    return .string(JSONString(utf8: [sign] + line.text))
  }

  private static func hidden(_ change: HiddenChange) -> JSONValue {
    Build.object([
      "change": Build.string(change.kind.rawValue), "path": change.path?.json,
      "line": change.line.map(Build.number), "reference": change.reference.map(JSONValue.string),
    ])
  }
}
