internal import PackValues

/// The lines in which two stored documents differ, where they all are lines of one layer's text.
///
/// What stands around such lines is the same in both versions, so both are made of the same layers and members, unless the
/// lines could carry the layer's display name, which is part of its identity.
struct LinesWithin {
  /// The index of the text in the newer document's outline.
  let index: Int
  let edit: StoredEdit
  let newer: [StoredLine]
  let older: [StoredLine]

  /// How much longer the older version is, in bytes.
  var growth: Int { edit.older.count - edit.newer.count }

  /// Nil where more differs than lines of one text.
  init?(from bytes: [UInt8], _ outline: StoredOutline, to other: [UInt8]) {
    edit = StoredEdit(from: bytes, to: other)
    guard let index = outline.text(around: edit.newer) else { return nil }
    self.index = index
    let text = outline.texts[index]
    let left = StoredEdit.lines(of: bytes, in: edit.newer)
    let right = StoredEdit.lines(of: other, in: edit.older)
    newer = left.compactMap { StoredLine($0, indent: text.indent) }
    older = right.compactMap { StoredLine($0, indent: text.indent) }
    guard newer.count == left.count, older.count == right.count, keepsCommas,
      text.manifest != nil || keepsName(bytes[text.range])
    else { return nil }
  }

  /// Every line has a comma but the last one of the text, and that is among both versions' lines or among none's.
  private var keepsCommas: Bool {
    newer.dropLast().allSatisfy(\.hasComma) && older.dropLast().allSatisfy(\.hasComma)
      && (newer.last?.hasComma ?? true) == (older.last?.hasComma ?? true)
  }

  private func keepsName(_ text: ArraySlice<UInt8>) -> Bool {
    let key = ValuesText.displayNameKey
    let lines = newer + older
    if lines.contains(where: { ValuesText(Array($0.text)).contains(key) }) { return false }
    let isInner = lines.allSatisfy { line in
      line.text.first.map { $0 == 0x20 || $0 == 0x23 } ?? true
    }
    return isInner || !ValuesText(Array(text)).contains(key)
  }
}
