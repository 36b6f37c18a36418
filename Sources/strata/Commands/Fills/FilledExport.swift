import ArgumentParser
import Git
import ProfileRepository
import Profiles
import Reports

/// A profile with the values of its fills, for a file that its owner alone may read.
struct FilledExport {
  private let named: NamedDocument
  private let path: String
  private let takesInput: Bool

  init(_ named: NamedDocument, to out: String?, takesInput: Bool) throws {
    guard let out, out != "-" else {
      throw UsageError(
        "--fill writes secrets, and only to a file", hint: "name the file with --out")
    }
    guard named.snapshot?.environmentName != nil else {
      throw UsageError(
        "--fill needs a profile of an environment: its fills say where values come from",
        hint: "name it as ENV:NAME, such as 'prod:web-platform'")
    }
    self.named = named
    path = try Paths.absolute(out)
    self.takesInput = takesInput
  }

  /// Resolves every fill, then writes the file whole; where a value is missing, says all that are and writes nothing.
  func write(
    as encode: (ProfileDocument) -> [UInt8], _ output: OutputOptions
  ) throws {
    guard let snapshot = named.snapshot, let scope = named.address?.profile.scope,
      let environment = snapshot.environmentName
    else { return }
    let own = try OwnConfiguration()
    var sources = own.sources(takesInput: takesInput)
    let resolution = FillResolution(
      of: named.document, try snapshot.masks(of: named.document, in: scope), from: &sources)
    guard let document = resolution.document else {
      try output.print(UnfilledReport(resolution, of: named.document.key(in: scope)))
      throw Code.findings
    }
    try PrivateFile.write(encode(document), to: path, replacing: .afterRemoval)
    let name = named.document.profile.name
    let filled = resolution.resolved.compactMap { place in
      place.mask.fillPlace(in: name).map {
        (
          place: FillFingerprints.Place(environment, scope, $0), from: place.reference,
          secret: place.secret
        )
      }
    }
    let kept = Set(try snapshot.fills(in: scope).all.map(\.place))
    let changed = remember(filled, keeping: kept, own, in: snapshot.repository)
    Console.note(
      "wrote \(path): \(resolution.count) filled\(changed); it holds secrets, keep it out of repositories"
    )
  }

  /// Compares the values with those of the last export and keeps their fingerprints; the words of what changed.
  ///
  /// The file is written, so that this cannot be done is no failure.
  private func remember(
    _ filled: [(place: FillFingerprints.Place, from: FillReference, secret: Secret)],
    keeping kept: Set<Profiles.Fill.Place>, _ own: OwnConfiguration,
    in repository: ProfileRepository
  ) -> String {
    if filled.isEmpty { return "" }
    do throws(RepositoryError) {
      let key = try own.keyFile().readOrMake(outside: repository)
      let before = try FillFingerprints(of: repository)
      try FillFingerprints.record(filled, keeping: kept, at: Machine.seconds, key, in: repository)
      let changed = filled.count {
        if case .changed = before.verdict(on: $0.secret, at: $0.place, key) { true } else { false }
      }
      return changed > 0 ? ", \(changed) changed since the last export" : ""
    } catch {
      Console.note("note: a later change of these values cannot be told: \(error.detail)")
      return ""
    }
  }
}
