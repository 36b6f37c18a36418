public import CanonicalJSON

/// One entry of `spec.template.packs`.
public struct Layer: Hashable, Sendable {
  /// What makes a layer the same layer in two versions of a profile: never its index.
  public struct Identity: Hashable, Sendable {
    /// `os`, `k8s`, `cni`, `csi`, `addon`, `kernel` or whatever the export says.
    public let kind: JSONString
    /// The pack's name, without the `display--` prefix that Palette gives a pack used twice.
    public let pack: JSONString
    /// The name that tells two layers of one pack apart; empty if the layer has none of its own.
    public let displayName: JSONString

    public init(kind: JSONString, pack: JSONString, displayName: JSONString) {
      self.kind = kind
      self.pack = pack
      self.displayName = displayName
    }
  }

  /// The registry that an export names for a pack.
  public struct Registry: Hashable, Sendable {
    public let uid: JSONString
    public let name: JSONString
    /// `pack`, `helm`, `oci` or empty.
    public let kind: JSONString
    /// `helm`, `pack`, `zarf` or empty.
    public let providerType: JSONString

    public init(
      uid: JSONString, name: JSONString, kind: JSONString, providerType: JSONString
    ) {
      self.uid = uid
      self.name = name
      self.kind = kind
      self.providerType = providerType
    }
  }

  /// A further YAML text of a layer.
  public struct Manifest: Hashable, Sendable {
    public let name: JSONString
    public let content: JSONString

    public init(name: JSONString, content: JSONString) {
      self.name = name
      self.content = content
    }
  }

  public let identity: Identity
  /// `metadata`-free pack type: `spectro`, `helm`, `manifest`, `oci`, or empty.
  public let packType: JSONString
  public let version: JSONString
  /// Often a channel such as `1.27.x`; empty if absent.
  public let tag: JSONString
  /// The values text, byte for byte; empty if absent.
  public let values: JSONString
  /// Nil where the export has none or only empty fields.
  public let registry: Registry?
  public let manifests: [Manifest]

  public init(
    identity: Identity, packType: JSONString, version: JSONString, tag: JSONString,
    values: JSONString, registry: Registry?, manifests: [Manifest]
  ) {
    self.identity = identity
    self.packType = packType
    self.version = version
    self.tag = tag
    self.values = values
    self.registry = registry
    self.manifests = manifests
  }
}

extension Layer.Identity {
  /// `nginx` or, with a display name of its own, `nginx (nginx-int)`.
  public var name: String { displayName.isEmpty ? "\(pack)" : "\(pack) (\(displayName))" }
}

extension Layer.Identity: CustomStringConvertible {
  /// `addon nginx` or, with a display name of its own, `addon nginx (nginx-int)`.
  public var description: String {
    "\(kind) \(name)"
  }
}
