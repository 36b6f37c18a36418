import CanonicalJSON
import Profiles
import Testing

@Suite struct DocumentRefusalTests {
  private let hint =
    "export it with 'Export Profile' in Palette, or GET /v1/clusterprofiles/{uid}/export"

  @Test func `Palette's Terraform export is recognized and refused with what to export instead`() {
    let text = #"{"name":"x","uid":"620a","type":"add-on","packs":[{"name":"nginx"}]}"#
    let error = Exports.refusal(text)
    #expect(error?.code == .otherShape)
    #expect(
      error?.detail
        == "this is Palette's Terraform export, which has no profile version, variables or labels")
    #expect(error?.hint == hint)
    let yaml = Exports.refusal("name: x\npacks:\n  - name: nginx\n", .yaml)
    #expect(yaml?.code == .otherShape)
  }

  @Test(arguments: [
    #"{"metadata":{"name":"x","uid":"u"},"spec":{"published":{},"version":"1.0.0"}}"#,
    #"{"metadata":{"name":"x"},"spec":{"draft":{}}}"#,
    #"{"metadata":{"name":"x","uid":"u"},"spec":{"template":{"packs":[]}}}"#,
    #"{"metadata":{"name":"x"},"spec":{"template":{"packs":[{"packUid":"p"}]}}}"#,
    #"{"metadata":{"name":"x"},"spec":{"template":{"packs":[{"registryUid":"p"}]}}}"#,
  ])
  func `the API's own view is recognized and refused with what to export instead`(_ text: String) {
    let error = Exports.refusal(text)
    #expect(error?.code == .otherShape)
    #expect(
      error?.detail
        == "this is the API's own view of a profile, which names packs and manifests by uid only")
    #expect(error?.hint == hint)
  }

  @Test(arguments: ["[]", "1", "null", #""x""#])
  func `what is no object is no export`(_ text: String) {
    #expect(
      Exports.refusal(text)?.description
        == "line 1, column 1: not a profile export: the document must be an object")
  }

  @Test(arguments: ["{}", #"{"metadata":{}}"#, #"{"spec":{}}"#])
  func `an object without the two members is no export`(_ text: String) {
    #expect(
      Exports.refusal(text)?.description
        == "line 1, column 1: not a profile export: it needs the members 'metadata' and 'spec'")
  }

  @Test func `a member of a wrong type is refused with line, column and path`() {
    let text = """
      {
        "metadata": {"name": "x"},
        "spec": {
          "template": {
            "packs": [
              {"name": "a"},
              {"name": "b", "values": ["a: 1"]}
            ]
          }
        }
      }
      """
    #expect(
      Exports.refusal(text)?.description
        == "line 7, column 33, at spec.template.packs[1].values: must be a string")
  }

  @Test(arguments: [
    (#""values":null"#, "spec.template.packs[0].values: must be a string or absent, not null"),
    (#""values":1"#, "spec.template.packs[0].values: must be a string"),
    (#""version":22.04"#, "spec.template.packs[0].version: must be a string"),
    (#""manifests":{}"#, "spec.template.packs[0].manifests: must be an array"),
    (#""manifests":[1]"#, "spec.template.packs[0].manifests[0]: must be an object"),
    (
      #""manifests":[{"name":"m","content":["x"]}]"#,
      "spec.template.packs[0].manifests[0].content: must be a string"
    ),
    (#""registry":[]"#, "spec.template.packs[0].registry: must be an object"),
    (
      #""registry":{"metadata":{"uid":7}}"#,
      "spec.template.packs[0].registry.metadata.uid: must be a string"
    ),
  ])
  func `each member of a layer has its type`(_ members: String, _ wanted: String) {
    let description = Exports.refusal(Exports.text(members: members))?.description
    #expect(description?.hasSuffix(", at " + wanted) == true, "\(description ?? "accepted")")
    #expect(description?.hasPrefix("line 1, column ") == true)
  }

  @Test(arguments: [
    (#"{"defaultValue":"x"}"#, "[0]: the variable has no name"),
    (#"{"name":"x","defaultValue":3}"#, "[0].defaultValue: must be a string"),
    (
      #"{"name":"x","defaultValue":null}"#, "[0].defaultValue: must be a string or absent, not null"
    ),
    (#"{"name":"x","isSensitive":"yes"}"#, "[0].isSensitive: must be true or false"),
    (#"{"name":"x","description":["a"]}"#, "[0].description: must be a string"),
  ])
  func `each member of a variable has its type`(_ variable: String, _ wanted: String) {
    let text = Exports.text(spec: #""variables":[\#(variable)],"#)
    let description = Exports.refusal(text)?.description
    #expect(
      description?.hasSuffix(", at spec.variables" + wanted) == true,
      "\(description ?? "accepted")")
  }

  @Test(
    arguments: [
      ("1.2", "1.2.0"), ("v1.2.3", "1.2.3"), ("1", "1.0.0"),
    ])
  func `a short version is refused with the strict one that it means`(
    _ version: String, _ strict: String
  ) {
    let error = Exports.refusal(Exports.text(version: version))
    #expect(error?.code == .version)
    #expect(error?.hint?.hasSuffix("; write it as '\(strict)'") == true, "\(error?.hint ?? "")")
  }

  @Test(arguments: ["1.2.3.4", "01.2.3", "1.2.3-", "latest", " 1.2.3", "1.2.3-01"])
  func `a version that is not strict semver is refused`(_ version: String) {
    let error = Exports.refusal(Exports.text(version: version))
    #expect(error?.code == .version)
    #expect(error?.path == "spec.version")
    #expect(
      error?.detail
        == "the profile's version is not strict semver (major.minor.patch, such as 1.2.0)")
    #expect(
      error?.hint
        == "write it as major.minor.patch, optionally -prerelease, without a leading 'v'")
  }

  @Test(arguments: [
    (#""""#, "is blank"), (#""  ""#, "is blank"), (#""a\u0007b""#, "contains a control character"),
    (#""a\nb""#, "contains a control character"), (#""\u009b""#, "contains a control character"),
    ("\"\(String(repeating: "n", count: 1025))\"", "is longer than 1,024 bytes"),
  ])
  func `a name that may not stand is refused without being shown`(_ name: String, _ why: String) {
    let error = Exports.refusal(Exports.text(name: name))
    #expect(error?.code == .name)
    #expect(error?.path == "metadata.name")
    #expect(error?.detail == "the profile's name \(why)")
  }

  @Test(arguments: [
    (#"{"a":{"b":1,"b":2}}"#, "line 1, column 13"),
    (#"{"a":9007199254740993}"#, "line 1, column 6"),
    (#"{"a":0.1000000000000000055}"#, "line 1, column 6"), (#"{"a":"\ud800"}"#, "line 1, column "),
    (#"{"a":"\uffff"}"#, "line 1, column "), (#"{"a":1}{"#, "line 1, column 8"), ("", "line 1"),
    ("{\"a\":\n\"\u{1}\"}", "line 2, column "), (#"{"a":01}"#, "line 1, column "),
  ])
  func `what is not strict JSON is refused as such, with its place`(_ text: String, _ at: String) {
    let error = Exports.refusal(text)
    #expect(error?.code == .syntax)
    #expect(error?.description.hasPrefix(at) == true, "\(error?.description ?? "accepted")")
  }
}
