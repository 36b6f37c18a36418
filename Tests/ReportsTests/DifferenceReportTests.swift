import CanonicalJSON
import ProfileFixtures
import Profiles
import Reports
import Testing

@Suite struct DifferenceReportTests {
  typealias F = Fixture

  func several() throws -> ProfileDifference {
    let from = Fixture(
      version: "1.4.0",
      layers: [
        F.layer("ubuntu", kind: "os", version: "22.04", values: "a: 1\n"),
        F.layer(
          "kubernetes", kind: "k8s", version: "1.29.8",
          values: "audit:\n  maxage: \"30\"\n  clientSecret: \"********\"\n"),
        F.layer("nginx", version: "1.9.4"), F.layer("metallb"), F.layer("prometheus"),
      ],
      variables: [F.variable("region", "eu"), F.variable("pass", "x", isSensitive: true)])
    let to = Fixture(
      version: "1.5.0",
      layers: [
        F.layer("ubuntu", kind: "os", version: "22.04", values: "a: 1\n"),
        F.layer(
          "kubernetes", kind: "k8s", version: "1.30.4",
          values: "audit:\n  maxage: \"60\"\n  clientSecret: \"********\"\n"),
        F.layer("prometheus"), F.layer("metallb"), F.layer("cert-manager", version: "1.15.1"),
      ],
      variables: [F.variable("region", "us"), F.variable("pass", "y", isSensitive: true)])
    return try difference(from, to)
  }

  func report(isASCII: Bool = false) throws -> DifferenceReport {
    DifferenceReport(
      try several(),
      options: .init(fromLabel: "prod@91c0d44", toLabel: "dev@3f7e2a1", isASCII: isASCII))
  }

  @Test func `several changed layers as text`() throws {
    #expect(
      try report().text == #"""
        profile  edge                 current prod@91c0d44 → proposed dev@3f7e2a1
        version  1.4.0 → 1.5.0  (minor)          type cluster · cloud aws · layers 5 → 5 (+1 −1)
        risk     kubernetes minor 1.29 → 1.30 · 1 layer removed · 1 value to fill

        Layers
          ~  k8s    kubernetes     1.29.8 → 1.30.4  ▲ minor    2 values · 1 to fill
          -  addon  nginx          1.9.4
          ⇅  addon  prometheus     1.0.0                       now after kubernetes
          +  addon  cert-manager   1.15.1                      from Public (pack)
          (2 unchanged layers hidden)

        ~ k8s kubernetes  1.29.8 → 1.30.4
          values
            ~ audit.maxage        "30" → "60"
            ? audit.clientSecret  masked → masked   cannot tell; to fill

        Variables
          ~ region
              ~ defaultValue  "eu" → "us"
          ~ pass  sensitive
              ~ defaultValue  (hidden) → (hidden)

        Masked values: 1, still to fill for prod: 1   (strata masked …)
        Summary: 1 added, 1 removed, 1 changed, 1 moved, 2 unchanged layers; 2 values, 2 variables; 1 to fill

        """#)
  }

  @Test func `several changed layers in ASCII hold nothing but ASCII`() throws {
    #expect(try report(isASCII: true).text.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func `one changed layer leaves the table out`() throws {
    let from = Fixture(layers: [F.layer("a"), F.layer("b", values: "x: 1\ny: 2\n")])
    let to = Fixture(layers: [F.layer("a"), F.layer("b", values: "x: 1\ny: \"\\e[31m\"\n")])
    #expect(
      try DifferenceReport(difference(from, to)).text == #"""
        profile  edge
        version  1.0.0                           type cluster · cloud aws · layers 2
        risk     content differs, version 1.0.0 is the same

        ~ addon b  1.0.0
          values
            ~ y  2 → "\u001b[31m"
            (1 value unchanged)

        Summary: 1 changed, 1 unchanged layer; 1 value

        """#)
  }

  @Test func `the compact form is one change a line`() throws {
    #expect(
      try report().compact == #"""
        edge	~		version	"1.4.0"	"1.5.0"
        edge	~	k8s kubernetes	version	"1.29.8"	"1.30.4"
        edge	~	k8s kubernetes	values audit.maxage	"30"	"60"
        edge	?	k8s kubernetes	values audit.clientSecret	masked	masked
        edge	-	addon nginx		1.9.4	
        edge	⇅	addon prometheus			after kubernetes
        edge	+	addon cert-manager			1.15.1
        edge	~		variables.region.defaultValue	"eu"	"us"
        edge	~		variables.pass.defaultValue	(hidden)	(hidden)

        """#)
  }

  @Test func `the machine form has paths as arrays and no secrets`() throws {
    let from = Fixture(variables: [F.variable("p", "one", isSensitive: true)])
    let to = Fixture(variables: [F.variable("p", "two", isSensitive: true)])
    let json = try DifferenceReport(difference(from, to)).json
    #expect(
      String(decoding: json.encoded(), as: UTF8.self) == #"""
        {"fields":[],"findings":[{"code":"content-without-version-bump","message":"the content differs and the version is still 1.0.0"}],"format":"profile-diff/1","from":{"cloudType":"aws","layers":0,"name":"edge","type":"cluster","version":"1.0.0"},"layers":[],"options":{"context":3,"detail":"full","pairing":"identity"},"summary":{"fields":0,"hasChanges":true,"layersAdded":0,"layersChanged":0,"layersMoved":0,"layersRemoved":0,"layersUnchanged":0,"leftOut":0,"manifests":0,"masked":0,"references":0,"toFill":0,"unknown":0,"values":0,"variables":1},"to":{"cloudType":"aws","layers":0,"name":"edge","type":"cluster","version":"1.0.0"},"variables":[{"change":"changed","fields":[{"path":["defaultValue"],"sensitive":true}],"name":"p","sensitive":true}]}
        """#)
  }

  @Test func `nothing to say is said in every form`() throws {
    let side = Fixture(layers: [F.layer("a", values: "p: ********\n")])
    let report = DifferenceReport(try difference(side, side))
    #expect(report.text == "no differences\n")
    #expect(report.compact.isEmpty)
    #expect(report.json["layers"] == .array([]))
  }

  @Test func `colour repeats the markers only`() throws {
    let colored = DifferenceReport(try several(), options: .init(isColored: true)).text
    let plain = DifferenceReport(try several()).text
    let codes = ["\u{1B}[0m"] + (31...36).map { "\u{1B}[\($0)m" }
    #expect(codes.reduce(colored) { $0.replacing($1, with: "") } == plain)
  }
}
