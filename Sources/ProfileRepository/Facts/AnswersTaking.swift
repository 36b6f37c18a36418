internal import CanonicalJSON
internal import Profiles

/// Takes answers of Palette's API into what is known of an environment: registries first, so that packs find them by uid.
struct AnswersTaking {
  private(set) var holdings: KnownHoldings
  private(set) var schemas: [Sensitivity.Pack: PackSchema] = [:]
  private let reading: FactsImport.Reading
  /// The registries that share their name with the one that was chosen.
  private var leftOut: Set<JSONString> = []

  init(_ holdings: KnownHoldings, _ reading: FactsImport.Reading) {
    (self.holdings, self.reading) = (holdings, reading)
  }

  mutating func take(_ answers: [PaletteAnswer]) throws(DocumentError) {
    try takeRegistries(answers)
    try takeSearch(answers)
    for answer in answers {
      switch answer {
      case .packs(let packs):
        for pack in packs { try take(pack, isComplete: false) }
      case .constraints(let pack, let constraints):
        var all = holdings.constraints ?? [:]
        all[pack] = constraints.isEmpty ? nil : constraints
        holdings.constraints = all.isEmpty ? nil : all
      default: continue
      }
    }
    // Last, because it says the most of a pack.
    for case .versions(let pack) in answers { try take(pack, isComplete: true) }
    takeMacros(answers)
    try takeProjects(answers)
    holdings.partial = holdings.partial.filter(holdings.isKnown)
  }

  private mutating func takeMacros(_ answers: [PaletteAnswer]) {
    guard let scope = reading.macroScope else { return }
    var names: Set<JSONString>?
    for case .macros(let some) in answers { names = (names ?? []).union(some) }
    guard let names else { return }
    let known = reading.isPartial ? holdings.macros?[scope] ?? [] : []
    mark(.macros(scope: scope))
    holdings.macros = holdings.macros ?? [:]
    holdings.macros?[scope] = known.union(names)
  }

  private mutating func takeProjects(_ answers: [PaletteAnswer]) throws(DocumentError) {
    var pages: [AnsweredPage<JSONString>] = []
    for case .projects(let page) in answers { pages.append(page) }
    if pages.isEmpty { return }
    try expectWhole(pages, "projects")
    let known = reading.isPartial ? holdings.projects ?? [] : []
    mark(.projects)
    holdings.projects = known.union(pages.flatMap(\.items))
  }

  /// Says whether a part that is taken in now is complete; one that was so before and is only added to stays so.
  private mutating func mark(_ part: KnownHoldings.Part) {
    if !reading.isPartial {
      holdings.partial.remove(part)
    } else if !holdings.isKnown(part) {
      holdings.partial.insert(part)
    }
  }

  /// Refuses a list with a page missing, because what is on it would count as not there.
  private func expectWhole<Item>(
    _ pages: [AnsweredPage<Item>], _ noun: String
  ) throws(DocumentError) {
    if reading.isPartial { return }
    let (count, total) = (pages.reduce(0) { $0 + $1.count }, pages.compactMap(\.total).max())
    let isWhole = total.map { count >= $0 } ?? pages.contains(where: \.isLast)
    if isWhole { return }
    throw DocumentError(
      .schema,
      "a page of the \(noun) is missing: \(count)" + (total.map { " of \($0)" } ?? "")
        + " are here",
      hint: "save the page that 'continue' leads to as well and give all of them at once, or say "
        + "--partial")
  }
}

extension AnswersTaking {
  private mutating func takeRegistries(_ answers: [PaletteAnswer]) throws(DocumentError) {
    var (all, some): ([AnsweredRegistry]?, [AnsweredRegistry]) = (nil, [])
    var kinds: Set<JSONString> = []
    for answer in answers {
      if case .registries(let registries) = answer { all = (all ?? []) + registries }
      if case .registriesOfKind(let kind, let registries) = answer {
        some += registries
        if let kind { kinds.insert(kind) }
      }
    }
    guard all != nil || !some.isEmpty else { return }
    try choose(among: (all ?? []) + some)
    var registries = holdings.registries ?? [:]
    if !reading.isPartial {
      registries = registries.filter { _, known in
        all == nil && !(known.kind.map(kinds.contains) ?? false)
      }
      if all != nil || kinds.count == 3 { holdings.partial.remove(.registries) }
    }
    if holdings.registries == nil, all == nil, kinds.count < 3 || reading.isPartial {
      holdings.partial.insert(.registries)
    }
    for answered in (all ?? []) + some where !leftOut.contains(answered.uid) {
      let known = registries[answered.name]
      registries[answered.name] =
        known?.uid == answered.uid
        ? known?.merging(answered.registry) : answered.registry
    }
    holdings.registries = registries
  }

  /// A profile names a registry by its name, so a name has to mean one registry.
  private mutating func choose(among registries: [AnsweredRegistry]) throws(DocumentError) {
    let byName = Dictionary(grouping: registries, by: \.name)
    for (name, uids) in byName.mapValues({ Set($0.map(\.uid)) }).sorted(by: { $0.key < $1.key }) {
      if let chosen = reading.registryUIDs[name], uids.contains(chosen) {
        leftOut.formUnion(uids.subtracting([chosen]))
      } else if uids.count > 1 {
        let list = uids.sorted().map(\.string)
        throw DocumentError(
          .schema,
          "\(uids.count) registries are named '\(name)': \(list.joined(separator: ", "))",
          hint: "profiles name a registry by its name; say which one is meant with "
            + "--registry-uid \(ShellWord.quoted("\(name)=\(list[0])"))")
      }
    }
  }

  /// The name of a registry; nil where it was left out.
  private func registry(_ pack: AnsweredPack) throws(DocumentError) -> JSONString? {
    if leftOut.contains(pack.registryUID) { return nil }
    let known = holdings.registries?.first { $0.value.uid == pack.registryUID }?.key
    if let name = known ?? pack.registryName { return name }
    throw DocumentError(
      .schema,
      "'\(pack.name)' is of the registry '\(pack.registryUID)', whose name is not known",
      hint: "give the answer of GET /v1/registries/metadata along")
  }
}

extension AnswersTaking {
  private mutating func takeSearch(_ answers: [PaletteAnswer]) throws(DocumentError) {
    var pages: [AnsweredPage<AnsweredPack>] = []
    for case .search(let page) in answers { pages.append(page) }
    if pages.isEmpty { return }
    try expectWhole(pages, "packs")
    mark(.packs)
    let older = holdings.packs ?? [:]
    // A search names every pack with its registries, so the ones that it does not name are gone.
    if !reading.isPartial { holdings.packs = [:] }
    for pack in pages.flatMap(\.items) {
      guard let registry = try registry(pack) else { continue }
      try refuseSharedName(pack, registry)
      let known = older[pack.name]?[registry]
      let versions = (known ?? []) + pack.versions.filter { known?.contains($0) != true }
      holdings.packs = holdings.packs ?? [:]
      holdings.packs?[pack.name, default: [:]][registry] = versions
      if known.map({ $0.count < versions.count }) ?? true {
        holdings.partial.insert(.versions(pack: pack.name, registry: registry))
      }
    }
  }

  /// A search says names of registries even where the list of registries does not come along.
  private func refuseSharedName(
    _ pack: AnsweredPack, _ registry: JSONString
  ) throws(DocumentError) {
    guard let uid = holdings.registries?[registry]?.uid, uid != pack.registryUID else { return }
    throw DocumentError(
      .schema,
      "two registries are named '\(registry)': \(uid) is known, and '\(pack.name)' is in "
        + "\(pack.registryUID)",
      hint: "give the answer of GET /v1/registries/metadata along, with --registry-uid where names "
        + "are shared")
  }

  private mutating func take(_ pack: AnsweredPack, isComplete: Bool) throws(DocumentError) {
    for (version, schema) in pack.schemas {
      schemas[Sensitivity.Pack(name: pack.name, version: version)] = schema
    }
    guard let registry = try registry(pack) else { return }
    if isComplete {
      holdings.add(pack.name, pack.versions, in: registry, isWhole: true)
      var channels = holdings.channels ?? [:]
      channels[pack.name, default: [:]][registry] = pack.channels.isEmpty ? nil : pack.channels
      if channels[pack.name]?.isEmpty == true { channels[pack.name] = nil }
      holdings.channels = channels.isEmpty ? nil : channels
    } else {
      holdings.add(pack.name, pack.versions, in: registry, isWhole: false)
    }
  }
}

extension KnownHoldings {
  /// Adds a pack's versions in a registry, or puts them in place of those that are known.
  ///
  /// Where nothing was known, what is added is not all there is.
  mutating func add(
    _ pack: JSONString, _ versions: [JSONString], in registry: JSONString, isWhole: Bool
  ) {
    let part = Part.versions(pack: pack, registry: registry)
    if packs == nil { partial.insert(.packs) }
    if isWhole { partial.remove(part) } else if !isKnown(part) { partial.insert(part) }
    let known = isWhole ? [] : packs?[pack]?[registry] ?? []
    packs = packs ?? [:]
    packs?[pack, default: [:]][registry] = known + versions.filter { !known.contains($0) }
  }
}
