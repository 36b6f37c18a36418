internal import CanonicalJSON
internal import Palette
internal import PaletteAPI
internal import Profiles

extension Rollout {
  /// Lets Palette look at each one that is to be sent, and settles the registries.
  func validate(
    _ items: inout [Item], _ live: LiveScopes, _ client: PaletteClient
  ) async throws {
    let indexes = items.indices.filter { items[$0].isToBeSent }
    let toBeSent = indexes.map { items[$0] }
    var settled: [Item] = []
    try await concurrently(toBeSent, atOnce: 4) { item in
      try await validated(item, live, client)
    } report: { item, result in
      var item = item
      switch result {
      case .success(let validated): item = validated
      case .failure(let error):
        if let error = error as? PaletteError, error.code == .authentication { throw error }
        item.step = .refused(.init(error))
      }
      settled.append(item)
    }
    for (index, item) in zip(indexes, settled) { items[index] = item }
  }

  private func validated(
    _ item: Item, _ live: LiveScopes, _ client: PaletteClient
  ) async throws -> Item {
    var item = item
    let project = try live.project(of: item.key.scope)
    if case .make = item.step,
      try await !client.isFree(item.key.name, item.key.version, in: project)
    {
      item.step = .refused(.differs)
      return item
    }
    let answer: ImportEntity
    do {
      answer = try await client.validateImport(
        of: item.document, in: project, secrets: item.secrets)
    } catch let error as PaletteError where error.isDuplicate {
      // The one that is to be replaced is what it finds; the update itself looks at the packs.
      guard case .replace = item.step else { throw error }
      return item
    }
    try settle(&item, offered: answer.matchingRegistries)
    return item
  }

  /// Takes for each layer the registry that it names, the one that was chosen, or the only one.
  private func settle(
    _ item: inout Item, offered: [[PackRegistryMetadata]]
  ) throws {
    var (value, questions) = (item.document.value, [RegistryQuestion]())
    for (index, layer) in item.document.profile.layers.enumerated()
    where layer.packType != "manifest" && offered.indices.contains(index) {
      let candidates = offered[index]
      // A Palette that says nothing of a layer takes the registry by its name.
      if candidates.isEmpty { continue }
      let own = layer.registry?.name ?? ""
      let named = candidates.filter { $0.name == own }
      let taken = named.count == 1 ? named[0] : candidates.count == 1 ? candidates[0] : nil
      guard let taken else {
        let names = (named.isEmpty ? candidates : named).map(\.name)
        questions.append(
          RegistryQuestion(layer: layer.identity, named: own, offered: names.sorted()))
        continue
      }
      if taken.name != own {
        item.choices.append(RegistryChoice(layer: layer.identity, from: own, to: taken.name))
      }
      let path = JSONPath([
        .key("spec"), .key("template"), .key("packs"), .index(index), .key("registry"),
        .key("metadata"),
      ])
      value.set(taken.value, at: path)
    }
    if !questions.isEmpty { item.step = .refused(.registries(questions)) }
    item.document = try ProfileDocument(export: value)
  }
}
