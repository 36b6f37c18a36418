import HTTPTypes
import Profiles

/// A document as a page may show it: a secret that was let in on purpose stands there as a mask.
struct ShownDocument {
  let document: ProfileDocument
  /// Whether something is hidden that the stored document has in the plain.
  let isMasked: Bool

  /// - Throws: `Refusal` where a secret cannot be masked without changing something else.
  init(_ document: ProfileDocument, sensitivity: Sensitivity) throws(Refusal) {
    let secrets = SecretReview(of: document, sensitivity: sensitivity).certain
    guard !secrets.isEmpty else {
      (self.document, isMasked) = (document, false)
      return
    }
    guard let masked = document.masking(secrets, sensitivity: sensitivity) else {
      throw Refusal(
        .forbidden, "HoldsSecret", "the profile holds a secret in the plain, and is not shown",
        hint: "take it out and rotate it; 'strata verify --secrets' says where it stands")
    }
    (self.document, isMasked) = (masked, true)
  }
}
