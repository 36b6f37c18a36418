internal import CanonicalJSON
internal import PackValues

/// Goes back through a document's versions and says of each what it changed among selected values.
public struct ValueSteps: Sendable {
  private let layer: MemberTable.Owner?
  private let path: ValuesPath?
  private let sensitivity: Sensitivity
  private var bytes: [UInt8]?
  private var outline: StoredOutline
  /// The layer's index in the current version, while no more than lines changed since it was looked up.
  private var layerIndex: Int?

  /// - Parameter newest: the version in which the selection was made; the walk starts with it.
  public init(
    _ newest: [UInt8], selecting selection: ValueSelection, sensitivity: Sensitivity = .init()
  ) throws(DocumentError) {
    let document = try ProfileDocument(stored: newest)
    layer = selection.layer.map { MemberTable.Owner(of: $0, in: document.profile) }
    path = Self.canonical(selection, in: document)
    (self.sensitivity, bytes, outline) = (sensitivity, newest, StoredOutline(newest))
    layerIndex = selection.layer
  }

  /// The changes from an older version to the current one, which then is the current one; nil where there is none.
  public mutating func recede(to older: [UInt8]?) -> [ValueStep] {
    defer { bytes = older }
    if let bytes, let older, let lines = LinesWithin(from: bytes, outline, to: older) {
      let isMeant = layer == nil || layerIndex == outline.texts[lines.index].layer
      outline.grow(lines.index, by: lines.growth)
      if !isMeant { return [] }
    } else {
      outline = StoredOutline(older ?? [])
    }
    let (new, old) = (Self.document(bytes), Self.document(older))
    layerIndex = old.flatMap { old in layer.flatMap { $0.index(in: old.profile) } }
    return StepComparison(
      from: old, to: new, layer: layer, path: path, sensitivity: sensitivity
    ).steps.map(\.hidingSecrets)
  }

  private static func document(_ bytes: [UInt8]?) -> ProfileDocument? {
    bytes.flatMap { try? ProfileDocument(stored: $0) }
  }

  /// The path with its items named as values name them.
  private static func canonical(
    _ selection: ValueSelection, in document: ProfileDocument
  ) -> ValuesPath? {
    guard let path = selection.path else { return nil }
    var collector = TraceCollector(document, selection, .init())
    collector.collect()
    let found = collector.values.first { $0.place.part == .values }?.place.path
    guard let found, found.steps.count >= path.steps.count,
      path.steps.first != .key("values"), path.steps.first != .key("manifests")
    else { return path }
    let own = zip(found.steps, path.steps).map { canonical, given in
      if case .index = given, case .item = canonical { canonical } else { given }
    }
    return ValuesPath(own)
  }
}

extension MemberTable.Owner {
  init(of index: Int, in profile: Profile) {
    let identity = profile.layers[index].identity
    self.init(
      owner: .layer(identity),
      occurrence: profile.layers[..<index].count { $0.identity == identity })
  }

  /// The layer's index in a profile; nil where it does not have it.
  func index(in profile: Profile) -> Int? {
    let same = profile.layers.indices.filter { owner == .layer(profile.layers[$0].identity) }
    return same.indices.contains(occurrence) ? same[occurrence] : nil
  }
}
