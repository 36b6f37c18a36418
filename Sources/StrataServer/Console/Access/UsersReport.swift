public import CanonicalJSON
internal import ProfileRepository
internal import Profiles
public import Reports

/// Those who may sign in, as a table; nothing of their passwords.
public struct UsersReport: Report {
  private let users: [ConsoleUser]

  public init(_ users: [ConsoleUser]) { self.users = users }

  public var text: String {
    let rows = users.map { user in
      [
        user.name, user.role.rawValue, reach(user), user.project?.description ?? "every scope",
        user.email,
      ].map(PrintableText.escaped).joined(separator: "  ") + "\n"
    }
    return rows.joined()
  }

  private func reach(_ user: ConsoleUser) -> String {
    user.environments.isEmpty
      ? "every environment" : user.environments.map(\.text).joined(separator: ",")
  }

  public var json: JSONValue {
    let text = { (text: String) in JSONValue.string(JSONString(text)) }
    let values = users.map { user -> JSONValue in
      var object: JSONObject = [
        "email": text(user.email), "name": text(user.name), "role": text(user.role.rawValue),
      ]
      if !user.environments.isEmpty {
        object["environments"] = .array(user.environments.map { text($0.text) })
      }
      object["scope"] = user.project.map { text($0.description) }
      return .object(object)
    }
    return .object(["users": .array(values)])
  }
}
