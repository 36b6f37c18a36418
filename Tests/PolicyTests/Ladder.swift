/// The table of the modules, bottom to top: what each one stands on, and which packages it may use.
///
/// The same table is drawn in `Sources/README.md`. A module that does not exist yet keeps its line.
struct Rung {
  let module: String
  let uses: [String]
  let packages: Set<String>

  init(_ module: String, uses: [String] = [], packages: Set<String> = []) {
    self.module = module
    self.uses = uses
    self.packages = packages
  }
}

let ladder = [
  Rung("Git", packages: ["Clibgit2", "Crypto"]),
  Rung("CanonicalJSON"),
  Rung("PackValues", packages: ["Yams"]),
  Rung("Profiles", uses: ["CanonicalJSON", "PackValues"], packages: ["Crypto"]),
  Rung("ProfileRepository", uses: ["Profiles", "Git"]),
  Rung("RegularExpressions", packages: ["Cre2"]),
  Rung("Replay", uses: ["ProfileRepository", "RegularExpressions"]),
  Rung("Reports", uses: ["Replay"]),
  Rung("PaletteAPI", uses: ["Profiles"]),
  Rung(
    "Palette", uses: ["PaletteAPI"],
    packages: ["AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL"]),
  Rung("Deployment", uses: ["Replay", "Palette"]),
  Rung(
    "StrataServer", uses: ["Reports", "Deployment", "PaletteAPI"],
    packages: [
      "Hummingbird", "HummingbirdCore", "HummingbirdTLS", "HTTPTypes", "Mustache", "Logging",
      "Metrics", "NIOCore", "NIOHTTPTypes", "NIOPosix", "NIOSSL", "ServiceLifecycle", "UnixSignals",
      "Crypto", "CryptoExtras",
    ]),
  Rung("strata", uses: ["StrataServer"], packages: ["ArgumentParser"]),
]

extension Rung {
  /// What the toolchain brings. `Foundation` is for the tool alone; the leaves do without even its smaller part.
  var platform: Set<String> {
    let system: Set = ["Synchronization", "Glibc"]
    return switch module {
    case "CanonicalJSON", "PackValues", "RegularExpressions": system
    case "strata": system.union(["Dispatch", "Foundation", "FoundationEssentials"])
    default: system.union(["Dispatch", "FoundationEssentials"])
    }
  }

  /// Every module below this one.
  var below: Set<String> {
    uses.reduce(into: []) { all, name in
      all.insert(name)
      all.formUnion(ladder.first { $0.module == name }?.below ?? [])
    }
  }

  func allows(_ imported: String) -> Bool {
    below.contains(imported) || packages.contains(imported) || platform.contains(imported)
  }
}
