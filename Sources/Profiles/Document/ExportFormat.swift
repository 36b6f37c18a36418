internal import CanonicalJSON

/// Facts about Palette's export file: which texts are stored by lines, and the order of its members.
enum ExportFormat {
  /// The five texts that become an array of lines where they hold a line feed; no other string does.
  static let lineForm = LineForm([
    "metadata.description",
    "spec.template.packs[].values",
    "spec.template.packs[].manifests[].content",
    "spec.variables[].defaultValue",
    "spec.variables[].description",
  ])

  /// The member order of Palette's own files, which its Go structures give.
  static let memberOrder = MemberOrder(
    ["metadata", "spec"],
    children: [
      "metadata": MemberOrder(["name", "description", "labels"]),
      "spec": MemberOrder(
        ["version", "template", "variables"],
        children: ["template": template, "variables": MemberOrder(elements: variable)]),
    ])

  private static let template = MemberOrder(
    ["type", "cloudType", "packs"], children: ["packs": MemberOrder(elements: pack)])

  private static let pack = MemberOrder(
    ["name", "type", "layer", "version", "tag", "values", "registry", "manifests"],
    children: [
      "registry": MemberOrder(["metadata"], children: ["metadata": registry]),
      "manifests": MemberOrder(elements: MemberOrder(["name", "content"])),
    ])

  private static let registry = MemberOrder([
    "uid", "name", "kind", "isPrivate", "providerType", "isSyncSupported",
  ])

  private static let variable = MemberOrder(
    [
      "name", "displayName", "format", "description", "defaultValue", "regex", "required",
      "immutable", "hidden", "isSensitive", "inputType", "options",
    ],
    children: [
      "options": MemberOrder(
        elements: MemberOrder(["value", "label", "description", "default"]))
    ])
}
