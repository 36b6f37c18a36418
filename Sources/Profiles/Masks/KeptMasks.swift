internal import CanonicalJSON
internal import PackValues

extension ProfileDocument {
  /// The same document with a mask wherever another one has a mask and this one a value, and those places of the other.
  ///
  /// A value that somebody hid stays hidden although a later export shows it. A reference is no value, and stays.
  public func keepingMasks(
    of other: ProfileDocument, sensitivity: Sensitivity = Sensitivity()
  ) -> (document: ProfileDocument, kept: [ProfileMask]) {
    var (result, kept) = (value, [ProfileMask]())
    for mask in other.masks(sensitivity: sensitivity) where mask.state == .masked {
      guard let here = textPath(of: mask.owner), let there = other.textPath(of: mask.owner),
        let text = result[path: here]?.text, let model = other.value[path: there]?.text,
        let masked = Self.masked(text, like: model, mask)
      else { continue }
      result.set(.string(masked), at: here)
      kept.append(mask)
    }
    guard !kept.isEmpty, let document = try? ProfileDocument(value: result) else {
      return (self, [])
    }
    return (document, kept)
  }

  /// Whether this is the same profile as another one, where every value that one of them hides counts as equal.
  ///
  /// Of the rest nothing may be known to differ; an empty list and none are alike.
  public func isSame(
    as other: ProfileDocument, sensitivity: Sensitivity = Sensitivity()
  ) -> Bool {
    if contentID == other.contentID { return true }
    let masks = (masks(sensitivity: sensitivity) + other.masks(sensitivity: sensitivity))
      .filter { $0.state == .masked }
    let (left, right) = (hiding(masks), other.hiding(masks))
    return left.contentID == right.contentID
      || !ProfileDifference(from: left, to: right, sensitivity: sensitivity).hasChanges
  }

  /// The same document with one and the same text at all of these places, whatever stands there and however it is quoted.
  private func hiding(_ masks: [ProfileMask]) -> ProfileDocument {
    var result = value
    let stand: [UInt8] = Array("(masked)".utf8)
    for mask in masks {
      guard let path = textPath(of: mask.owner), let text = result[path: path]?.text else {
        continue
      }
      if !mask.owner.isText {
        if text.isEmpty || ValueText.isReference(text.utf8[...]) { continue }
        result.set(.string(JSONString(utf8: stand)), at: path)
      } else if let place = mask.fillPath {
        let editing = ScalarEditing(text.utf8)
        guard let leaf = editing.leaf(at: place), !ValueText.isReference(leaf.text[...]),
          let hidden = editing.setting(place, to: stand)
        else { continue }
        result.set(.string(JSONString(utf8: hidden)), at: path)
      }
    }
    return (try? ProfileDocument(value: result)) ?? self
  }

  /// The text with the mask of another text; nil where nothing is to be hidden.
  private static func masked(
    _ text: JSONString, like model: JSONString, _ mask: ProfileMask
  ) -> JSONString? {
    guard mask.owner.isText else {
      return text == model || text.isEmpty || ValueText.isReference(text.utf8[...]) ? nil : model
    }
    guard let path = mask.fillPath, let hidden = ScalarEditing(model.utf8).leaf(at: path)
    else { return nil }
    let editing = ScalarEditing(text.utf8)
    guard let shown = editing.leaf(at: path), shown.text != hidden.text,
      !ValueText.isReference(shown.text[...])
    else { return nil }
    return editing.setting(path, to: hidden.text).map { JSONString(utf8: $0) }
  }
}
