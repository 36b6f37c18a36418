import CanonicalJSON
import PackValues
import ProfileFixtures
import Profiles
import Reports
import Testing

/// Secrets in many places, of which one side at least hides each; no form of a difference may hold one.
@Suite struct PlantedSecretsTests {
  typealias F = Fixture

  private static let secret = "hunter2-PLANTED"
  private static let token = "ghp_" + String(repeating: "PLANTED1", count: 5)

  /// Both texts, the first with a mask at the percent sign, the second with the secret.
  static let texts: [(masked: String, plain: String)] = [
    ("password: %\n", "password: %\n"),
    ("a: 1\npassword: %\nb: 2\n", "a: 1\npasswd: %\nb: 2\n"),
    ("password: %\nx: 1\ny: 2\nz: 3\nw: 4\n", "x: 1\ny: 2\nz: 3\nw: 4\npasswd: %\n"),
    ("old:\n  password: %\n", "new:\n  deep:\n    password: %\n"),
    ("a:\n  password: %\nb:\n  password: word\n", "b:\n  password: %\n"),
    ("not: [yaml\npassword: %\n", "not: [yaml\npassword: %\n"),
    ("not: [yaml\npassword = %\n", "not: [yaml\npasswd = %\n"),
    ("url: https://u:%@h\n", "url: https://u:%@h\n"),
    ("url: https://u:%@h\n", "address: https://u:%@h\n"),
    ("cfg: |\n  user=x\n  password=%\n  z=1\n", "cfg: |\n  user=x\n  password=%\n  z=1\n"),
    ("cfg: |\n  p=%\n  a=1\n  b=1\n  c=1\n", "cfg: |\n  a=1\n  b=1\n  c=1\n  q=%\n"),
    ("c: |\n  user: x\n  password: %\n", "c: |\n  user: y\n  password: %\n"),
    ("c: |\n  user: x\n  password: %\n", "c: |\n  user: y\n  secret: %\n"),
    ("c: '{\"user\": \"x\", \"p\": \"%\"}'\n", "c: '{\"user\": \"y\", \"p\": \"%\"}'\n"),
    ("l:\n- a\n- \"%\"\n- b\n", "l:\n- a\n- \"%\"\n- b\n"),
    ("l:\n- a\n- --password=%\n", "l:\n- --passwd=%\n- a\n"),
    (
      "e:\n- name: A\n  value: %\n- name: B\n  value: x\n",
      "e:\n- name: A\n  value: %\n- name: B\n  value: y\n"
    ),
    ("e:\n- name: A\n  value: %\n", "e:\n- name: B\n  value: %\n"),
    ("keys:\n- key: %\n  n: 1\n- key: b\n  n: 2\n", "keys:\n- key: %\n  n: 1\n- key: b\n  n: 3\n"),
    ("p: %\n", "p: {user: x, inner: %}\n"), ("p: %\n", "p:\n- x\n- %\n"),
    ("p:\n  inner: %\n", "p: %\n"), ("u: {n: me, p: %}\n", "u: {n: you, p: %}\n"),
    ("a: &x %\nb: *x\n", "a: &x %\nb: *x\n"), ("#password: %\na: 1\n", "#password: %\na: 2\n"),
    ("p: \"%\"\n", "p: \"first\n  %\"\n"), ("p: \"%\"\n", "p: |\n  first\n  %\n"),
    ("pw: %\nx: 1\n", "pw: %\npw: %\nx: 1\n"), ("pw: [%]\n", "pw: [%, %]\n"),
    ("a: 1\n---\np: %\n", "a: 2\n---\np: %\n"),
    ("v: {{ \"%\" | quote }}\n", "v: {{ \"%\" | quote }}\n"),
    (
      "kind: Secret\nmetadata: {name: s}\ndata: {p: %}\n",
      "kind: Secret\nmetadata: {name: t}\ndata: {p: %}\n"
    ),
  ]

  private func filled(_ text: String, _ value: String) -> JSONString {
    JSONString(
      text.split(separator: "%", omittingEmptySubsequences: false).joined(separator: value))
  }

  private func expectHidden(
    _ from: Fixture, _ to: Fixture, sensitivity: Sensitivity = Sensitivity(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for (old, new) in [(from, to), (to, from)] {
      let found = try difference(old, new, sensitivity: sensitivity)
      let report = DifferenceReport(found, options: .init(explains: true))
      let json = String(decoding: report.json.encoded(), as: UTF8.self)
      let forms = [report.text, report.compact, json, report.markdown, report.html]
      for form in forms + ["\(found)", String(reflecting: found), "\(found.findings)"] {
        let isUncovered =
          form.contains("PLANTED") || form.contains("80, 76, 65, 78, 84, 69, 68")
        #expect(!isUncovered, "\(form)", sourceLocation: sourceLocation)
      }
    }
  }

  @Test(arguments: texts.indices)
  func `a value that is masked on one side is in no form of a difference`(index: Int) throws {
    let text = Self.texts[index]
    let (masked, plain) = (filled(text.masked, "********"), filled(text.plain, Self.secret))
    try expectHidden(
      Fixture(layers: [F.layer("x", values: masked)]),
      Fixture(layers: [F.layer("x", values: plain)]))
    try expectHidden(
      Fixture(layers: [F.layer("x", manifests: [("m", masked)])]),
      Fixture(layers: [F.layer("x", manifests: [("m", plain)])]))
  }

  @Test func `a value that moved to another text of the profile is hidden there`() throws {
    let masked = F.layer("x", values: "a: 1\npassword: ********\n", manifests: [("m", "b: 1\n")])
    let plain = F.layer(
      "x", values: "a: 1\n", manifests: [("m", JSONString("b: 1\npassword: \(Self.secret)\n"))])
    try expectHidden(Fixture(layers: [masked]), Fixture(layers: [plain]))
  }

  @Test(arguments: [
    "t: %\n", "%: 1\n", "l:\n- name: %\n  n: 1\n", "l:\n- %\n", "c: |\n  a\n  b %\n",
    "not: [yaml\n%\n",
    "# spectrocloud.com/enabled-presets: %\na: 1\n",
    "kind: A\nmetadata: {name: %}\n---\nkind: B\nmetadata: {name: b}\n",
  ])
  func `a token of a well-known form is hidden wherever it stands`(text: String) throws {
    let plain = filled(text, Self.token)
    try expectHidden(
      Fixture(layers: [F.layer("x", values: "a: 1\n")]),
      Fixture(
        layers: [F.layer("x", values: plain, manifests: [("m", plain)])],
        variables: [F.variable("v", JSONString(Self.token))],
        labels: .object([JSONString(Self.token): .string(JSONString(Self.token))])))
    let other = filled(text, Self.token + "x")
    try expectHidden(
      Fixture(layers: [F.layer("x", values: plain)]), Fixture(layers: [F.layer("x", values: other)])
    )
  }

  @Test func `a private key is hidden, in a list of its lines too`() throws {
    let (begin, end) = ("-----BEGIN RSA PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----")
    for text in [
      "k: |\n  \(begin)\n  \(Self.secret)\n  \(end)\n",
      "k:\n- \(begin)\n- \(Self.secret)\n- \(end)\n",
      "k: \"\(begin)\\n\(Self.secret)\\n\(end)\"\n",
    ] {
      try expectHidden(
        Fixture(layers: [F.layer("x", values: "a: 1\n")]),
        Fixture(layers: [F.layer("x", values: JSONString("a: 2\n" + text))]))
    }
  }

  private let declared = Sensitivity(
    literals: ["<hidden>"],
    schemas: [
      Sensitivity.Pack(name: "x", version: "1.0.0"): PackSchema(
        ["charts.oidc.clientSecret", "tokens.$[]", "files.$[].key"].map {
          PackSchema.Entry(
            path: SchemaPath($0), directive: SchemaDirective("{{ format \"${password}\" }}"))
        })
    ])

  @Test(arguments: [
    ("charts:\n  oidc:\n    clientSecret: %\n", "charts:\n  oidc:\n    clientSecret: %2\n"),
    ("charts:\n  oidc:\n    clientSecret: %\n", "charts:\n  oidc:\n    client_secret: %\n"),
    (
      "charts:\n  oidc:\n    clientSecret: |\n      a\n      %\n",
      "charts:\n  oidc:\n    clientSecret: |\n      b\n      %\n"
    ),
    (
      "charts:\n  oidc:\n    clientSecret: |\n      a\n      %\nb: [\n",
      "charts:\n  oidc:\n    clientSecret: |\n      b\n      %\nb: [\n"
    ),
    ("charts:\n  oidc: {}\n", "charts:\n  oidc:\n    clientSecret: %\n"),
    ("tokens:\n- %\n- b\n", "tokens:\n- b\n- %2\n"),
    ("files:\n- key: %\n  n: 1\n", "files:\n- key: %\n  n: 2\n"),
    (
      "files:\n- key: %\n  n: 1\n- key: z\n  n: 1\n", "files:\n- key: z\n  n: 1\n- key: %\n  n: 1\n"
    ),
    ("word: <hidden>\n", "word: %\n"), ("not: [yaml\nword: <hidden>\n", "not: [yaml\nword: %\n"),
    ("charts:\n  oidc:\n    clientSecret: abcd****\n", "charts:\n  oidc:\n    clientSecret: %\n"),
  ])
  func `what a schema declares, or a configured literal hides, is in no form`(
    old: String, new: String
  ) throws {
    try expectHidden(
      Fixture(layers: [F.layer("x", values: filled(old, Self.secret))]),
      Fixture(layers: [F.layer("x", values: filled(new, Self.secret))]), sensitivity: declared)
  }

  @Test func `a sensitive variable's values are in no form`() throws {
    let values: [JSONString] = ["********", "abcd****", JSONString(Self.secret), "<hidden>"]
    for value in values {
      try expectHidden(
        Fixture(variables: [F.variable("v", value, isSensitive: true)]),
        Fixture(variables: [F.variable("v", JSONString(Self.secret + "2"), isSensitive: true)]),
        sensitivity: declared)
    }
  }

  @Test func `the data of a Kubernetes Secret is in no form`() throws {
    let secret = { (data: String) in
      JSONString("kind: Secret\nmetadata:\n  name: s\ndata:\n  p: \(data)\n")
    }
    let map: JSONString = "---\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  p: 1\n"
    let (old, new) = (secret(Self.secret), secret(Self.secret + "2"))
    for rest in ["", map] {
      let texts = [old, new].map { JSONString($0.string + rest.string) }
      try expectHidden(
        Fixture(layers: [F.layer("x", manifests: [("m", texts[0])])]),
        Fixture(layers: [F.layer("x", manifests: [("m", texts[1])])]))
    }
  }
}
