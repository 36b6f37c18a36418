import CanonicalJSON
import Testing

@testable import StrataServer

@Suite struct HighlightedValuesTests {
  @Test func `keys, texts, comments, references and masks are told apart`() {
    let shown = HighlightedValues("a: \"x # y\" # note\nb: {{.spectro.macro.m}}\nc: ********\n")
    #expect(
      shown.html == """
        <span class="l"><span class="y-key">a</span><span class="y-mark">:</span><span class="y-text"> \
        &quot;x # y&quot; </span><span class="y-note"># note</span></span>\
        <span class="l"><span class="y-key">b</span><span class="y-mark">:</span> \
        <span class="y-ref">{{.spectro.macro.m}}</span></span>\
        <span class="l hid"><span class="y-key">c</span><span class="y-mark">:</span> \
        <span class="y-mask">********</span></span>
        """)
    #expect(shown.lineCount == 3)
  }

  @Test func `a block of text is one, whatever it holds`() {
    let shown = HighlightedValues("run: |\n  a: b\nnext: 1")
    #expect(shown.html.contains("<span class=\"y-text\">  a: b</span>"))
    #expect(shown.html.contains("<span class=\"y-key\">next</span>"))
  }

  @Test func `nothing of a text becomes markup, and what deceives is visible`() {
    let shown = HighlightedValues("<script>: '<b>' # </span>&\n\u{202E}: \u{1}\n")
    #expect(!shown.html.contains("<script"))
    #expect(!shown.html.contains("<b>"))
    #expect(shown.html.contains("&lt;/span&gt;&amp;"))
    #expect(shown.html.contains("\\u{202E}"))
    #expect(shown.html.contains("\\u{0001}"))
  }
}
