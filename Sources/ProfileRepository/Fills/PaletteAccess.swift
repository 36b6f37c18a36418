internal import CanonicalJSON
internal import Git
public import Profiles

/// How an environment's live Palette is reached, as the user's own configuration says it: the key's source with the one address that
/// the key is for.
///
/// A branch says which Palette an environment stands for and cannot send a key elsewhere: the address of the branch must be this one.
public struct PaletteAccess: Hashable, Sendable {
  public var environment: EnvironmentName
  /// The folder of the repository; nil holds for every one that has none of its own.
  public var repository: String?
  public var address: PaletteAddress
  public var key: KeySource
  /// A file of certificates in PEM form that are trusted beside the system's own.
  public var authorities: String?
  /// `http://HOST:PORT`.
  public var proxy: String?

  public init(
    environment: EnvironmentName, repository: String?, address: PaletteAddress, key: KeySource,
    authorities: String? = nil, proxy: String? = nil
  ) {
    (self.environment, self.repository) = (environment, repository)
    (self.address, self.key) = (address, key)
    (self.authorities, self.proxy) = (authorities, proxy)
  }

  /// Where a key comes from: never the key.
  public enum KeySource: Hashable, Sendable {
    /// `env:NAME`: a variable of the process's environment.
    case environment(String)
    /// `file:PATH`: a file that is ours alone, from the root.
    case file(String)

    /// Reads a source; nil for anything else.
    public init?(_ text: String) {
      if case .environment(let name)? = FillReference(JSONString(text)) {
        self = .environment(name)
      } else if text.hasPrefix("file:/"), text.utf8.count <= 4096, !text.utf8.contains(0) {
        self = .file(String(text.dropFirst(5)))
      } else {
        return nil
      }
    }
  }
}

extension PaletteAccess.KeySource: CustomStringConvertible {
  /// The form that `init` reads.
  public var description: String {
    switch self {
    case .environment(let name): "env:\(name)"
    case .file(let path): "file:\(path)"
    }
  }
}

extension PaletteAccess {
  private static let limit = 1 << 16

  /// Reads the key, at the last moment.
  ///
  /// - Parameter variable: reads a variable of the environment, as its bytes.
  /// - Throws: `authentication` where the source gives none; no error shows what stands there.
  public func readKey(_ variable: (String) -> [UInt8]?) throws(RepositoryError) -> String {
    let bytes: [UInt8]
    switch key {
    case .environment(let name):
      guard let value = variable(name) else {
        throw missing(
          "the variable '\(name)' is not set", "set it to the key, or name another source")
      }
      bytes = value
    case .file(let path):
      do throws(GitError) { bytes = try PrivateFile.read(path, limit: Self.limit) } catch {
        throw missing(
          "the file '\(path)' cannot be read: \(error.detail)", "chmod 600, and own it yourself")
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw missing("'\(key)' holds no text", "put the key there and nothing else")
    }
    return text
  }

  private func missing(_ detail: String, _ hint: String) -> RepositoryError {
    RepositoryError(
      .authentication, "no key for the Palette of '\(environment)': \(detail)", hint: hint)
  }
}

extension UserConfiguration {
  /// The access to the Palette that an environment's branch names.
  ///
  /// - Parameter address: what the branch says.
  /// - Throws: `authentication` where there is none, or where its key is for another address.
  public func access(
    to address: PaletteAddress, of environment: EnvironmentName, in repository: String
  ) throws(RepositoryError) -> PaletteAccess {
    let named = palettes.filter { $0.environment == environment }
    let found =
      named.first { $0.repository == repository } ?? named.first { $0.repository == nil }
    let command = "strata env set \(environment) --palette \(address) --api-key env:NAME"
    guard let found else {
      throw RepositoryError(
        .authentication, "nothing says where the key for the Palette of '\(environment)' is",
        hint: "say it with '\(command)'")
    }
    guard found.address == address else {
      throw RepositoryError(
        .authentication,
        "the branch says that the Palette of '\(environment)' is \(address), and your key is for "
          + "\(found.address)",
        hint: "no key was sent; if the branch is right, say so with '\(command)'")
    }
    return found
  }
}

extension PaletteAccess {
  var value: JSONValue {
    var object: JSONObject = [:]
    object["environment"] = .string(JSONString(environment.text))
    object["repository"] = repository.map { .string(JSONString($0)) }
    object["address"] = .string(JSONString(address.description))
    object["key"] = .string(JSONString(key.description))
    object["authorities"] = authorities.map { .string(JSONString($0)) }
    object["proxy"] = proxy.map { .string(JSONString($0)) }
    return .object(object)
  }

  init(_ members: StrictMembers) throws(DocumentError) {
    try members.allowOnly([
      "address", "authorities", "environment", "key", "proxy", "repository",
    ])
    let wrong = { (key: JSONString, detail: String) in
      DocumentError(.schema, detail, path: members.place(key).description)
    }
    guard let key = KeySource(try members.requiredText("key").string) else {
      throw wrong("key", "must be env:NAME or file:PATH with a path from '/'; never the key itself")
    }
    guard let environment = try? EnvironmentName(try members.requiredText("environment").string)
    else { throw wrong("environment", "is no environment's name") }
    let address: PaletteAddress
    do { address = try PaletteAddress(try members.requiredText("address").string) } catch {
      throw wrong("address", "is no address of Palette")
    }
    self.init(
      environment: environment, repository: try members.text("repository")?.string,
      address: address, key: key, authorities: try members.text("authorities")?.string,
      proxy: try members.text("proxy")?.string)
  }
}
