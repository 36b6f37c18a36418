public import CanonicalJSON
internal import PackValues

extension IgnoreRule {
  /// Reads `cosmetic` or `KEY=VALUE` parts joined with commas; what follows `path=` is the path to the end.
  public init(_ text: String) throws(DocumentError) {
    var (layer, path, kind): (JSONString?, ValuesPathPattern?, Kind?)
    var rest = text[...]
    while !rest.isEmpty {
      if rest.hasPrefix("path=") {
        path = try Self.pattern(String(rest.dropFirst(5)))
        break
      }
      let part = rest.prefix { $0 != "," }
      rest = rest.dropFirst(part.count + 1)
      let name = part.prefix { $0 != "=" }
      let value = String(part.dropFirst(name.count + 1))
      switch name {
      case "layer": layer = try Self.layer(JSONString(value))
      case "kind": kind = try Self.kind(value)
      case _ where name.count == part.count: kind = try Self.kind(String(part))
      default:
        throw DocumentError(
          .schema, "an ignore rule has no part '\(name)'; it knows 'kind', 'layer' and 'path'")
      }
    }
    guard let rule = IgnoreRule(layer: layer, path: path, kind: kind) else {
      throw Self.nothing(at: nil)
    }
    self = rule
  }

  /// Reads the form of `environment.json`: `{kind?, layer?, path?, reason?}`.
  public init(stored members: StrictMembers) throws(DocumentError) {
    try members.allowOnly(["kind", "layer", "path", "reason"])
    let (layer, path) = (try members.text("layer"), try members.text("path"))
    let (kind, reason) = (try members.text("kind"), try members.text("reason"))
    do throws(DocumentError) {
      let rule = IgnoreRule(
        layer: try layer.map(Self.layer),
        path: try path.map { text throws(DocumentError) in try Self.pattern(text.string) },
        kind: try kind.map { text throws(DocumentError) in try Self.kind(text.string) },
        reason: reason?.string)
      guard let rule else { throw Self.nothing(at: nil) }
      self = rule
    } catch {
      throw DocumentError(
        error.code, error.detail, path: members.path.description, hint: error.hint)
    }
  }

  /// The form of `environment.json`.
  public var stored: JSONValue {
    var object = JSONObject()
    object["kind"] = kind.map { .string(JSONString($0.rawValue)) }
    object["layer"] = layer.map(JSONValue.string)
    object["path"] = path.map { .string(JSONString($0.text)) }
    object["reason"] = reason.map { .string(JSONString($0)) }
    return .object(object)
  }

  private static func layer(_ name: JSONString) throws(DocumentError) -> JSONString {
    guard NameRule.violation(of: name) == nil else {
      throw DocumentError(.schema, "the layer of an ignore rule is blank or no name")
    }
    return name
  }

  private static func kind(_ text: String) throws(DocumentError) -> Kind {
    if let kind = Kind(rawValue: text) { return kind }
    let names = Kind.allCases.map(\.rawValue)
    let near = Nearest.name(to: text, among: names).map { "did you mean '\($0)'?" }
    throw DocumentError(
      .schema, "there is no kind of difference '\(text)'",
      hint: near ?? "the kinds are \(names.joined(separator: ", "))")
  }

  private static func pattern(_ text: String) throws(DocumentError) -> ValuesPathPattern {
    do throws(ValuesPathError) {
      if !text.isEmpty { return try ValuesPathPattern(text) }
    } catch {
      throw DocumentError(.schema, "the path of an ignore rule is no path: \(error)")
    }
    throw DocumentError(.schema, "the path of an ignore rule is empty")
  }

  private static func nothing(at path: String?) -> DocumentError {
    DocumentError(
      .schema, "an ignore rule names nothing", path: path,
      hint: "give it a kind, a layer or a path, such as 'layer=nginx,path=charts.*.image'")
  }
}
