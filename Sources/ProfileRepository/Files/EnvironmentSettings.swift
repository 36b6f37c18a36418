public import CanonicalJSON
public import Profiles

/// What `environment.json` says of an environment.
public struct EnvironmentSettings: Hashable, Sendable {
  /// The format that this version writes and reads.
  public static let format = 1
  static let path = "environment.json"

  /// The environment that comes before this one in the promotion order; nil for the first.
  public var after: String?
  /// Texts that stand for a hidden value beside runs of asterisks.
  public var maskLiterals: Set<JSONString>
  /// What comparisons with this environment leave out, in the order in which it was said.
  public var ignoreRules: [IgnoreRule]
  /// What writes it refuses.
  public var protection: Protection
  /// The live Palette that the environment stands for; the key to it is never here.
  public var palette: PaletteAddress?

  public init(
    after: String? = nil, maskLiterals: Set<JSONString> = [], ignoreRules: [IgnoreRule] = [],
    protection: Protection = Protection(), palette: PaletteAddress? = nil
  ) {
    (self.protection, self.palette) = (protection, palette)
    (self.after, self.maskLiterals, self.ignoreRules) = (after, maskLiterals, ignoreRules)
  }

  var value: JSONValue {
    var object: JSONObject = [:]
    object["format"] = JSONNumber(Double(Self.format)).map(JSONValue.number)
    object["after"] = after.map { .string(JSONString($0)) }
    if !maskLiterals.isEmpty {
      object["masks"] = .array(maskLiterals.sorted().map(JSONValue.string))
    }
    if !ignoreRules.isEmpty { object["ignore"] = .array(ignoreRules.map(\.stored)) }
    if !protection.isEmpty { object["protection"] = protection.value }
    object["palette"] = palette.map { .string(JSONString($0.description)) }
    return .object(object)
  }

  init(stored bytes: [UInt8], from file: EnvironmentFile) throws(RepositoryError) {
    let members = try file.members(of: bytes, format: Self.format)
    self = try file.reading { () throws(DocumentError) in try EnvironmentSettings(members) }
  }

  private init(_ members: StrictMembers) throws(DocumentError) {
    try members.allowOnly(["after", "format", "ignore", "masks", "palette", "protection"])
    var literals: Set<JSONString> = []
    for (index, literal) in try members.texts("masks").enumerated() {
      if let violation = MaskLiteral.violation(of: literal) {
        let place = members.place("masks").appending(.index(index))
        throw DocumentError(.schema, violation, path: place.description)
      }
      literals.insert(literal)
    }
    var rules: [IgnoreRule] = []
    for rule in try members.objects("ignore") { rules.append(try IgnoreRule(stored: rule)) }
    let protection = try members.members("protection").map { (members) throws(DocumentError) in
      try Protection(members)
    }
    self.init(
      after: try members.text("after")?.string, maskLiterals: literals, ignoreRules: rules,
      protection: protection ?? Protection(), palette: try Self.palette(members))
  }

  private static func palette(
    _ members: StrictMembers
  ) throws(DocumentError) -> PaletteAddress? {
    guard let text = try members.text("palette") else { return nil }
    do throws(PaletteAddress.Refusal) { return try PaletteAddress(text.string) } catch {
      throw DocumentError(
        .schema, "is no address of Palette: \(error.detail)",
        path: members.place("palette").description)
    }
  }
}
