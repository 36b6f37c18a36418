import CanonicalJSON
import ProfileRepository
import Profiles

/// Reads what a person writes for a thing that an environment holds.
enum FactsWord {
  /// `NAME[,kind=…][,uid=…][,scope=…][,provider=…][,private=true]`; a comma that no known key follows is the name's.
  static func registry(_ text: String) throws -> FactsEdit.Item {
    let (name, values) = parts(
      of: text, keys: ["kind", "uid", "scope", "provider", "private"])
    let flag = values["private"]
    guard flag == nil || flag == "true" || flag == "false" else {
      throw UsageError("private= takes true or false, not '\(flag ?? "")'")
    }
    let value = { (key: String) in values[key].map { JSONString($0) } }
    return .registry(
      JSONString(name),
      KnownHoldings.Registry(
        uid: value("uid"), kind: try value("kind").map(kind), scope: value("scope"),
        isPrivate: flag.map { $0 == "true" }, provider: value("provider")))
  }

  private static func kind(_ text: JSONString) throws -> JSONString {
    guard ["pack", "helm", "oci"].contains(text) else {
      throw UsageError("'\(text)' is no kind of registry; those are pack, helm and oci")
    }
    return text
  }

  /// `PACK@VERSION=REGISTRY`; no pack's name or version holds a '='.
  static func pack(_ text: String) throws -> FactsEdit.Item {
    guard let (left, registry) = halves(text, at: "="),
      let pack = PackArgument(argument: left)?.pack, !registry.isEmpty
    else {
      throw UsageError(
        "a pack is named as PACK@VERSION=REGISTRY, not '\(text)'",
        hint: "such as 'nginx@1.9.4=Public Repo'")
    }
    return .pack(pack.name, version: pack.version, registry: JSONString(registry))
  }

  /// `PACK[@VERSION][=REGISTRY]`.
  static func packs(_ text: String) throws -> FactsEdit.Item {
    let (left, registry) = halves(text, at: "=").map { ($0, Optional($1)) } ?? (text, nil)
    let pack = PackArgument(argument: left)?.pack
    return .pack(
      pack?.name ?? JSONString(left), version: pack?.version,
      registry: registry.map { JSONString($0) })
  }

  /// `PACK@VERSION`.
  static func version(_ text: String) throws -> Sensitivity.Pack {
    guard let pack = PackArgument(argument: text)?.pack else {
      throw UsageError("a version of a pack is named as PACK@VERSION, not '\(text)'")
    }
    return pack
  }

  /// `SCOPE:NAME`.
  static func macro(_ text: String) throws -> FactsEdit.Item {
    guard let (scope, name) = halves(text, at: ":"), !name.isEmpty else {
      throw UsageError(
        "a macro is named as SCOPE:NAME", hint: "such as tenant:proxy or projects/payments:proxy")
    }
    return .macro(scope: try macroScope(scope), name: JSONString(name))
  }

  static func macroScope(_ text: String) throws -> JSONString {
    guard text == "system" || Scope(text) != nil else {
      throw UsageError(
        "'\(text)' is no scope of macros", hint: "those are system, tenant and projects/NAME")
    }
    return JSONString(text)
  }

  /// `PACK@VERSION:KIND,pack=NAME[,layer=…][,min=…][,max=…]`.
  static func constraint(_ text: String) throws -> FactsEdit.Item {
    guard let (left, right) = halves(text, at: ":") else {
      throw UsageError("a constraint is named as PACK@VERSION:KIND,pack=NAME, not '\(text)'")
    }
    let (word, values) = parts(of: right, keys: ["pack", "layer", "min", "max"])
    guard let kind = PackConstraint.Kind(rawValue: word) else {
      throw UsageError(
        "'\(word)' is no kind of constraint",
        hint: "those are " + PackConstraint.Kind.allCases.map(\.rawValue).joined(separator: ", "))
    }
    guard let name = values["pack"], !name.isEmpty else {
      throw UsageError("the constraint '\(text)' does not say of which pack: pack=NAME")
    }
    let value = { (key: String) in JSONString(values[key] ?? "") }
    return .constraint(
      try version(left),
      PackConstraint(
        kind, pack: JSONString(name), layer: value("layer"), minimum: value("min"),
        maximum: value("max")))
  }

  /// `packs`, `projects`, `registries`, `macros:SCOPE`, `versions:PACK=REGISTRY`.
  static func part(_ text: String) throws -> KnownHoldings.Part {
    let (word, rest) = halves(text, at: ":") ?? (text, "")
    switch word {
    case "packs" where rest.isEmpty: return .packs
    case "projects" where rest.isEmpty: return .projects
    case "registries" where rest.isEmpty: return .registries
    case "macros": return .macros(scope: try macroScope(rest))
    case "versions":
      if let (pack, registry) = halves(rest, at: "=") {
        return .versions(pack: JSONString(pack), registry: JSONString(registry))
      }
    default: break
    }
    throw UsageError(
      "'\(text)' is no list that can be complete",
      hint: "those are packs, projects, registries, macros:SCOPE and versions:PACK=REGISTRY")
  }

  /// Before and after the first mark; nil where there is none, or nothing before it.
  private static func halves(_ text: String, at mark: Character) -> (String, String)? {
    guard let at = text.firstIndex(of: mark), at != text.startIndex else { return nil }
    return (String(text[..<at]), String(text[at...].dropFirst()))
  }

  private static func parts(
    of text: String, keys: [String]
  ) -> (name: String, values: [String: String]) {
    var pieces = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    var values: [String: String] = [:]
    while pieces.count > 1, let (key, value) = pieces.last.flatMap({ halves($0, at: "=") }),
      keys.contains(key)
    {
      values[key] = value
      pieces.removeLast()
    }
    return (pieces.joined(separator: ","), values)
  }
}
