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

func module(
  _ name: String, uses dependencies: [Target.Dependency] = [], embeds resources: [Resource] = []
) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
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
    .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(
      name: "Clibgit2", path: "Modules/Clibgit2", pkgConfig: "libgit2",
      providers: [.apt(["libgit2-dev"])]),
    .target(
      name: "Cre2", path: "Modules/Cre2", linkerSettings: [.linkedLibrary("re2")]),
    module("Git", uses: ["Clibgit2", .product(name: "Crypto", package: "swift-crypto")]),
    module("CanonicalJSON"),
    module("PackValues", uses: ["Yams"]),
    module(
      "Profiles",
      uses: ["CanonicalJSON", "PackValues", .product(name: "Crypto", package: "swift-crypto")]),
    module("ProfileRepository", uses: ["Git", "CanonicalJSON", "PackValues", "Profiles"]),
    module("RegularExpressions", uses: ["Cre2"]),
    module(
      "Replay",
      uses: [
        "CanonicalJSON", "PackValues", "Profiles", "ProfileRepository", "RegularExpressions",
      ]),
    module(
      "Reports", uses: ["CanonicalJSON", "PackValues", "Profiles", "ProfileRepository", "Replay"]),
    module("PaletteAPI", uses: ["CanonicalJSON", "Profiles"]),
    module(
      "Palette",
      uses: [
        "CanonicalJSON", "Profiles", "PaletteAPI",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    module(
      "Deployment",
      uses: [
        "Git", "CanonicalJSON", "PackValues", "Profiles", "ProfileRepository", "Replay",
        "PaletteAPI", "Palette",
      ]),
    module(
      "StrataServer",
      uses: [
        "Git", "CanonicalJSON", "PackValues", "Profiles", "ProfileRepository", "Replay", "Reports",
        "PaletteAPI", "Palette", "Deployment",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      embeds: [.embedInCode("Console/Pages"), .embedInCode("Console/Assets")]),
    .executableTarget(
      name: "strata",
      dependencies: [
        "Git", "CanonicalJSON", "PackValues", "Profiles", "ProfileRepository", "Replay", "Reports",
        "PaletteAPI", "Palette", "Deployment", "StrataServer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .target(
      name: "ProfileFixtures", dependencies: ["CanonicalJSON", "Profiles"],
      path: "Tests/ProfileFixtures", swiftSettings: strict),
    tests("GitTests", uses: ["Git"]),
    tests("RegularExpressionsTests", uses: ["RegularExpressions"]),
    tests(
      "CanonicalJSONTests", uses: ["CanonicalJSON", "ProfileFixtures"], excluding: ["Oracle"]),
    tests("PackValuesTests", uses: ["PackValues"]),
    tests("ProfilesTests", uses: ["Profiles", "CanonicalJSON", "PackValues", "ProfileFixtures"]),
    tests(
      "ProfileRepositoryTests",
      uses: ["ProfileRepository", "Profiles", "Git", "CanonicalJSON", "PackValues"]),
    tests(
      "ReplayTests",
      uses: [
        "Replay", "ProfileRepository", "Profiles", "Git", "CanonicalJSON", "PackValues",
        "ProfileFixtures",
      ]),
    tests(
      "ReportsTests",
      uses: ["Reports", "Profiles", "PackValues", "CanonicalJSON", "ProfileFixtures"]),
    tests("PaletteAPITests", uses: ["PaletteAPI", "Profiles", "CanonicalJSON", "ProfileFixtures"]),
    .target(
      name: "FakePalette",
      dependencies: [
        "CanonicalJSON", "Profiles", "PaletteAPI", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      path: "Tests/FakePalette", swiftSettings: strict),
    tests(
      "PaletteTests",
      uses: [
        "Palette", "PaletteAPI", "Profiles", "CanonicalJSON", "FakePalette", "ProfileFixtures",
      ]),
    tests("DeploymentTests", uses: ["Deployment"]),
    tests(
      "StrataServerTests",
      uses: [
        "StrataServer", "PaletteAPI", "ProfileRepository", "Profiles", "Git", "CanonicalJSON",
      ]),
    tests(
      "StrataTests",
      uses: ["strata", "FakePalette", "CanonicalJSON", "Profiles", "ProfileFixtures"]),
    tests("PolicyTests"),
  ]
)
