/// What was found wrong with the store.
public struct Damage: Hashable, Sendable {
  /// The object or pack concerned.
  public let subject: String
  /// What is wrong with it.
  public let detail: String
}

extension Repository {
  /// Reads every stored object and checks it against its id, and every pack and index against its digest.
  ///
  /// The body learns of each object's soundness as it is read. Takes time in proportion to the store's
  /// size; damage never ends it early. Returns all damage found and the number of objects read.
  @discardableResult
  public func verifyObjects(
    _ body: (ObjectID, Damage?) throws(GitError) -> Void = { (_, _) in }
  ) throws(GitError) -> (count: Int, damage: [Damage]) {
    var damage: [Damage] = []
    var ids = Set(try loose.ids())
    let check = PackCheck(folder: packFolder)
    for pack in try check.names() {
      if let reason = try check.objection(to: pack) {
        damage.append(Damage(subject: pack, detail: "the pack \(reason)"))
      } else if try !check.hasSoundContent(pack) {
        damage.append(Damage(subject: pack, detail: "the pack's content does not have its digest"))
      }
      if let index = check.index(pack) { ids.formUnion(index.places.map(\.id)) }
    }
    for id in ids.sorted() {
      let found = verify(id)
      if let found { damage.append(found) }
      try body(id, found)
    }
    return (ids.count, damage)
  }

  private func verify(_ id: ObjectID) -> Damage? {
    do throws(GitError) {
      _ = try object(id)
      return nil
    } catch {
      return Damage(subject: id.hex, detail: error.detail)
    }
  }
}
