import CanonicalJSON
import ProfileFixtures
import Profiles
import Reports
import Testing

/// The text that practice holds up as the standard, from two documents.
@Suite struct PracticeExampleTests {
  typealias F = Fixture

  private static let others = (1...211).map { "  k\($0): \($0)\n" }.joined()

  private func kubernetes(_ arguments: String, _ rules: String) -> JSONString {
    JSONString(
      """
      kubeadmconfig:
        apiServer:
          extraArgs:
      \(arguments)
        files:
          - path: /etc/audit.yaml
            content: |
              @audit policy
              rules:
      \(rules)
      charts:
        oidc:
          clientSecret: "********"
      others:

      """ + Self.others)
  }

  private var from: Fixture {
    Fixture(
      name: "edge-base", version: "1.4.0",
      layers: [
        F.layer("ubuntu", kind: "os", version: "22.04", values: "kernel: 5\n"),
        F.layer(
          "kubernetes", kind: "k8s", version: "1.29.8",
          values: kubernetes("      audit-log-maxage: \"30\"", "          - level: Metadata"),
          manifests: [("audit", "age: 1\n")]),
        F.layer("nginx-int--nginx", version: "1.9.4", values: "auth: ********\n"),
        F.layer("metallb", version: "0.14.8"), F.layer("loki"), F.layer("prometheus"),
        F.layer("calico", kind: "cni"), F.layer("ebs", kind: "csi"), F.layer("grafana"),
      ])
  }

  private var to: Fixture {
    Fixture(
      name: "edge-base", version: "1.5.0",
      layers: [
        F.layer("ubuntu", kind: "os", version: "22.04", values: "kernel: 6\n"),
        F.layer(
          "kubernetes", kind: "k8s", version: "1.30.4",
          values: kubernetes(
            "      audit-log-maxage: \"60\"\n      profiling: \"false\"",
            "          - level: Request\n            resources: [secrets]"),
          manifests: [("audit", "age: '{{.spectro.macro.auditAge}}'\n")]),
        F.layer("loki"), F.layer("prometheus"), F.layer("metallb", version: "0.14.8"),
        F.layer(
          "cert-manager", version: "1.15.1", values: "acme:\n  key: ********\n",
          registry: "Public Repo", registryKind: "oci"),
        F.layer("calico", kind: "cni"), F.layer("ebs", kind: "csi"), F.layer("grafana"),
      ])
  }

  @Test func `the standard of a difference's text`() throws {
    let report = DifferenceReport(
      try difference(from, to), options: .init(fromLabel: "prod@91c0d44", toLabel: "dev@3f7e2a1"))
    #expect(
      report.text == #"""
        profile  edge-base            current prod@91c0d44 → proposed dev@3f7e2a1
        version  1.4.0 → 1.5.0  (minor)          type cluster · cloud aws · layers 9 → 9 (+1 −1)
        risk     kubernetes minor 1.29 → 1.30 · 1 layer removed · 2 values to fill · 1 macro added

        Layers
          ~  os     ubuntu              22.04                       1 value
          ~  k8s    kubernetes          1.29.8 → 1.30.4  ▲ minor    4 values · 1 to fill · 1 manifest
          -  addon  nginx (nginx-int)   1.9.4
          ⇅  addon  metallb             0.14.8                      now after prometheus
          +  addon  cert-manager        1.15.1                      from Public Repo (oci) · 1 to fill
          (5 unchanged layers hidden)

        ~ os ubuntu  22.04
          values
            ~ kernel  5 → 6

        ~ k8s kubernetes  1.29.8 → 1.30.4
          values
            ~ kubeadmconfig.apiServer.extraArgs.audit-log-maxage  "30" → "60"
            + kubeadmconfig.apiServer.extraArgs.profiling         "false"
            ~ kubeadmconfig.files[path=/etc/audit.yaml].content   text, −1 +2
              -   - level: Metadata
              +   - level: Request
              +     resources: [secrets]
            ? charts.oidc.clientSecret                            masked → masked   cannot tell; to fill
            (212 values unchanged)
          manifest audit
            ~ age  1 → "{{.spectro.macro.auditAge}}"
          macros
            + {{.spectro.macro.auditAge}}

        + addon cert-manager  1.15.1
          values  added, 2 lines
            + acme.key  masked   to fill

        Masked values: 3, still to fill for prod: 2   (strata masked …)
        Summary: 1 added, 1 removed, 2 changed, 1 moved, 5 unchanged layers; 5 values, 1 manifest, 1 macro; 2 to fill

        """#)
  }
}
