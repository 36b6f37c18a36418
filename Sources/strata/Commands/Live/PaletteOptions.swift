import ArgumentParser
import Palette
import ProfileRepository
import Profiles

/// Which live Palette an environment stands for, and how it is reached.
struct PaletteOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The address: https://HOST[:PORT]; plain http to this machine alone.", valueName: "url"))
  var palette: String?

  @Option(
    help: ArgumentHelp(
      "Where the key comes from: env:NAME, or file:PATH of mode 0600; never the key.",
      valueName: "source"))
  var apiKey: String?

  @Option(
    help: ArgumentHelp(
      "Certificates that are trusted beside the system's own, in PEM form.", valueName: "pem"))
  var caFile: String?

  @Option(help: ArgumentHelp("An HTTP proxy: http://HOST:PORT.", valueName: "url"))
  var proxy: String?

  @Flag(help: "The environment stands for no live Palette any more.") var noPalette = false

  var isEmpty: Bool {
    palette == nil && apiKey == nil && caFile == nil && proxy == nil && !noPalette
  }

  func validate() throws {
    if noPalette, palette != nil || apiKey != nil || caFile != nil || proxy != nil {
      throw ValidationError(
        "--no-palette goes with none of --palette, --api-key, --ca-file, --proxy")
    }
    if palette != nil && apiKey == nil {
      throw ValidationError("--palette goes with --api-key: env:NAME or file:PATH")
    }
    if (caFile != nil || proxy != nil) && apiKey == nil {
      throw ValidationError("--ca-file and --proxy go with --api-key, and are kept beside it")
    }
  }

  /// What becomes of the address on the branch; nil leaves it.
  func edit() throws -> SettingsEdit.PaletteEdit? {
    if noPalette { return .forget }
    return try palette.map { .set(try Self.address($0)) }
  }

  /// What goes into the user's own configuration; nil where nothing does.
  ///
  /// - Parameter now: the address that the branch has.
  func access(
    to environment: EnvironmentName, in repository: ProfileRepository, now: PaletteAddress?
  ) throws -> PaletteAccess? {
    guard let apiKey else { return nil }
    guard let address = try palette.map({ try Self.address($0) }) ?? now else {
      throw UsageError(
        "'\(environment)' has no live Palette yet", hint: "name its address with --palette")
    }
    guard let key = PaletteAccess.KeySource(try Self.source(apiKey)) else {
      throw UsageError(
        "what --api-key says is no source; it is not repeated here",
        hint: "write env:NAME, or file:PATH; never the key itself")
    }
    if let proxy, PaletteConnection.Proxy(proxy) == nil {
      throw UsageError(
        "what --proxy says is no address of a proxy", hint: "write it as http://HOST:PORT")
    }
    return PaletteAccess(
      environment: environment, repository: repository.path, address: address, key: key,
      authorities: try caFile.map { try Paths.absolute($0) }, proxy: proxy)
  }

  private static func address(_ text: String) throws -> PaletteAddress {
    do throws(PaletteAddress.Refusal) { return try PaletteAddress(text) } catch {
      throw UsageError(
        "what --palette says is no address of Palette: \(error.detail)",
        hint: "write it as https://api.example.com")
    }
  }

  /// A path from the working folder becomes one from the root.
  private static func source(_ text: String) throws -> String {
    guard text.hasPrefix("file:"), text.count > 5 else { return text }
    return "file:" + (try Paths.absolute(String(text.dropFirst(5))))
  }
}
