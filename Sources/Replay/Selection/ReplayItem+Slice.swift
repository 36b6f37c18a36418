internal import CanonicalJSON
internal import Git
internal import PackValues
internal import ProfileRepository
internal import Profiles

extension ReplayItem {
  /// Decides what becomes of a slice of the source's document in the target's.
  static func sliced(
    _ slice: ProfileSlice, _ merge: ReplayMerge, _ source: Snapshot.Entry, _ course: Course,
    _ final: Final
  ) throws(RepositoryError) -> Decision {
    guard let newest = course.source.steps.last else {
      return Decision(steps: [], verdict: .nothing(.contained))
    }
    let taken: ProfileSlice.Taken
    do throws(ProfileSlice.Failure) {
      taken = try slice.taken(from: final.document, into: merge.base)
    } catch {
      throw RepositoryError(error, slice, merge, of: source.key, final.document)
    }
    switch try merge.result(of: [(newest, taken.document)]) {
    case .conflicts(let conflicts):
      return Decision(
        steps: [],
        verdict: .refused(conflict(conflicts, merge, with: taken.document, course)))
    case .merged(let landed, _, let kept):
      guard let step = landed.last, step.prepared.id != merge.present.blob else {
        return Decision(steps: [], verdict: .nothing(.contained))
      }
      let document = step.prepared.document
      let sliced = ReplayOutcome.Sliced(
        layers: taken.layers, paths: slice.paths, variables: taken.variables,
        difference: ProfileDifference(
          from: merge.ours, to: document, sensitivity: merge.sensitivity),
        left: ProfileDifference(
          from: document, to: final.document, sensitivity: merge.sensitivity),
        missing: missing(taken, in: document, final.document), overrides: kept)
      return Decision(steps: [Step(entry: newest, merged: step)], verdict: .sliced(sliced))
    }
  }

  /// The packs that the slice refers to, which the source has and the target's document would not.
  private static func missing(
    _ taken: ProfileSlice.Taken, in document: ProfileDocument, _ source: ProfileDocument
  ) -> [ReplayOutcome.MissingLayer] {
    let there = document.profile.layers.map(\.identity.pack.string)
    var missing: [ReplayOutcome.MissingLayer] = []
    for reference in taken.references where reference.kind == .pack {
      let isMeant = { (pack: String) in
        reference.name == pack || reference.name.hasPrefix(pack + ".")
      }
      if there.contains(where: isMeant) { continue }
      guard let layer = source.profile.layers.first(where: { isMeant($0.identity.pack.string) })
      else { continue }
      missing.append(.init(reference: reference, layer: layer.identity))
    }
    return missing
  }

  /// That a slice has nothing to go into.
  static func noDocument(_ target: ProfileKey, _ request: ReplayRequest) -> RepositoryError {
    let hint =
      request.kind == .promotion
      ? "promote the whole first, or take the slice into another version with 'strata import … "
        + "--version VERSION --overwrite'"
      : "import the whole first, or name a version that is there with --version and --overwrite"
    return RepositoryError(
      .notFound, "'\(request.target)' has no '\(target)' for a slice to go into",
      hint: "nothing was written; \(hint)")
  }

  /// What the commit of a slice says: of what it is a part, and which.
  func sliceDetails(
    _ step: Step, _ sliced: ReplayOutcome.Sliced
  ) -> Change.Details {
    let names = sliced.layers.map { Self.plain("\($0)") }
    let what = names.count == 1 ? names[0] : "\(names.count) layers"
    let name = Self.plain(target.name.string)
    var lines = ["Take \(what) of \(name) \(target.version)", ""]
    lines.append("A part of \(step.entry.commit.id.abbreviated) and what was there before:")
    lines += names.map { "  layer \($0)" }
    lines += sliced.paths.map { "  at \(Self.plain($0.text))" }
    lines += sliced.variables.map { "  variable \(Self.plain($0.string))" }
    return Change.Details(
      message: lines.joined(separator: "\n"),
      slicedFrom: Lineage.Replayed(commit: step.entry.commit.id, key: source.key))
  }

  /// A word within one line.
  private static func plain(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: "?"
          default: scalar
          }
        }))
  }
}

extension RepositoryError {
  fileprivate init(
    _ failure: ProfileSlice.Failure, _ slice: ProfileSlice, _ merge: ReplayMerge,
    of source: ProfileKey, _ document: ProfileDocument
  ) {
    let place = "'\(merge.request.target):\(merge.target)'"
    let layers = slice.layers.map { "'\($0.text)'" }.joined(separator: " or ")
    switch failure {
    case .noLayer:
      let names = document.profile.layers.map { "\($0.identity)" }.joined(separator: ", ")
      self.init(
        .notFound, "neither '\(source)' nor \(place) has a layer \(layers)",
        hint: "nothing was written; the source's layers are \(names)")
    case .noValue:
      let paths = slice.paths.map { "'\($0.text)'" }.joined(separator: " or ")
      self.init(
        .notFound, "the layer \(layers) has no value at \(paths), in '\(source)' nor in \(place)",
        hint: "nothing was written; paths are written as 'strata diff' shows them")
    case .noLayerThere(let identity):
      self.init(
        .notFound, "\(place) has no layer '\(identity)' for values to go into",
        hint: "nothing was written; take the whole layer, without --path")
    case .stuck(let identity, let manifest):
      let text = manifest.map { "the manifest '\($0)'" } ?? "the values"
      self.init(
        .conflict,
        "cannot take these paths alone out of \(text) of '\(identity)': their lines hold other "
          + "values too, or what is there is no YAML",
        hint: "nothing was written; take more with --path, or the whole layer without it")
    case .invalid:
      self.init(
        .invalid, "\(place) would not be a profile with this slice",
        hint: "nothing was written; promote the whole")
    }
  }
}
