internal import CanonicalJSON
internal import PackValues
internal import Profiles

/// A difference as `profile-diff/1`.
struct DifferenceJSON {
  private let difference: ProfileDifference
  private let options: DifferenceReport.Options

  init(_ difference: ProfileDifference, _ options: DifferenceReport.Options) {
    (self.difference, self.options) = (difference, options)
  }

  var value: JSONValue {
    Build.object([
      "format": Build.string("profile-diff/1"),
      "from": side(difference.from, options.fromLabel),
      "to": side(difference.to, options.toLabel),
      "fields": .array(difference.fields.map(field)),
      "layers": .array(difference.layers.map(layer)),
      "variables": .array(difference.variables.map(variable)),
      "summary": summary,
      "options": Build.object(["context": Build.number(3), "pairing": Build.string("identity")]),
    ])
  }

  private func side(_ side: ProfileDifference.Side, _ label: String?) -> JSONValue {
    Build.object([
      "name": .string(side.name), "version": Build.string(side.version),
      "type": .string(side.type), "cloudType": .string(side.cloudType),
      "layers": Build.number(side.layerCount), "label": Build.optional(label),
    ])
  }

  private var summary: JSONValue {
    Build.object([
      "hasChanges": .bool(difference.hasChanges),
      "layersAdded": Build.number(difference.count(of: .added)),
      "layersRemoved": Build.number(difference.count(of: .removed)),
      "layersChanged": Build.number(difference.count(of: .changed)),
      "layersMoved": Build.number(difference.movedCount),
      "layersUnchanged": Build.number(difference.unchangedLayerCount),
      "variables": Build.number(difference.variables.count { $0.hasChanges }),
      "fields": Build.number(difference.fields.count),
      "unknown": Build.number(difference.unknownCount),
      "toFill": Build.number(difference.hidden.count { $0.isToFill }),
    ])
  }

  private func field(_ change: FieldChange) -> JSONValue {
    let isSensitive = [change.from, change.to].contains { $0 == .masked || $0 == .hidden }
    return Build.object([
      "path": .array(change.path.steps.map(step)),
      "from": change.from.flatMap(shown), "to": change.to.flatMap(shown),
      "sensitive": isSensitive ? .bool(true) : nil,
    ])
  }

  private func shown(_ value: ShownValue) -> JSONValue? {
    if case .value(let value) = value { value } else { nil }
  }

  private func step(_ step: JSONPath.Step) -> JSONValue {
    switch step {
    case .key(let key): .string(key)
    case .index(let index): Build.number(index)
    }
  }

  private func layer(_ change: LayerChange) -> JSONValue {
    let identity = change.identity
    return Build.object([
      "layer": .string(identity.kind), "pack": .string(identity.pack),
      "displayName": identity.displayName.isEmpty ? nil : .string(identity.displayName),
      "change": Build.string(change.kind.rawValue),
      "fromVersion": change.fromVersion.map(JSONValue.string),
      "toVersion": change.toVersion.map(JSONValue.string),
      "versionChange": change.versionStep.map { step in
        Build.object([
          "size": Build.string(step.size.rawValue),
          "direction": Build.string(step.isUpgrade ? "up" : "down"),
        ])
      },
      "moved": change.move.map(move), "fields": .array(change.fields.map(field)),
      "texts": .array(change.texts.map(text)),
    ])
  }

  private func move(_ move: Move) -> JSONValue {
    switch move {
    case .first: Build.object(["after": .null])
    case .after(let name): Build.object(["after": Build.string(name)])
    }
  }

  private func text(_ change: TextChange) -> JSONValue {
    var manifest: JSONValue?
    if case .manifest(let name) = change.place { manifest = .string(name) }
    return Build.object([
      "place": Build.string(manifest == nil ? "values" : "manifest"), "manifest": manifest,
      "change": Build.string(change.kind.rawValue),
      "removedLines": Build.number(change.removedLines),
      "addedLines": Build.number(change.addedLines),
      "hunks": .array(change.hunks.map(hunk)), "masks": .array(change.hidden.map(hidden)),
    ])
  }

  private func hunk(_ hunk: LineHunk) -> JSONValue {
    Build.object([
      "fromLine": Build.number(hunk.fromLine), "toLine": Build.number(hunk.toLine),
      "lines": .array(hunk.lines.map(line)),
    ])
  }

  private func line(_ line: LineHunk.Line) -> JSONValue {
    let sign: UInt8 =
      switch line.kind {
      case .common: 0x20
      case .removed: 0x2D
      case .added: 0x2B
      }
    return .string(JSONString(utf8: [sign] + line.text))
  }

  private func hidden(_ change: HiddenChange) -> JSONValue {
    Build.object([
      "change": Build.string(change.kind.rawValue),
      "path": change.path?.json,
      "line": change.line.map(Build.number),
      "reference": change.reference.map(JSONValue.string),
    ])
  }

  private func variable(_ change: VariableChange) -> JSONValue {
    Build.object([
      "name": .string(change.name), "change": Build.string(change.kind.rawValue),
      "sensitive": .bool(change.isSensitive), "moved": change.move.map(move),
      "fields": .array(change.fields.map(field)),
      "mask": change.hidden.map { Build.string($0.kind.rawValue) },
    ])
  }
}
