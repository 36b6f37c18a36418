// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

func module(_ name: String, uses dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
  _ name: String, uses dependencies: [Target.Dependency] = [], excluding: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: excluding, swiftSettings: strict)
}

let package = Package(
  name: "strata",
  products: [.executable(name: "strata", targets: ["strata"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "Clibgit2", path: "Modules/Clibgit2", pkgConfig: "libgit2",
      providers: [.apt(["libgit2-dev"])]),
    module("Git", uses: ["Clibgit2", .product(name: "Crypto", package: "swift-crypto")]),
    module("CanonicalJSON"),
    module("PackValues", uses: ["Yams"]),
    module(
      "Profiles",
      uses: ["CanonicalJSON", "PackValues", .product(name: "Crypto", package: "swift-crypto")]),
    module("ProfileRepository", uses: ["Git", "CanonicalJSON", "PackValues", "Profiles"]),
    module("Replay", uses: ["CanonicalJSON", "PackValues", "Profiles", "ProfileRepository"]),
    module(
      "Reports", uses: ["CanonicalJSON", "PackValues", "Profiles", "ProfileRepository", "Replay"]),
    .executableTarget(
      name: "strata",
      dependencies: [
        "Git", "CanonicalJSON", "PackValues", "Profiles", "ProfileRepository", "Replay", "Reports",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .target(
      name: "ProfileFixtures", dependencies: ["CanonicalJSON", "Profiles"],
      path: "Tests/ProfileFixtures", swiftSettings: strict),
    tests("GitTests", uses: ["Git"]),
    tests(
      "CanonicalJSONTests", uses: ["CanonicalJSON", "ProfileFixtures"], excluding: ["Oracle"]),
    tests("PackValuesTests", uses: ["PackValues"]),
    tests("ProfilesTests", uses: ["Profiles", "CanonicalJSON", "PackValues", "ProfileFixtures"]),
    tests(
      "ProfileRepositoryTests",
      uses: ["ProfileRepository", "Profiles", "Git", "CanonicalJSON", "PackValues"]),
    tests(
      "ReplayTests",
      uses: ["Replay", "ProfileRepository", "Profiles", "Git", "CanonicalJSON", "PackValues"]),
    tests(
      "ReportsTests",
      uses: ["Reports", "Profiles", "PackValues", "CanonicalJSON", "ProfileFixtures"]),
    tests("StrataTests", uses: ["strata"]),
    tests("PolicyTests"),
  ]
)
