internal import CanonicalJSON
public import ProfileRepository
public import Profiles

/// Somebody who signs in to the console with a name and a password.
public struct ConsoleUser: Hashable, Sendable {
  public let name: String
  /// The address that commits name.
  public let email: String
  public let role: Role
  /// Empty reaches every environment, those to come too.
  public let environments: [EnvironmentName]
  /// The project that the user is bound to; nil is bound to none.
  public let project: Scope?
  let password: PasswordHash

  /// What may stand in a name: letters, digits and `.-_@`, at most 64.
  public static func isName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII
          && (scalar.properties.isAlphabetic || "0123456789.-_@".unicodeScalars.contains(scalar))
      }
  }

  func principal(known: [EnvironmentName]) -> Principal {
    let reached = environments.isEmpty ? known : environments
    return Principal(
      id: name, owner: Principal.Owner(name: name, email: email),
      grants: reached.map {
        Principal.Grant(environment: $0, project: project, role: role)
      })
  }
}

extension ConsoleUser {
  var stored: JSONValue {
    let text = { (text: String) in JSONValue.string(JSONString(text)) }
    let number = { (number: Int) in JSONNumber(Double(number)).map(JSONValue.number) }
    var scrypt: JSONObject = [
      "hash": text(Hex.text(password.hash)), "salt": text(Hex.text(password.salt)),
    ]
    scrypt["n"] = number(password.cost.rounds)
    scrypt["p"] = number(password.cost.parallelism)
    scrypt["r"] = number(password.cost.blockSize)
    var object: JSONObject = [
      "email": text(email), "environments": .array(environments.map { text($0.text) }),
      "name": text(name), "role": text(role.rawValue), "scrypt": .object(scrypt),
    ]
    object["scope"] = project.map { text($0.description) }
    return .object(object)
  }

  /// Nil for what Strata would not write.
  init?(stored value: JSONValue) {
    guard let name = value["name"]?.text?.string, Self.isName(name),
      let email = value["email"]?.text?.string,
      let role = value["role"]?.text.flatMap({ Role(rawValue: $0.string) }),
      let names = value["environments"]?.elements, let scrypt = value["scrypt"],
      let password = PasswordHash(stored: scrypt)
    else { return nil }
    let environments = names.compactMap { $0.text.flatMap { try? EnvironmentName($0.string) } }
    let scope = value["scope"]?.text.map { Scope($0.string) }
    guard environments.count == names.count, scope != .some(nil) else { return nil }
    (self.name, self.email, self.role) = (name, email, role)
    (self.environments, project, self.password) = (environments, scope ?? nil, password)
  }
}

extension PasswordHash {
  fileprivate init?(stored value: JSONValue) {
    let bytes = { (key: JSONString) in value[key]?.text.flatMap { Hex.bytes($0.string) } }
    let number = { (key: JSONString) -> Int? in
      if case .number(let number)? = value[key] { Int(exactly: number.value) } else { nil }
    }
    guard let salt = bytes("salt"), salt.count == 16, let hash = bytes("hash"), hash.count == 32,
      let rounds = number("n"), let blockSize = number("r"), let parallelism = number("p")
    else { return nil }
    let cost = Cost(rounds: rounds, blockSize: blockSize, parallelism: parallelism)
    guard cost.isSound else { return nil }
    self.init(salt: salt, hash: hash, cost: cost)
  }
}
