internal import CanonicalJSON
internal import ProfileRepository
internal import Profiles

/// Whether the scope is there.
enum TargetRules {
  static func findings(_ subject: ValidationSubject) -> [ValidationFinding] {
    guard case .project(let name) = subject.scope else { return [] }
    let projects = subject.known.projects ?? []
    if projects.contains(name) { return [] }
    guard subject.known.isComplete(.projects) else {
      return [
        subject.couldNotCheck(
          "whether there is a project '\(name)'", member: "projects", example: "[\"\(name)\"]")
      ]
    }
    let near = Nearest.name(to: name.string, among: projects.map(\.string))
    return [
      ValidationFinding(
        .unknownProject, .error, "\(subject.environment) has no project '\(name)'",
        remedy: near.map { "did you mean 'projects/\($0)'?" }
          ?? "create the project, or choose another scope")
    ]
  }
}
