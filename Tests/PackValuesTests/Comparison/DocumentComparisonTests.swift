import PackValues
import Testing

@Suite struct DocumentComparisonTests {
  func object(_ kind: String, _ name: String, _ rest: String = "", version: String = "v1") -> String
  {
    "apiVersion: \(version)\nkind: \(kind)\nmetadata: {name: \(name)\(rest)}\n"
  }

  @Test func `objects are matched by kind, namespace and name`() {
    let from =
      object("ConfigMap", "a", ", namespace: x") + "data: {k: 1}\n---\n" + object("Namespace", "x")
      + "---\n" + object("ConfigMap", "a", ", namespace: y") + "data: {k: 2}\n"
    let to =
      object("ConfigMap", "a", ", namespace: y") + "data: {k: 3}\n---\n" + object("Secret", "s")
      + "---\n" + object("ConfigMap", "a", ", namespace: x") + "data: {k: 1}\n"
    #expect(
      shown(from, to) == [
        "~ (ConfigMap y/a).data.k  integer 2 -> integer 3", "+ (Secret s).apiVersion  \"v1\"",
        "+ (Secret s).kind  \"Secret\"", "+ (Secret s).metadata.name  \"s\"",
        "- (Namespace x).apiVersion  \"v1\"", "- (Namespace x).kind  \"Namespace\"",
        "- (Namespace x).metadata.name  \"x\"",
      ])
  }

  @Test func `one object on both sides needs no step, two objects do`() {
    let a = object("ConfigMap", "a")
    #expect(
      shown(a + "data: {k: 1}\n", a + "data: {k: 2}\n") == ["~ data.k  integer 1 -> integer 2"])
    #expect(
      shown(a, "") == ["- apiVersion  \"v1\"", "- kind  \"ConfigMap\"", "- metadata.name  \"a\""])
    #expect(shown(a, object("ConfigMap", "b")).first == "- (ConfigMap a).apiVersion  \"v1\"")
    #expect(shown(a, object("ConfigMap", "b")).last == "+ (ConfigMap b).metadata.name  \"b\"")
  }

  @Test func `the group is named where only it tells two objects apart`() {
    let old = object("Ingress", "a", version: "extensions/v1beta1")
    let new = object("Ingress", "a", version: "networking.k8s.io/v1")
    #expect(
      shown(old + "---\n" + new + "s: 1\n", new + "s: 2\n---\n" + old) == [
        "~ (Ingress.networking.k8s.io a).s  integer 1 -> integer 2"
      ])
  }

  @Test func `other documents are compared in order`() {
    #expect(
      shown("a: 1\n---\nb: 2\n---\nc: 3\n", "a: 1\n---\nx: 1\n---\nb: 2\n---\nc: 4\n") == [
        "+ (1).x  integer 1", "~ (3).c  integer 3 -> integer 4",
      ])
  }

  @Test func `an empty document is nothing`() {
    #expect(shown("---\na: 1\n---\n", "a: 1\n") == [])
    #expect(shown("---\na: 1\n---\n# end\n", "a: 2\n") == ["~ a  integer 1 -> integer 2"])
  }
}
