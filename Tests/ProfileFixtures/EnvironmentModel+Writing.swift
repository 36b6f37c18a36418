extension EnvironmentModel {
  /// A person's change, or a replay's.
  mutating func write(
    _ profile: ModelProfile?, to key: String, in environment: String, byHand: Bool
  ) {
    var document = states[environment]?.documents[key] ?? Document()
    if document.profile == profile { return }
    if document.profile == nil {
      // What a person makes anew has nothing to do with what stood there before.
      (document.life, document.landed, document.base) = ([], [], nil)
    }
    if profile == nil { document.life = [] }
    document.profile = profile
    document.isTakenBack = false
    if byHand { document.isOwn = true }
    add(&document)
    states[environment]?.documents[key] = document
  }

  /// A rollback or an undo: what stood there before comes back as what it was.
  mutating func takeBack(_ key: String, to profile: ModelProfile?, in environment: String) {
    var document = states[environment]?.documents[key] ?? Document()
    if document.profile == profile { return }
    if document.profile == nil || profile == nil { document.life = [] }
    document.profile = profile
    (document.isTakenBack, document.isOwn) = (true, true)
    add(&document)
    states[environment]?.documents[key] = document
  }

  private mutating func add(_ document: inout Document) {
    guard let profile = document.profile else { return }
    revision += 1
    document.life.append(Revision(number: revision, profile: profile))
  }

  /// The table of an import and a promotion: all or nothing.
  mutating func replay(
    _ keys: [(source: String, target: String)], from source: String, to target: String
  ) -> Bool {
    for (from, key) in keys {
      guard let there = states[source]?.documents[from], let theirs = there.profile,
        let newest = there.life.last
      else { continue }
      let ours = states[target]?.documents[key] ?? Document()
      if ours.profile == theirs { continue }
      if ours.isTakenBack, ours.everLanded.contains(newest.number) { continue }
      if ours.profile != nil, ours.base != nil, ours.landed.contains(newest.number) { continue }
      let isHeld = states[target]?.holds.contains(key) ?? false
      if isHeld { continue }
      guard let result = landing(theirs, there, ours, overrides(of: key, in: target)) else {
        return false
      }
      land(result, theirs, there, at: key, in: target)
    }
    return true
  }

  private func overrides(of key: String, in environment: String) -> [ModelProfile.Place] {
    (states[environment]?.overrides ?? []).filter { "tenant/\($0.name)" == key }.map(\.place)
  }

  /// What the target holds afterwards; nil where the replay is refused.
  private func landing(
    _ theirs: ModelProfile, _ source: Document, _ ours: Document,
    _ overrides: [ModelProfile.Place]
  ) -> ModelProfile? {
    guard let present = ours.profile else { return theirs }
    guard let base = ours.base else { return nil }
    // A hot-fix that the source took over is the source's own state.
    let isTakenOver = source.life.contains { $0.profile == present }
    let isMerged = ours.isOwn && !isTakenOver
    var (old, new) = (isMerged ? base : present, theirs)
    for place in overrides {
      old.values[place] = present.values[place]
      new.values[place] = present.values[place]
    }
    return ModelProfile.merged(base: old, ours: present, theirs: new)
  }

  private mutating func land(
    _ result: ModelProfile, _ theirs: ModelProfile, _ source: Document, at key: String,
    in target: String
  ) {
    let isPresent = states[target]?.documents[key]?.profile != nil
    // What is there already makes no commit, so nothing says that it landed.
    if isPresent, states[target]?.documents[key]?.profile == result { return }
    write(result, to: key, in: target, byHand: false)
    let numbers = Set(source.life.map(\.number))
    states[target]?.documents[key]?.landed.formUnion(numbers)
    states[target]?.documents[key]?.everLanded.formUnion(numbers)
    states[target]?.documents[key]?.base = theirs
    states[target]?.documents[key]?.isOwn = result != theirs
  }
}
