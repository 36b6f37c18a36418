public import CanonicalJSON

/// A secret that stands in a document in the plain: where and of what kind, never its text.
public struct SecretFinding: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case privateKey = "private key"
    case awsAccessKey = "AWS access key"
    case githubToken = "GitHub token"
    case gitlabToken = "GitLab token"
    case slackToken = "Slack token"
    case stripeKey = "Stripe key"
    case googleKey = "Google API key"
    case npmToken = "npm token"
    case pypiToken = "PyPI token"
    case dockerToken = "Docker token"
    case vaultToken = "Vault token"
    case azureStorageKey = "Azure storage key"
    case jsonWebToken = "JSON web token"
    case sendgridKey = "SendGrid key"
    case twilioKey = "Twilio key"
    case digitalOceanToken = "DigitalOcean token"
    case openAIKey = "OpenAI key"
    case anthropicKey = "Anthropic key"
    case ageKey = "age key"
  }

  public let kind: Kind
  /// The string that holds it, or, for a member's name, the object.
  public let path: JSONPath
  /// The line within that string, from 1.
  public let line: Int
  /// The pack name of the layer, as the export has it.
  public let layer: JSONString?
  public let manifest: JSONString?
  public let variable: JSONString?
}

extension SecretFinding: CustomStringConvertible {
  /// `private key in the values of layer 'nginx', line 12`.
  public var description: String {
    let place: String
    if let manifest, let layer {
      place = "manifest '\(manifest)' of layer '\(layer)'"
    } else if let layer {
      place =
        path.steps.last == .key("values")
        ? "the values of layer '\(layer)'" : "layer '\(layer)', \(path)"
    } else if let variable {
      place = "variable '\(variable)'"
    } else {
      place = path.description
    }
    return "\(kind.rawValue) in \(place), line \(line)"
  }
}

/// Finds the secrets whose form leaves no doubt, in every string of a document, unknown members and names included.
///
/// One pass over the bytes. It does not judge passwords, nor what looks random; a private key in a YAML comment is
/// taken for the sample that packs ship.
public enum SecretScan {
  /// The finds in document order.
  public static func findings(in document: JSONValue) -> [SecretFinding] {
    var walk = SecretWalk()
    walk.visit(document, at: JSONPath())
    return walk.findings
  }

  /// The kinds of secret in a text that is no YAML, such as a commit message.
  public static func kinds(in text: String) -> [SecretFinding.Kind] {
    SecretScanner.shared.hits(in: Array(text.utf8), isYAML: false).map(\.kind)
  }
}

private struct SecretWalk {
  var findings: [SecretFinding] = []
  private var layer: JSONString?
  private var manifest: JSONString?
  private var variable: JSONString?

  mutating func visit(_ value: JSONValue, at path: JSONPath) {
    switch value {
    case .string(let text): scan(text, at: path)
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        enter(element, at: path)
        visit(element, at: path.appending(.index(index)))
        leave(path)
      }
    case .object(let object):
      for member in object.members {
        scan(member.key, at: path)
        visit(member.value, at: path.appending(.key(member.key)))
      }
    case .null, .bool, .number: break
    }
  }

  private mutating func scan(_ text: JSONString, at path: JSONPath) {
    let isYAML = path.steps.last == .key("values") || path.steps.last == .key("content")
    for hit in SecretScanner.shared.hits(in: text.utf8, isYAML: isYAML && layer != nil) {
      let line = 1 + text.utf8[..<hit.offset].count { $0 == 0x0A }
      findings.append(
        SecretFinding(
          kind: hit.kind, path: path, line: line, layer: layer, manifest: manifest,
          variable: variable))
    }
  }

  private mutating func enter(_ element: JSONValue, at path: JSONPath) {
    switch path.steps.last {
    case .key("packs"): layer = element["name"]?.text ?? ""
    case .key("manifests") where layer != nil: manifest = element["name"]?.text ?? ""
    case .key("variables") where layer == nil: variable = element["name"]?.text ?? ""
    default: break
    }
  }

  private mutating func leave(_ path: JSONPath) {
    switch path.steps.last {
    case .key("packs"): layer = nil
    case .key("manifests"): manifest = nil
    case .key("variables") where layer == nil: variable = nil
    default: break
    }
  }
}
