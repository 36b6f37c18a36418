import Foundation
import Testing

/// Names and texts that attack paths or terminals: stored safely or refused, printed safely.
@Suite struct HostileTextTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  private static let names = [
    "../../etc/passwd", "..", ".", ".git", ".gitattributes", "a/b", "a\\b", "con", "nul.json",
    "com1", "a:b", "trailing.", " leading", "trailing ", "-rf", "--all", "@", "x@1.0.0", "~", "%2e",
    "\u{202E}gpj.exe", "zero\u{200B}width", "e\u{301}", "\u{301}combining", "\u{FEFF}bom", "😀",
    "I", "i", "İ", String(repeating: "n", count: 250), "Profile: x@1.0.0", "a%40b", "a\u{2028}b",
  ]

  @Test func `hostile names are stored apart, read back, promoted and verified`() throws {
    for (index, name) in Self.names.enumerated() {
      let json = Export.numbered(index, name: name).json
      try bench.folder.write(json, to: String(format: "in/%02d.json", index))
    }
    let outcome = try bench.strata("commit", "in", "--env", "dev", "--json")
    #expect(outcome.code == 0, "\(outcome.text.suffix(2000))")
    let items = try outcome.json()["items"].elements
    #expect(
      items.map { $0["profile"]["name"].string ?? "" }.map { Array($0.utf8) }
        == Self.names.map { Array($0.utf8) })
    let paths = items.compactMap { $0["profile"]["path"].string }
    #expect(Set(paths.map { $0.lowercased() }).count == Self.names.count)
    for path in paths {
      #expect(
        path.wholeMatch(of: /tenant\/profiles\/[a-z0-9._~-]+\/1\.0\.0\.json/) != nil, "\(path)")
    }
    guard outcome.code == 0 else { return }
    for (index, name) in Self.names.enumerated() {
      // The argument parser splits at a Character: a combining mark would hide the equals sign.
      let named = name.hasPrefix("-") ? ["--name=\(name)"] : ["--name", name]
      let text = try bench.strata(["export", "dev", "--format", "jcs"] + named).text
      #expect(text.contains("replicas: \(index)\\n"), "\(name)")
    }
    let promoted = try bench.strata("promote", "--all", "--from", "dev", "--json")
    #expect(promoted.code == 0)
    #expect(try promoted.json()["targets"][0]["items"].count == Self.names.count)
    let again = try bench.strata("promote", "--all", "--from", "dev", "--json").json()
    #expect(again["targets"][0]["items"].elements.allSatisfy { $0["result"].string == "unchanged" })
    try bench.expectSound()
  }

  @Test func `a profile whose name starts with a combining mark keeps its lineage`() throws {
    let name = "\u{301}combining"
    try bench.commit(.numbered(1, name: name))
    let entry = try bench.strata("log", "dev", "-n", "1", "--json").json()[0]
    #expect(entry["profile"]["name"].string.map { Array($0.utf8) } == Array(name.utf8))
    #expect(try bench.strata("promote", "--all", "--from", "dev").code == 0)
    try bench.expectSound()
  }

  @Test(arguments: ["Team A", "a/b", "..", "\u{301}x", "con", "É", "x@1.0.0"])
  func `a project of any name is stored, replayed and verified, or refused`(_ name: String) throws {
    let scope = "projects/" + name
    let landed = try bench.strata(
      "commit", "-", "--env", "dev", "--scope", scope, input: Export.numbered(1).json)
    if landed.code == 64 {
      #expect(try bench.commitCount() == 1)
      return
    }
    #expect(landed.code == 0, "\(landed)")
    #expect(try bench.strata("show", "dev", "--json").json()[0]["scope"].string == scope)
    #expect(try bench.strata("promote", "--all", "--from", "dev").code == 0)
    #expect(try bench.strata("show", "staging", "--json").json()[0]["scope"].string == scope)
    try bench.expectSound()
  }

  @Test(arguments: [
    "", " ", "\u{A0}", "a\nb", "a\tb", "a\u{0}b", "\u{1B}[2J", "\u{7F}", "\u{85}", "\u{2028}",
  ])
  func `a blank name or one with control characters is refused`(_ name: String) throws {
    let outcome = try bench.strata(
      "commit", "-", "--env", "dev", input: Export.numbered(1, name: name).json)
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("at metadata.name: the profile's name "), "\(outcome.errors)")
    #expect(try bench.commitCount() == 1)
  }

  @Test func `escapes and bidi marks never reach the terminal raw`() throws {
    let evil = "\u{1B}]0;owned\u{7}\u{202E}\u{9B}2J\u{200F}\u{2066}x"
    var export = Export.numbered(1, name: "web\u{202E}x")
    export.description = evil
    export.layers[0].name = evil
    export.layers[0].version = evil
    export.layers[0].values = "a: {{.spectro.macro.\u{202E}x}}\n\(evil): '********'\nb: \(evil)"
    export.layers[0].registry = (evil, evil)
    export.layers[0].manifests = [(evil, "k: \(evil)")]
    export.variables = [.init(name: evil, value: "********", isSensitive: true)]
    try bench.folder.write(export.json, to: "a.json")
    export.layers[0].values += "1"
    export.layers[0].manifests[0].content += "1"
    try bench.folder.write(export.json, to: "b\u{202E}\u{1B}[2J.json")
    let name = "--name=" + export.name
    let commands = [
      ["commit", "a.json", "--env", "dev"],
      ["commit", "b\u{202E}\u{1B}[2J.json", "--env", "dev", "-m", "ms\u{202E}g"],
      ["log", "dev"], ["log"], ["show", "dev"], ["show", "dev", name], ["masked", "dev"],
      ["diff", "a.json", "b\u{202E}\u{1B}[2J.json"], ["diff", "dev", name],
      ["diff", "dev~1", "dev"], ["diff", "dev~1", "dev", "--output", "compact"],
      ["promote", "--all", "--from", "dev"], ["import", "a.json", "--to", "staging:tenant"],
      ["import", "a.json", "--to", "prod:projects/\u{202E}p"], ["rm", "dev", name],
      ["show", "dev", name], ["show", "dev:\(evil)"], ["show", "\(evil):x"], ["log", evil],
      [evil], ["log", "--\(evil)"], ["commit", "\(evil).json", "--env", "dev"],
      ["commit", "a.json", "--env", evil], ["export", "dev:x", "--out", "\(evil)/x"],
      ["init", "a.json/\(evil)"], ["import", "a.json", "--to", "dev:\(evil)"],
      ["import", "a.json", "--to", "dev", "--registry", evil], ["verify"], ["--repo", evil, "log"],
    ]
    for command in commands {
      let outcome = try bench.strata(command)
      for text in [outcome.text, outcome.errors] {
        let raw = text.unicodeScalars.filter(Self.isDangerous)
        #expect(raw.isEmpty, "\(command.map { $0.debugDescription }): \(text.debugDescription)")
      }
      #expect(outcome.signal == nil)
    }
    try bench.expectSound()
  }

  private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x09: false
    case 0...0x1F, 0x7F...0x9F, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
