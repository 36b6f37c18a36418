public import Git
public import Profiles

/// A document with its stored form hashed and compressed, ready to be committed.
///
/// Making one is the expensive part of a commit, needs no lock, and may run on any thread. It is also the gate: a document
/// with a private key or a token in it does not become one, unless somebody says why.
public struct PreparedDocument: Sendable {
  public let document: ProfileDocument
  public let digest: String
  let blob: PreparedObject
  /// Why a found secret may be stored; nil where none was found.
  let allowedSecret: String?

  /// Encodes, digests and compresses a document.
  ///
  /// - Parameter reason: lets a document with a certain secret in it pass, and is recorded in the commit.
  /// - Throws: `refused`, naming every place and kind of secret, never its text.
  public init(
    _ document: ProfileDocument, allowingSecretsFor reason: String? = nil
  ) throws(RepositoryError) {
    let findings = SecretScan.findings(in: document.value)
    if !findings.isEmpty && reason == nil {
      throw RepositoryError(
        .refused, findings.map(\.description).joined(separator: "; "),
        hint: "take the secret out and rotate it, or use a macro or a masked variable; "
          + "--allow-secret REASON stores it and records why")
    }
    self.document = document
    allowedSecret = findings.isEmpty ? nil : reason
    digest = document.digest
    let stored = document.stored
    blob = try git { () throws(GitError) in try PreparedObject(blob: stored) }
  }

  /// The id of the stored form's blob.
  public var id: ObjectID { blob.id }
}
