internal import CanonicalJSON
internal import PackValues

extension ProfileDocument {
  /// The places with the fills that are kept for them.
  public func masks(_ masks: [ProfileMask], filledBy fills: [Fill]) -> [ProfileMask] {
    let known = Dictionary(fills.map { ($0.place, $0.reference) }) { first, _ in first }
    return masks.map { mask in
      var mask = mask
      if mask.state != .plain, let place = mask.fillPlace(in: profile.name) {
        mask.fill = known[place]
      }
      return mask
    }
  }

  /// The same document with values at masked places, each written where the mask stands.
  ///
  /// Nothing else of a text changes: a text is read again after each value. `failed` are the places where that cannot be; the
  /// document is to be used only where there are none.
  public func filling(
    _ values: [(mask: ProfileMask, value: Secret)]
  ) -> (document: ProfileDocument, failed: [ProfileMask]) {
    var (document, failed) = (value, [ProfileMask]())
    for (mask, secret) in values {
      guard let path = textPath(of: mask.owner), let text = document[path: path]?.text,
        let filled = Self.filled(text, mask, secret)
      else {
        failed.append(mask)
        continue
      }
      document.set(.string(filled), at: path)
    }
    guard let result = try? ProfileDocument(value: document) else {
      return (self, values.map(\.mask))
    }
    return (result, failed)
  }

  private static func filled(
    _ text: JSONString, _ mask: ProfileMask, _ secret: Secret
  ) -> JSONString? {
    guard mask.owner.isText else {
      return FilledText(secret).over(text.utf8, isWhole: mask.isWhole)
        .map { JSONString(utf8: $0) }
    }
    guard let path = mask.fillPath else { return nil }
    let editing = ScalarEditing(text.utf8)
    guard let old = editing.leaf(at: path),
      let new = FilledText(secret).over(old.text, isWhole: mask.isWhole)
    else { return nil }
    return editing.setting(path, to: new).map { JSONString(utf8: $0) }
  }

  /// Where the text stands in the export; nil unless exactly one place is meant.
  func textPath(of owner: ProfileMask.Owner) -> JSONPath? {
    let packs = JSONPath([.key("spec"), .key("template"), .key("packs")])
    switch owner {
    case .values(let identity):
      return index(of: identity).map { packs.appending(.index($0)).appending(.key("values")) }
    case .manifest(let identity, let name):
      guard let layer = index(of: identity) else { return nil }
      let manifests = profile.layers[layer].manifests
      let named = manifests.indices.filter { manifests[$0].name == name }
      guard named.count == 1 else { return nil }
      return packs.appending(.index(layer)).appending(.key("manifests"))
        .appending(.index(named[0])).appending(.key("content"))
    case .variable(let name):
      let named = profile.variables.indices.filter { profile.variables[$0].name == name }
      guard named.count == 1 else { return nil }
      return JSONPath([
        .key("spec"), .key("variables"), .index(named[0]), .key("defaultValue"),
      ])
    case .member(let path): return path
    }
  }

  private func index(of identity: Layer.Identity) -> Int? {
    let found = profile.layers.indices.filter { profile.layers[$0].identity == identity }
    return found.count == 1 ? found[0] : nil
  }
}

/// What a value becomes when the mask in it gives way.
private struct FilledText {
  private let secret: [UInt8]

  init(_ secret: Secret) { self.secret = secret.text }

  /// The whole value, or in place of the one mask that is a part of it; line feeds at the end stay. Nil where there are several.
  func over(_ old: [UInt8], isWhole: Bool) -> [UInt8]? {
    let core = old.reversed().drop { $0 == 0x0A }.count
    if isWhole { return secret + old[core...] }
    let runs = Self.runs(in: old)
    guard runs.count == 1, let run = runs.first else { return nil }
    return old[..<run.lowerBound] + secret + old[run.upperBound...]
  }

  /// Runs of eight asterisks or more.
  private static func runs(in text: [UInt8]) -> [Range<Int>] {
    var (runs, start) = ([Range<Int>](), 0)
    for index in 0...text.count where index == text.count || text[index] != 0x2A {
      if index - start >= 8 { runs.append(start..<index) }
      start = index + 1
    }
    return runs
  }
}
