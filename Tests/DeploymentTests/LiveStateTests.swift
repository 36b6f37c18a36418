import Deployment
import Testing

@Suite struct LiveStateTests {
  @Test func `the words of a live state are stable`() {
    #expect(
      LiveState.allCases.map(\.rawValue) == ["equal", "differs", "only-on-branch", "only-live"])
  }
}
