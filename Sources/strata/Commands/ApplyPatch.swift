import ArgumentParser
import Git
import ProfileRepository
import Profiles
import Reports

struct ApplyPatch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply-patch",
    abstract: "Apply a patch that 'strata diff --output patch' made.",
    discussion: """
      Writes the export that the patch makes of a profile; 'strata commit -' takes it in. A change of a secret is taken \
      from the stored document that the patch names, which must be in the repository, and applies only to the document \
      that the patch was made from. Nothing is half applied.
      """)

  @Argument(help: ArgumentHelp("The patch; '-' is standard input.", valueName: "patch"))
  var patch: String

  @Argument(help: ArgumentHelp("The profile that it is applied to.", valueName: "address|file"))
  var subject: String

  @OptionGroup var destination: DestinationOptions
  @OptionGroup var names: NameOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if patch == "-", subject == "-" {
      throw ValidationError("the patch and the profile cannot both be standard input")
    }
  }

  func run() throws {
    let bytes = try ExportFiles.read(patch)
    do {
      let patch = try ProfilePatch(reading: bytes)
      let document = try NamedDocument(subject, names: names, in: repository.open).document
      let result = try patch.applied(to: document, stored: stored(patch))
      try destination.write(result.palette)
    } catch let error as PatchError {
      let source = patch == "-" ? "standard input" : patch
      throw RepositoryError(
        error.code == .conflict ? .conflict : error.code == .missing ? .notFound : .invalid,
        "cannot apply '\(source)': \(error)", hint: error.hint ?? "nothing was written")
    }
  }

  private func stored(_ patch: ProfilePatch) throws -> ProfileDocument? {
    guard let text = patch.document, let id = ObjectID(hex: text) else { return nil }
    return try repository.open().storedDocument(id)
  }
}

extension ProfilePatch {
  /// The patch between two documents that a person named.
  ///
  /// Refuses where a secret changes and the new document is not stored: then nobody could apply it.
  init(from: NamedDocument, to: NamedDocument, in repository: () throws -> ProfileRepository) throws
  {
    let id = ObjectID(ofBlob: to.document.stored)
    let sensitivity = try from.sensitivity().union(to.sensitivity())
    self.init(from: from.document, to: to.document, stored: id.hex, sensitivity: sensitivity)
    guard takesSecrets, try repository().storedDocument(id) == nil else { return }
    throw UsageError(
      "a secret changes, and a patch carries that only as the id of a stored document",
      hint: "commit '\(to.origin)' to an environment first, and name it there")
  }
}
