import CanonicalJSON
import PackValues
import Profiles
import Testing

@Suite struct IgnoreRuleTests {
  private func refusal(_ text: String) -> DocumentError? {
    do throws(DocumentError) {
      _ = try IgnoreRule(text)
      return nil
    } catch { return error }
  }

  @Test func `a rule is written as parts, and the path goes to the end`() throws {
    let rule = try IgnoreRule("kind=value,layer=nginx,path=files[path=/etc/a,b].content")
    #expect(rule.kind == .value)
    #expect(rule.layer == "nginx")
    #expect(rule.path?.text == "files[path=/etc/a,b].content")
    #expect(rule.description == "kind=value,layer=nginx,path=files[path=/etc/a,b].content")
    #expect(try IgnoreRule("cosmetic").kind == .cosmetic)
  }

  @Test func `a rule reads back from its stored form`() throws {
    var rule = try IgnoreRule("layer=nginx (int),path=**.image")
    rule.reason = "the mirror differs"
    #expect(
      rule.stored
        == .object([
          "layer": "nginx (int)", "path": "**.image", "reason": "the mirror differs",
        ]))
    #expect(try IgnoreRule(stored: StrictMembers(rule.stored)) == rule)
  }

  @Test func `a layer is named by its pack, its display name, or both`() throws {
    let layer = Layer.Identity(kind: "addon", pack: "nginx", displayName: "int")
    for name in ["nginx", "int", "nginx (int)"] {
      #expect(try IgnoreRule("layer=\(name)").covers(layer))
    }
    #expect(!(try IgnoreRule("layer=ngin").covers(layer)))
    #expect(try IgnoreRule("cosmetic").covers(layer))
  }

  @Test func `what is no rule is refused, with what was meant`() {
    #expect(refusal("")?.detail == "an ignore rule names nothing")
    #expect(refusal("cosmetics")?.hint == "did you mean 'cosmetic'?")
    #expect(refusal("kind=x")?.detail == "there is no kind of difference 'x'")
    #expect(
      refusal("lair=x")?.detail
        == "an ignore rule has no part 'lair'; it knows 'kind', 'layer' and 'path'")
    #expect(refusal("layer=,cosmetic")?.detail == "the layer of an ignore rule is blank or no name")
    #expect(refusal("path=a[")?.detail.hasPrefix("the path of an ignore rule is no path: ") == true)
    #expect(refusal("path=")?.detail == "the path of an ignore rule is empty")
  }
}
