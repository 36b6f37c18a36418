import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Reports

extension JSONString {
  /// The text with what could deceive a reader made visible.
  var shown: String { PrintableText.escaped(string) }
}

extension Layer.Identity {
  /// `nginx` or `nginx (nginx-int)`, made printable.
  var shownName: String { PrintableText.escaped(name) }

  /// The kind as people call it.
  var kindName: String {
    switch kind {
    case "os": "Operating system"
    case "k8s": "Kubernetes"
    case "cni": "Network"
    case "csi": "Storage"
    case "kernel": "Kernel"
    case "addon": "Add-on"
    default: kind.isEmpty ? "Layer" : kind.shown
    }
  }

  /// The class of its color.
  var tone: String {
    ["os", "k8s", "cni", "csi", "kernel", "addon"].contains(kind.string) ? kind.string : "other"
  }
}

/// Words for counts, dates and types.
enum Wording {
  static func count(_ count: Int, _ noun: String) -> String {
    "\(number(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  /// `12,345`.
  static func number(_ number: Int) -> String {
    let digits = String(number)
    guard digits.count > 3 else { return digits }
    return self.number(number / 1000) + "," + digits.suffix(3)
  }

  /// `3 hours ago`.
  static func age(_ seconds: Int64, at now: Int64) -> String {
    let age = max(0, now - seconds)
    let steps: [(Int64, String)] = [
      (31_536_000, "year"), (2_592_000, "month"), (86_400, "day"), (3600, "hour"), (60, "minute"),
    ]
    for (size, noun) in steps where age >= size { return count(Int(age / size), noun) + " ago" }
    return "just now"
  }

  static func type(_ type: JSONString) -> String {
    switch type {
    case "cluster": "Full"
    case "infra": "Infrastructure"
    case "add-on": "Add-on"
    case "system": "System"
    default: type.isEmpty ? "–" : type.shown
    }
  }

  static func cloud(_ cloud: JSONString) -> String {
    switch cloud {
    case "aws": "AWS"
    case "eks": "EKS"
    case "gcp": "GCP"
    case "gke": "GKE"
    case "aks": "AKS"
    case "maas": "MAAS"
    case "azure": "Azure"
    case "vsphere": "vSphere"
    case "edge-native": "Edge native"
    case "all": "All clouds"
    default: cloud.isEmpty ? "–" : cloud.shown
    }
  }

  static func scope(_ scope: Scope) -> String {
    switch scope {
    case .tenant: "Tenant"
    case .project(let name): "Project " + name.shown
    }
  }
}
