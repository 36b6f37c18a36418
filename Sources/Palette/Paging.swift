internal import CanonicalJSON
internal import PaletteAPI

extension PaletteClient {
  /// Every item of a list that comes in pages.
  ///
  /// The token of the page before asks for the next; where a list gives none and says that it has more, the offset does.
  ///
  /// - Throws: `badAnswer` where a token comes twice, or a page brings nothing new and says that there is more.
  func all<Item: WireObject>(_ call: Call) async throws -> [Item] {
    var (items, seen, tokens) = ([Item](), Set<Item>(), Set<JSONString>())
    var token: JSONString?
    while true {
      var call = call
      call.query.append((name: "limit", value: "50"))
      if let token {
        call.query.append((name: "continue", value: token.string))
      } else if !items.isEmpty {
        call.query.append((name: "offset", value: "\(items.count)"))
      }
      let page: Page<Item> = try await read(call)
      let fresh = page.items.filter { seen.insert($0).inserted }
      items += fresh
      let next = page.listmeta?.continue ?? ""
      if next.isEmpty {
        let isMore = page.listmeta.map { $0.count > items.count } ?? false
        if !isMore || page.items.isEmpty { return items }
      }
      guard !fresh.isEmpty, next.isEmpty || tokens.insert(next).inserted else {
        throw PaletteError(
          .badAnswer, "the pages of '\(call.name)' at \(address) repeat",
          hint: "nothing of the list was taken; run the command again")
      }
      token = next.isEmpty ? nil : next
    }
  }

  /// Makes a call and reads its answer.
  ///
  /// An answer that cannot be read may have been cut off: a call that can be repeated is made once more.
  func read<Value: WireObject>(_ call: Call) async throws -> Value {
    guard let value = Value(try await json(call)) else { throw unreadable(call) }
    return value
  }

  /// Makes a call and reads its answer as JSON.
  func json(_ call: Call) async throws -> JSONValue {
    for _ in 0..<(call.isRepeatable ? 2 : 1) {
      let body = try await send(call)
      if let value = try? JSONReader.read(body, numbers: .rounded) { return value }
    }
    throw unreadable(call)
  }

  func unreadable(_ call: Call) -> PaletteError {
    PaletteError(
      .badAnswer, "\(address) answered '\(call.name)' with what is no answer of that call",
      hint: "is this address Palette's?")
  }
}
