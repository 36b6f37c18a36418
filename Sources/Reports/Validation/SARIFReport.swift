public import CanonicalJSON
internal import Replay

/// Findings as SARIF 2.1.0, which code hosts show beside a change.
///
/// Each code is a rule. A finding is at its file, if there is one, and at a logical place: target, layer, manifest, path.
/// Its line counts in the text of the layer and not in the file, so it is a property and part of the message, never a region.
public struct SARIFReport: Sendable {
  private let subjects: [ValidatedSubject]
  private let version: String

  /// - Parameter version: the tool's.
  public init(_ subjects: [ValidatedSubject], version: String) {
    (self.subjects, self.version) = (subjects, version)
  }

  /// One run with every rule and every finding; it holds no value of a profile.
  public var json: JSONValue {
    Build.object([
      "$schema": Build.string("https://json.schemastore.org/sarif-2.1.0.json"),
      "version": Build.string("2.1.0"),
      "runs": .array([
        Build.object([
          "tool": Build.object(["driver": driver]),
          "results": .array(
            subjects.flatMap { subject in subject.findings.map { Self.result($0, of: subject) } }),
        ])
      ]),
    ])
  }

  private var driver: JSONValue {
    Build.object([
      "name": Build.string("strata"), "version": Build.string(version),
      "rules": .array(
        ValidationFinding.Code.allCases.map { code in
          Build.object([
            "id": Build.string(code.rawValue),
            "shortDescription": Self.message(code.summary),
          ])
        }),
    ])
  }

  private static func message(_ text: String) -> JSONValue {
    Build.object(["text": Build.string(PrintableText.escaped(text))])
  }

  private static func result(
    _ finding: ValidationFinding, of subject: ValidatedSubject
  ) -> JSONValue {
    let place = finding.place.text.map { "\($0): " } ?? ""
    let index = ValidationFinding.Code.allCases.firstIndex(of: finding.code)
    return Build.object([
      "ruleId": Build.string(finding.code.rawValue), "ruleIndex": index.map(Build.number),
      "level": Build.string(finding.severity.rawValue),
      "message": message("\(subject.target): \(place)\(finding.message)"),
      "locations": .array([location(finding, of: subject)]),
      "properties": properties(finding, of: subject),
    ])
  }

  private static func location(
    _ finding: ValidationFinding, of subject: ValidatedSubject
  ) -> JSONValue {
    let place = finding.place
    let steps = [
      place.layer.map { "\($0)" }, place.manifest.map { "\($0)" }, place.path,
    ].compactMap { $0 }
    let name = PrintableText.escaped(steps.last ?? subject.target)
    let full = PrintableText.escaped(([subject.target] + steps).joined(separator: "/"))
    return Build.object([
      "physicalLocation": subject.file.map { file in
        Build.object(["artifactLocation": Build.object(["uri": Build.string(uri(file))])])
      },
      "logicalLocations": .array([
        Build.object(["name": Build.string(name), "fullyQualifiedName": Build.string(full)])
      ]),
    ])
  }

  private static func properties(
    _ finding: ValidationFinding, of subject: ValidatedSubject
  ) -> JSONValue {
    Build.object([
      "target": Build.string(subject.target), "detail": Build.string(finding.detail),
      "remedy": Build.string(finding.remedy), "layer": Build.optional(finding.place.layer),
      "manifest": Build.optional(finding.place.manifest),
      "path": Build.optional(finding.place.path), "line": finding.place.line.map(Build.number),
    ])
  }

  /// A path as RFC 3986 has it: what may not stand in one is percent-encoded.
  private static func uri(_ path: String) -> String {
    let encoded = path.utf8.reduce(into: "") { text, byte in
      let isPlain =
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
        || "-._~/".utf8.contains(byte)
      if isPlain, byte < 0x80 {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return path.hasPrefix("/") ? "file://" + encoded : encoded
  }
}
