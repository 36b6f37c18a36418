import ArgumentParser
import CanonicalJSON
import Git
import ProfileRepository
import Profiles

/// Names that do not fit into an address.
struct NameOptions: ParsableArguments {
  @Option(help: "The scope, where the address does not say it: 'tenant' or 'projects/NAME'.")
  var scope: Scope?

  @Option(help: "The profile's name, where the address names only a revision.")
  var name: String?

  @Option(help: "The profile's version, where the address does not say it.")
  var profileVersion: String?

  /// Reads an address, or a revision together with `--name`.
  func address(_ text: String) throws -> Address {
    var address: Address
    if let name {
      let revision = try Revision(text.hasSuffix(":") ? String(text.dropLast()) : text)
      let selector = ProfileSelector(
        scope: scope ?? .tenant, name: JSONString(name), version: nil)
      address = Address(revision: revision, profile: selector)
    } else {
      address = try Address(text)
      if let scope { address.profile.scope = scope }
    }
    if let profileVersion { address.profile.version = try Versions.parse(profileVersion) }
    return address
  }
}

enum Versions {
  static func parse(_ text: String) throws -> ProfileVersion {
    guard let version = ProfileVersion(text) else {
      throw UsageError(
        "cannot read the version '\(text)'",
        hint: "write it as major.minor.patch, such as 1.2.0")
    }
    return version
  }
}

/// A document that a person named, with where it came from.
struct NamedDocument {
  let document: ProfileDocument
  /// `prod@91c0d44`, or the file's name.
  let origin: String
  let address: Address?
  /// The commit that holds it; nil for a file.
  let snapshot: Snapshot?

  private init(
    document: ProfileDocument, origin: String, address: Address?, snapshot: Snapshot?
  ) {
    self.document = document
    self.origin = origin
    self.address = address
    self.snapshot = snapshot
  }

  init(_ argument: String, names: NameOptions, in repository: () throws -> ProfileRepository) throws
  {
    if Paths.isFile(argument) {
      let document = try ExportFiles.document(argument)
      self.init(document: document, origin: argument, address: nil, snapshot: nil)
    } else {
      let address = try names.address(argument)
      let snapshot = try repository().snapshot(at: address.revision)
      let document = try snapshot.document(snapshot.find(address.profile))
      self.init(document: document, snapshot: snapshot, address: address)
    }
  }

  init(document: ProfileDocument, snapshot: Snapshot, address: Address) {
    self.init(
      document: document, origin: snapshot.label, address: address, snapshot: snapshot)
  }

  /// What its environment knows of secrets; nothing for a file.
  func sensitivity() throws -> Sensitivity { try snapshot?.sensitivity() ?? Sensitivity() }

  /// What its environment does not want to hear of; nothing for a file.
  func ignoreRules() throws -> [IgnoreRule] { try snapshot?.ignoreRules() ?? [] }
}
