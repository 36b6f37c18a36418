import PackValues
import Testing

@Suite struct ValuesTextTests {
  func masks(_ text: String) -> [String] {
    ValuesText(Array(text.utf8)).masks().map {
      "\($0.place.line):\($0.place.column) \($0.path?.description ?? "?")"
    }
  }

  func references(_ text: String) -> [String] {
    ValuesText(Array(text.utf8)).references().map {
      "\($0.place.line):\($0.place.column) \($0.kind) \($0.name)"
    }
  }

  @Test func `a mask is found quoted or not, with its path`() {
    let text = """
      charts:
        oidc:
          clientSecret: "********"
          issuer: '*********' # longer
          bare: ********
      list: [a, ********, "********"]
      items:
        - name: x
          token: ********
        - ********
      """
    #expect(
      masks(text) == [
        "3:19 charts.oidc.clientSecret", "4:13 charts.oidc.issuer", "5:11 charts.oidc.bare",
        "6:11 list[1]", "6:21 list[2]", "9:12 items[0].token", "10:5 items[1]",
      ])
  }

  @Test func `seven asterisks, a comment, a key, a part of a text are no masks`() {
    let text = """
      # password: ********
      a: "*******"
      b: x # ********
      c: "abc********"
      d: ******** and more
      "********": key
      e: |
        ********
        text
      f: a ********
      """
    #expect(masks(text) == [])
  }

  @Test func `masks inside block texts belong to the text`() {
    let text = """
      files:
        - content: |
            password: ********
            # token: ********
            - "********"
            banner ********
          mode: 1
      only: |-
        ********
      """
    #expect(masks(text) == ["3:17 files[0].content", "5:9 files[0].content", "9:3 only"])
  }

  @Test func `a text that is not YAML still gives its masks by line`() {
    #expect(masks("a: ]\n  b: ********\n c: {{ if }}\n") == ["2:6 ?"])
  }

  @Test func `a whole text that is a mask is found`() {
    #expect(masks("********") == ["1:1 "])
  }

  @Test func `documents of one stream are told apart`() {
    #expect(masks("a: 1\n---\nb: ********\n") == ["3:4 (1).b"])
  }

  @Test func `tokens do not hide the masks' paths`() {
    let text = """
      {{.spectro.macro.key}}: 1
      {{.spectro.macro.kez}}:
        inner: "********"
      port: {{ .spectro.system.x | default "}} # no" }}
      quoted: "{{ .spectro.macro.y | default \\"1.19.0\\" }}"
      {{- if .Values.z }}
      after: ********
      {{- end }}
      """
    #expect(masks(text).map { $0.split(separator: ":").first } == ["3", "7"])
    #expect(masks(text).last == "7:8 after")
  }

  @Test func `references of all four kinds are found, in every shape`() {
    let text = """
      a: {{.spectro.macro.auditAge}}
      b: "{{ .spectro.var.NGC_API_KEY }}"
      c: {{ .spectro.system.kubernetes.version | substr 0 4 }}
      d: '{{ .spectro.pack.edge-native-byoi.options.system.uri }}'
      e: |
        x={{.spectro.macro.in-block}} # {{.spectro.macro.text}}
      f: {{ printf "%s-%s" .spectro.macro.one (.spectro.var.two) }}
      {{.spectro.macro.asKey}}: 1
      g: "{{ .spectro.system.v | default \\"1.19.0\\" }}"
      """
    #expect(
      references(text) == [
        "1:4 macro auditAge", "2:5 variable NGC_API_KEY", "3:4 system kubernetes.version",
        "4:5 pack edge-native-byoi.options.system.uri", "6:5 macro in-block", "6:35 macro text",
        "7:4 macro one", "7:4 variable two", "8:1 macro asKey", "9:5 system v",
      ])
  }

  @Test func `look-alikes and comments are no references`() {
    let text = """
      # oidc: {{.spectro.macro.commented}}
      a: {{ .Chart.AppVersion }} # {{.spectro.macro.trailing}}
      b: {{EC2PrivateDNSName}}
      c: {{ .spectro.unknown.x }}
      d: {{ .Values.spectro.macro.x }}
      e: .spectro.macro.bare
      f: {{ print ".spectro.macro.quoted" }}
      g: {{/* .spectro.macro.remark */}}
      h: "a # {{.spectro.macro.real}}"
      i: it's # {{.spectro.macro.apostrophe}}
      """
    #expect(references(text) == ["9:9 macro real"])
  }

  @Test func `a display name is read under pack only`() {
    let named =
      "pack:\n  # spectrocloud.com/display-name: no\n  spectrocloud.com/display-name: \"nginx-int\"\n"
    #expect(ValuesText(Array(named.utf8)).displayName == "nginx-int")
    let plain = "pack:\r\n  spectrocloud.com/display-name: nginx int # why\r\n"
    #expect(ValuesText(Array(plain.utf8)).displayName == "nginx int")
    let other = "charts:\n  spectrocloud.com/display-name: x\n"
    #expect(ValuesText(Array(other.utf8)).displayName == nil)
  }

  @Test func `any bytes are read without a trap`() {
    var state: UInt64 = 7
    let alphabet = Array("ab:{}[]\"'|>-#*,&! \n\\.".utf8) + [0xC3, 0xA9, 0x0D, 0xFF]
    for _ in 0..<3000 {
      var text: [UInt8] = []
      for _ in 0..<60 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let pick = Int(state >> 33) % (alphabet.count + 2)
        if pick == alphabet.count {
          text += Array("********".utf8)
        } else if pick > alphabet.count {
          text += Array("{{.spectro.macro.m}}".utf8)
        } else {
          text.append(alphabet[pick])
        }
      }
      let values = ValuesText(text)
      _ = (values.masks(), values.references(), values.displayName)
      _ = try? ValuesTree(text)
    }
  }
}
