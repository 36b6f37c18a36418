public import CanonicalJSON
public import ProfileRepository

/// What `setup-git` installed in a repository, and whether it works.
public struct GitSetupReport: Report {
  private let status: GitSetup.Status

  public init(_ status: GitSetup.Status) { self.status = status }

  public var text: String {
    var lines = ["repository  \(safe(status.folder))" + (status.isBare ? "  (bare)" : "")]
    guard let tool = status.tool else {
      return (lines + ["drivers     not installed", ""]).joined(separator: "\n")
    }
    let remark =
      status.isToolCurrent
      ? "" : status.isToolRunnable ? "  (not the one that runs now)" : "  (cannot be run)"
    lines.append("tool        \(safe(tool))\(remark)")
    for key in status.keys {
      lines.append("\(key.isInstalled ? "installed " : "different ")  \(key.name)")
      lines += key.replaced.map { "              in place of your own: \(safe($0))" }
    }
    lines.append("attributes  " + (status.hasAttributes ? "in info/attributes" : "missing"))
    if !status.isWorking || !status.isToolCurrent {
      lines.append("hint: run 'strata setup-git' again")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func safe(_ text: String) -> String { PrintableText.escaped(text) }

  public var json: JSONValue {
    Build.object([
      "repository": Build.string(status.folder), "isBare": .bool(status.isBare),
      "isInstalled": .bool(status.tool != nil), "isWorking": .bool(status.isWorking),
      "tool": Build.optional(status.tool), "isToolCurrent": .bool(status.isToolCurrent),
      "attributes": .bool(status.hasAttributes),
      "keys": .array(
        status.keys.map { key in
          Build.object([
            "name": Build.string(key.name), "value": Build.optional(key.value),
            "isInstalled": .bool(key.isInstalled),
            "replaced": .array(key.replaced.map(Build.string)),
          ])
        }),
    ])
  }
}
