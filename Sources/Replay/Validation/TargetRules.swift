internal import CanonicalJSON
internal import ProfileRepository
internal import Profiles

/// Whether the scope is there, and free for the profile's name and version.
enum TargetRules {
  static func findings(
    _ subject: ValidationSubject, _ document: ProfileDocument, present: ProfileDocument?,
    isFromFile: Bool
  ) -> [ValidationFinding] {
    project(subject) + duplicate(subject, document, present: present, isFromFile: isFromFile)
  }

  private static func project(_ subject: ValidationSubject) -> [ValidationFinding] {
    guard case .project(let name) = subject.scope else { return [] }
    guard let projects = subject.known.projects else {
      return [
        subject.couldNotCheck(
          "whether there is a project '\(name)'", member: "projects", example: "[\"\(name)\"]")
      ]
    }
    if projects.contains(name) { return [] }
    let near = Nearest.name(to: name.string, among: projects.map(\.string))
    return [
      ValidationFinding(
        .unknownProject, .error, "\(subject.environment) has no project '\(name)'",
        remedy: near.map { "did you mean 'projects/\($0)'?" }
          ?? "create the project, or choose another scope")
    ]
  }

  private static func duplicate(
    _ subject: ValidationSubject, _ document: ProfileDocument, present: ProfileDocument?,
    isFromFile: Bool
  ) -> [ValidationFinding] {
    guard let present, present != document else { return [] }
    let key = "\(document.key(in: subject.scope))"
    let detail = "\(subject.environment):\(key) is another document of this name and version"
    return isFromFile
      ? [
        ValidationFinding(
          .duplicateVersion, .error, detail,
          remedy: "import it as --name NEW or --version NEW, or replace what is there with "
            + "--overwrite")
      ]
      : [
        ValidationFinding(
          .duplicateVersion, .warning, detail,
          remedy: "it is updated where it came from here; see with 'strata promote --dry-run'")
      ]
  }
}
