public import CanonicalJSON
public import PackValues

/// A place of a profile where a mask stands instead of a value.
public struct ProfileMask: Hashable, Sendable {
  public enum Owner: Hashable, Sendable {
    case values(Layer.Identity)
    case manifest(Layer.Identity, name: JSONString)
    case variable(name: JSONString)
    /// Any other string of the document, such as a label or a member that Strata does not know.
    case member(JSONPath)
  }

  public let owner: Owner
  /// The line and, where it can be told, the path in the text; nil for a variable or member.
  public let place: MaskedPlace?
  /// The export says that the value is sensitive; otherwise it only looks masked.
  public let isDeclaredSensitive: Bool
}

extension Profile {
  /// Every masked place, layers in stack order, then variables.
  ///
  /// An export carries no schema of a pack, so a mask in a text only looks like one; a variable says it.
  public func masks() -> [ProfileMask] {
    layers.flatMap { $0.masks() }
      + variables.filter(\.isMasked).map {
        ProfileMask(
          owner: .variable(name: $0.name), place: nil, isDeclaredSensitive: $0.isSensitive)
      }
  }
}

extension Layer {
  /// The masked places of the values, then of each manifest.
  public func masks() -> [ProfileMask] {
    Self.masks(in: values, of: .values(identity))
      + manifests.flatMap {
        Self.masks(in: $0.content, of: .manifest(identity, name: $0.name))
      }
  }

  private static func masks(in text: JSONString, of owner: ProfileMask.Owner) -> [ProfileMask] {
    let text = ValuesText(text.utf8)
    return (text.masks() + text.partialMasks()).sorted { $0.place < $1.place }.map {
      ProfileMask(owner: owner, place: $0, isDeclaredSensitive: false)
    }
  }
}

extension ProfileDocument {
  /// Every masked place: those of the profile, then those in labels, the description and members that it does not know.
  public func masks() -> [ProfileMask] {
    var masks = profile.masks()
    Self.visit(value, at: JSONPath()) { text, path in
      if !Self.isKnownText(path), MaskedLine.holdsMask(text.utf8[...]) {
        masks.append(ProfileMask(owner: .member(path), place: nil, isDeclaredSensitive: false))
      }
    }
    return masks
  }

  /// The texts of layers and the default values of variables, which are looked at by line and by name.
  private static func isKnownText(_ path: JSONPath) -> Bool {
    let last = path.steps.last
    let isLayerText = last == .key("values") || last == .key("content")
    let isPack = path.steps.starts(with: [.key("spec"), .key("template"), .key("packs")])
    let isVariable = path.steps.starts(with: [.key("spec"), .key("variables")])
    return (isPack && isLayerText && path.steps.count != 4)
      || (isVariable && path.steps.count == 4 && last == .key("defaultValue"))
  }

  private static func visit(
    _ value: JSONValue, at path: JSONPath, _ body: (JSONString, JSONPath) -> Void
  ) {
    switch value {
    case .string(let text): body(text, path)
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        visit(element, at: path.appending(.index(index)), body)
      }
    case .object(let object):
      for member in object.members {
        visit(member.value, at: path.appending(.key(member.key)), body)
      }
    default: break
    }
  }
}

extension Variable {
  /// Whether the default value is a mask: eight or more asterisks and nothing else.
  public var isMasked: Bool { defaultValue.map(\.isMask) ?? false }
}

extension JSONString {
  /// Whether the whole text is a mask.
  var isMask: Bool { utf8.count >= 8 && utf8.allSatisfy { $0 == 0x2A } }
}
