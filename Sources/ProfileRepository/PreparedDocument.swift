public import Git
internal import PackValues
public import Profiles

/// A document with its stored form hashed and compressed, ready to be committed.
///
/// Making one is the expensive part of a commit, needs no lock, and may run on any thread. It is also the gate: a document
/// with a certain secret in it does not become one, unless somebody says why or has it masked.
public struct PreparedDocument: Sendable {
  public let document: ProfileDocument
  public let digest: String
  let blob: PreparedObject
  /// Why a found secret may be stored; nil where none was found.
  let allowedSecret: String?
  /// What was masked on the way in.
  public let masked: [SecretFinding]
  /// What is stored and likely a secret.
  public let warnings: [SecretFinding]

  /// What the gate knows and does beside refusing.
  public struct Gate: Sendable {
    /// Lets a document with a certain secret in it pass, and is recorded in the commit.
    public var allowedReason: String?
    /// Puts masks where certain secrets stand.
    public var masks = false
    /// What the environment declares secret.
    public var sensitivity = Sensitivity()

    public init(
      allowedReason: String? = nil, masks: Bool = false, sensitivity: Sensitivity = Sensitivity()
    ) {
      (self.allowedReason, self.masks, self.sensitivity) = (allowedReason, masks, sensitivity)
    }

    /// The same gate that knows what an environment declares too.
    public func adding(_ declared: Sensitivity) -> Gate {
      Gate(
        allowedReason: allowedReason, masks: masks, sensitivity: sensitivity.union(declared))
    }
  }

  /// Reviews, encodes, digests and compresses a document.
  ///
  /// - Throws: `refused`, naming every place and kind of secret, never its text.
  public init(_ document: ProfileDocument, gate: Gate = Gate()) throws(RepositoryError) {
    let review = SecretReview(of: document, sensitivity: gate.sensitivity)
    var stored = document
    if !review.certain.isEmpty, gate.allowedReason == nil {
      stored = try Self.masked(document, review.certain, gate)
    }
    self.document = stored
    let isMasked = stored != document
    masked = isMasked ? review.certain : []
    allowedSecret = review.certain.isEmpty || isMasked ? nil : gate.allowedReason
    warnings = review.likely
    digest = stored.digest
    let bytes = stored.stored
    blob = try git { () throws(GitError) in try PreparedObject(blob: bytes) }
  }

  private static func masked(
    _ document: ProfileDocument, _ findings: [SecretFinding], _ gate: Gate
  ) throws(RepositoryError) -> ProfileDocument {
    let places = findings.map(\.description).joined(separator: "; ")
    guard gate.masks else {
      throw RepositoryError(
        .refused, places,
        hint:
          "take the secret out and rotate it, or use a macro or a masked variable; --mask puts a mask "
          + "in its place, --allow-secret REASON stores it and records why")
    }
    guard let masked = document.masking(findings, sensitivity: gate.sensitivity) else {
      throw RepositoryError(
        .refused, places + ": cannot put a mask there without changing something else",
        hint: "write the mask \(ValuesText.mask) into the file by hand")
    }
    return masked
  }

  /// The id of the stored form's blob.
  public var id: ObjectID { blob.id }
}

extension PreparedDocument {
  /// What is worth telling of a document once it is stored; small, however large the document is.
  public struct Receipt: Hashable, Sendable {
    public let digest: String
    /// The id of the stored form's blob.
    public let blob: ObjectID
    /// What was masked on the way in.
    public let masked: [SecretFinding]
    /// What is stored and likely a secret.
    public let warnings: [SecretFinding]
  }

  public var receipt: Receipt {
    Receipt(digest: digest, blob: id, masked: masked, warnings: warnings)
  }
}
