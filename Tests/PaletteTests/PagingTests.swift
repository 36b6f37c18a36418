import CanonicalJSON
import FakePalette
import Palette
import Profiles
import Testing

@Suite struct PagingTests {
  private let time = TestTime()

  /// The names that a list of profiles gives, or the code of its error.
  private func names(
    _ answer: @escaping @Sendable (FakeRequest) -> String
  ) async throws -> (names: [String], error: PaletteError.Code?) {
    let server = try await FakeServer { FakeAnswer(200, json: answer($0)) }
    let connection = PaletteConnection(
      to: try PaletteAddress(server.address), key: try #require(APIKey("key-4711")))
    do {
      let found = try await PaletteClient.with(connection, time: time.keeper) {
        try await $0.profiles(in: nil)
      }
      return (found.map(\.name.string), nil)
    } catch { return ([], (error as? PaletteError)?.code) }
  }

  private static func page(_ names: String..., meta: String) -> String {
    let items = names.map {
      #"{"metadata":{"name":"\#($0)","uid":"uid-\#($0)"},"specSummary":{"version":"1.0.0"}}"#
    }
    return #"{"items":[\#(items.joined(separator: ","))],"listmeta":{\#(meta)}}"#
  }

  @Test func `a list goes on by its token until there is none`() async throws {
    let found = try await names { request in
      switch request.query["continue"] {
      case nil: Self.page("a", "b", meta: #""continue":"t1","count":3"#)
      case "t1": Self.page("c", meta: #""count":3"#)
      default: "{}"
      }
    }
    #expect(found.names == ["a", "b", "c"])
  }

  @Test func `a list without tokens that says it has more is asked by offset`() async throws {
    let found = try await names { request in
      request.query["offset"] == "2"
        ? Self.page("c", meta: #""count":3"#) : Self.page("a", "b", meta: #""count":3"#)
    }
    #expect(found.names == ["a", "b", "c"])
  }

  @Test(arguments: [
    #"{"items":[],"listmeta":{"continue":"t","count":9}}"#,
    #"{"items":[{"metadata":{"name":"a","uid":"1"}}],"listmeta":{"continue":"t"}}"#,
    #"{"items":[{"metadata":{"name":"a","uid":"1"}}],"listmeta":{"count":9}}"#,
  ])
  func `pages that repeat are an error, not a list`(_ page: String) async throws {
    #expect(try await names { _ in page }.error == .badAnswer)
  }

  @Test func `a token that comes again with new items is an error too`() async throws {
    let turn = Turn()
    let found = try await names { _ in
      Self.page("p\(turn.next())", meta: #""continue":"same""#)
    }
    #expect(found.error == .badAnswer)
  }

  @Test func `every version that a summary names is a profile of its own`() async throws {
    let page = #"""
      {"items":[{"metadata":{"name":"a","uid":"2"},"specSummary":{"version":"2.0.0",
      "versions":[{"uid":"1","version":"1.0.0"},{"uid":"2","version":"2.0.0"}]}}]}
      """#
    #expect(try await names { _ in page }.names == ["a", "a"])
  }
}
