import PackValues
import Testing

@Suite struct ReferenceDifferenceTests {
  func difference(_ from: String?, _ to: String?) -> ReferenceDifference {
    ReferenceDifference(from: from.map { Array($0.utf8) }, to: to.map { Array($0.utf8) })
  }

  @Test func `references are gained and lost by kind and name`() {
    let found = difference(
      "a: {{.spectro.macro.x}}\nb: {{.spectro.var.y}}\nc: {{.spectro.macro.z}}\n",
      "n: {{.spectro.macro.y}}\nc: {{.spectro.macro.z | quote}}\nd: '{{ .spectro.var.y }}'\n")
    #expect(found.gained.map(\.description) == ["{{.spectro.macro.y}}"])
    #expect(found.gained.map(\.to) == [[TextPlace(line: 1, column: 4)]])
    #expect(found.lost.map(\.description) == ["{{.spectro.macro.x}}"])
    #expect(found.lost.map(\.from) == [[TextPlace(line: 1, column: 4)]])
    #expect(found.gained.allSatisfy(\.isNew) && found.lost.allSatisfy(\.isGone))
  }

  @Test func `a second use is a gain that is not new`() {
    let one = "a: {{.spectro.macro.x}}\n"
    let two = one + "b: {{.spectro.macro.x}}\n"
    let found = difference(one, two)
    #expect(found.lost.isEmpty)
    #expect(found.gained.map(\.isNew) == [false])
    #expect(found.gained.map { [$0.from.count, $0.to.count] } == [[1, 2]])
    #expect(difference(two, one).lost.map(\.isGone) == [false])
  }

  @Test func `comments and look-alikes are no references`() {
    #expect(difference("a: 1\n", "a: 1 # {{.spectro.macro.x}}\nb: {{ .Chart.Name }}\n").isEmpty)
  }

  @Test func `a text that only one side has gains or loses all of its references`() {
    let text = "a: {{.spectro.system.cluster.name}}\nb: {{.spectro.pack.k8s.version}}\n"
    let names = ["{{.spectro.system.cluster.name}}", "{{.spectro.pack.k8s.version}}"]
    #expect(difference(nil, text).gained.map(\.description) == names)
    #expect(difference(text, nil).lost.map(\.description) == names)
    #expect(difference(nil, nil).isEmpty && difference(text, text).isEmpty)
  }
}
