internal import CanonicalJSON
public import PackValues

extension ProfileDocument {
  /// Whether a difference could name anything here that a path pattern covers, or whether that cannot be told because a text has
  /// no paths. Costs a reading of every text.
  public func holds(_ pattern: ValuesPathPattern) -> Bool {
    let texts = profile.layers.flatMap { [$0.values.utf8] + $0.manifests.map(\.content.utf8) }
    return memberPaths.contains(where: pattern.covers)
      || texts.contains { text in
        let difference = ValuesDifference(from: [], to: text)
        return difference.basis != .paths || difference.changes.contains { pattern.covers($0.path) }
      }
  }

  /// The members as a difference names them: from the profile, a layer or a variable.
  private var memberPaths: [ValuesPath] {
    let known = [
      "name", "version", "type", "cloudType", "description", "tag", "manifests", "enabled-presets",
    ].map { ValuesPath([.key($0)]) }
    let registry = ["name", "kind"].map { ValuesPath([.key("registry"), .key($0)]) }
    let labels = profile.labels.map { ValuesPath([.key("labels"), .key($0.key.string)]) }
    let variables = profile.variables.flatMap { variable in
      variable.definition.keys.map { ValuesPath.variable(variable.name, [.key($0)]) }
    }
    return known + registry + labels + variables
  }
}
