public import CanonicalJSON
public import PackValues

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
    /// A variable with `isSensitive` whose default value is neither a mask nor a reference.
    case sensitiveVariable = "plain value of a sensitive variable"
    /// A value at a path that the pack's schema declares as a password.
    case declaredPassword = "plain value where the pack's schema declares a password"
    /// An entry of `data` or `stringData` of a Kubernetes Secret.
    case kubernetesSecret = "data of a Kubernetes Secret"
    /// A literal under a key such as `adminPassword`.
    case passwordLike = "literal under a key that names a secret"
    /// A long text without any order in it.
    case random = "text that looks random"

    /// Whether there is no doubt: such a value stops a commit. The others are warnings.
    public var isCertain: Bool { self != .passwordLike && self != .random }
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
  /// The path of the value in its text, where it was found by path.
  public var valuesPath: ValuesPath?
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
    let value = valuesPath.map { " (\($0))" } ?? ""
    return "\(kind.rawValue) in \(place), line \(line)\(value)"
  }
}
