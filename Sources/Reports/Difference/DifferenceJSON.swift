internal import CanonicalJSON
internal import PackValues
internal import Profiles

/// A difference as `profile-diff/1`; the article ProfileDiff describes it.
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
      "versionChange": difference.versionStep.map(Self.step),
      "fields": isFull ? .array(difference.fields.map(FieldJSON.value)) : nil,
      "layers": .array(layers.map(layer)),
      "variables": isFull ? .array(difference.variables.map(variable)) : nil,
      "findings": isFull ? .array(difference.findings.map(finding)) : nil,
      "summary": summary, "options": used,
    ])
  }

  private var isFull: Bool { options.detail == .full }

  private var layers: [LayerChange] {
    options.detail == .names ? difference.layers.filter(\.hasChanges) : difference.layers
  }

  private func side(_ side: ProfileDifference.Side, _ label: String?) -> JSONValue {
    Build.object([
      "name": .string(side.name), "version": Build.string(side.version),
      "type": .string(side.type), "cloudType": .string(side.cloudType),
      "layers": Build.number(side.layerCount), "label": Build.optional(label),
    ])
  }

  private static func step(_ step: VersionStep) -> JSONValue {
    Build.object([
      "size": Build.string(step.size.rawValue),
      "direction": Build.string(step.isUpgrade ? "up" : "down"),
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
      "values": Build.number(difference.valueCount),
      "manifests": Build.number(difference.manifestCount),
      "references": Build.number(
        Reference.Kind.allCases.reduce(0) { $0 + difference.referenceCount($1) }),
      "variables": Build.number(difference.variables.count { $0.hasChanges }),
      "fields": Build.number(difference.fields.count),
      "masked": Build.number(difference.hidden.count),
      "unknown": Build.number(difference.unknownCount),
      "toFill": Build.number(difference.toFillCount),
      "leftOut": Build.number(difference.ignoredCount),
    ])
  }

  private var used: JSONValue {
    let filter = difference.filter
    return Build.object([
      "context": Build.number(3), "pairing": Build.string("identity"),
      "detail": Build.string(options.detail.rawValue),
      "layers": Self.strings(filter.layers.map(\.text)),
      "filter": Self.strings(filter.only.map(\.text)),
      "exclude": Self.strings(filter.excluding.map(\.text)),
      "ignore": Self.strings(filter.rules.map(\.description)),
    ])
  }

  private static func strings(_ texts: [String]) -> JSONValue? {
    texts.isEmpty ? nil : .array(texts.map(Build.string))
  }

  private func layer(_ change: LayerChange) -> JSONValue {
    let identity = change.identity
    return Build.object([
      "layer": .string(identity.kind), "pack": .string(identity.pack),
      "displayName": identity.displayName.isEmpty ? nil : .string(identity.displayName),
      "change": Build.string(change.kind.rawValue),
      "fromVersion": change.fromVersion.map(JSONValue.string),
      "toVersion": change.toVersion.map(JSONValue.string),
      "versionChange": change.versionSense.map { sense in
        if case .step(let step) = sense { return Self.step(step) }
        return Build.object(["size": .null, "direction": .null])
      },
      "moved": change.move.map(MoveJSON.value),
      "fields": isFull ? .array(change.fields.map(FieldJSON.value)) : nil,
      "references": isFull ? .array(change.references.map(reference)) : nil,
      "texts": options.detail == .names
        ? nil : .array(change.texts.map { TextJSON($0, isFull: isFull, options).value }),
    ])
  }

  private func reference(_ change: ReferenceChange) -> JSONValue {
    Build.object([
      "kind": Build.string(change.kind.rawValue), "name": Build.string(change.name),
      "change": Build.string(change.isAdded ? "added" : "removed"),
    ])
  }

  private func variable(_ change: VariableChange) -> JSONValue {
    Build.object([
      "name": .string(change.name), "change": Build.string(change.kind.rawValue),
      "sensitive": .bool(change.isSensitive), "moved": change.move.map(MoveJSON.value),
      "fields": .array(change.fields.map(FieldJSON.value)),
      "mask": change.hidden.map { Build.string($0.kind.rawValue) },
    ])
  }

  private func finding(_ finding: DifferenceFinding) -> JSONValue {
    Build.object([
      "code": Build.string(finding.code.rawValue), "message": Build.string(finding.message),
      "layer": finding.layer.map(LayerJSON.identity), "text": finding.text.map(PlaceJSON.value),
      "path": finding.path?.json, "variable": finding.variable.map(JSONValue.string),
    ])
  }
}

enum MoveJSON {
  static func value(_ move: Move) -> JSONValue {
    switch move {
    case .first: Build.object(["after": .null])
    case .after(let name): Build.object(["after": Build.string(name)])
    }
  }
}

enum FieldJSON {
  static func value(_ change: FieldChange) -> JSONValue {
    let isSensitive = [change.from, change.to].contains { $0 == .masked || $0 == .hidden }
    return Build.object([
      "path": .array(change.path.steps.map(step)),
      "from": change.from.flatMap(shown), "to": change.to.flatMap(shown),
      "sensitive": isSensitive ? .bool(true) : nil,
    ])
  }

  private static func shown(_ value: ShownValue) -> JSONValue? {
    if case .value(let value) = value { value } else { nil }
  }

  private static func step(_ step: JSONPath.Step) -> JSONValue {
    switch step {
    case .key(let key): .string(key)
    case .index(let index): Build.number(index)
    }
  }
}

enum PlaceJSON {
  /// `{"place": "values"}` or `{"place": "manifest", "manifest": NAME}`.
  static func value(_ place: TextChange.Place) -> JSONValue {
    switch place {
    case .values: Build.object(["place": Build.string("values")])
    case .manifest(let name):
      Build.object(["place": Build.string("manifest"), "manifest": .string(name)])
    }
  }
}
