public import CanonicalJSON

/// Where the value of a masked place comes from: never the value.
public enum FillReference: Hashable, Sendable {
  /// `env:NAME`: a variable of the process's environment.
  case environment(String)
  /// `file:NAME` or `file:NAME#key`: a file that the user's own configuration names, or one member of it.
  case file(String, key: String?)
  /// `cmd:NAME`: the output of a command that the user's own configuration names.
  case command(String)
  /// `prompt:`: asked on the terminal.
  case prompt
  /// `macro:NAME`: written as `{{.spectro.macro.NAME}}`.
  case macro(String)
  /// `var:NAME`: written as `{{.spectro.var.NAME}}`.
  case variable(String)

  /// Reads a reference; nil for anything else, and for what is a secret itself.
  public init?(_ text: JSONString) {
    guard text.utf8.count <= 400, SecretScan.kinds(in: text.string).isEmpty,
      let colon = text.utf8.firstIndex(of: UInt8(ascii: ":"))
    else { return nil }
    let kind = String(decoding: text.utf8[..<colon], as: UTF8.self)
    let rest = text.utf8[(colon + 1)...]
    let name = String(decoding: rest, as: UTF8.self)
    switch kind {
    case "env" where ReferenceName.isVariable(rest): self = .environment(name)
    case "file":
      let hash = rest.firstIndex(of: UInt8(ascii: "#"))
      let file = rest[..<(hash ?? rest.endIndex)]
      let key = hash.map { rest[($0 + 1)...] }
      guard ReferenceName.isEntry(file), key.map(ReferenceName.isKey) ?? true else { return nil }
      self = .file(
        String(decoding: file, as: UTF8.self), key: key.map { String(decoding: $0, as: UTF8.self) })
    case "cmd" where ReferenceName.isEntry(rest): self = .command(name)
    case "prompt" where rest.isEmpty: self = .prompt
    case "macro" where ReferenceName.isEntry(rest): self = .macro(name)
    case "var" where ReferenceName.isEntry(rest): self = .variable(name)
    default: return nil
    }
  }

  /// What a reference may be, for a hint.
  public static let forms =
    "write env:NAME, file:NAME, file:NAME#key, cmd:NAME, prompt:, macro:NAME or var:NAME; never the value itself"

  /// The text that stands in the profile for good; nil where there is a value to resolve.
  public var written: String? {
    switch self {
    case .macro(let name): "{{.spectro.macro.\(name)}}"
    case .variable(let name): "{{.spectro.var.\(name)}}"
    case .environment, .file, .command, .prompt: nil
    }
  }
}

extension FillReference: CustomStringConvertible {
  /// The form that `init` reads.
  public var description: String {
    switch self {
    case .environment(let name): "env:\(name)"
    case .file(let name, let key): "file:\(name)" + (key.map { "#\($0)" } ?? "")
    case .command(let name): "cmd:\(name)"
    case .prompt: "prompt:"
    case .macro(let name): "macro:\(name)"
    case .variable(let name): "var:\(name)"
    }
  }
}

/// What names in references may look like; narrow, so that a value is seldom taken for one.
public enum ReferenceName {
  /// Letters, digits and underscores, no digit first, at most 128 bytes.
  static func isVariable(_ name: ArraySlice<UInt8>) -> Bool {
    guard let first = name.first, name.count <= 128, !isDigit(first) else { return false }
    return name.allSatisfy { isDigit($0) || isLetter($0) || $0 == 0x5F }
  }

  /// Letters, digits, `-`, `_` and `.`, a letter or digit first, at most 128 bytes.
  public static func isEntry(_ name: ArraySlice<UInt8>) -> Bool {
    guard let first = name.first, name.count <= 128, isDigit(first) || isLetter(first) else {
      return false
    }
    return name.allSatisfy { isDigit($0) || isLetter($0) || [0x2D, 0x2E, 0x5F].contains($0) }
  }

  /// One to 128 printable bytes of ASCII without blanks.
  static func isKey(_ key: ArraySlice<UInt8>) -> Bool {
    !key.isEmpty && key.count <= 128 && key.allSatisfy { (0x21...0x7E).contains($0) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
