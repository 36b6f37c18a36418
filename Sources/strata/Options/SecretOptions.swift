import ArgumentParser
import ProfileRepository

/// What becomes of secrets that stand in a file in the plain.
struct SecretOptions: ParsableArguments {
  @Flag(help: "Put a mask where a file holds a certain secret, and commit the rest.")
  var mask = false

  @Option(
    help: ArgumentHelp(
      "Store a certain secret all the same, and record why.", valueName: "reason"))
  var allowSecret: String?

  func validate() throws {
    if mask, allowSecret != nil {
      throw ValidationError("--mask and --allow-secret exclude each other")
    }
  }

  var gate: PreparedDocument.Gate {
    PreparedDocument.Gate(allowedReason: allowSecret, masks: mask)
  }
}
