/// An order for the members of objects, by where they stand in a document.
public struct MemberOrder: Sendable {
  private final class Node: Sendable {
    let known: [JSONString]
    let isKnown: Set<JSONString>
    let children: [JSONString: MemberOrder]
    let elements: MemberOrder?

    init(_ known: [JSONString], _ children: [JSONString: MemberOrder], _ elements: MemberOrder?) {
      self.known = known
      isKnown = Set(known)
      self.children = children
      self.elements = elements
    }
  }

  private let node: Node

  /// Holds the keys that come first, the orders within the members' values, and the order within
  /// the elements where the value is an array.
  ///
  /// Keys that are not known follow, sorted as RFC 8785 does.
  public init(
    _ known: [JSONString] = [], children: [JSONString: MemberOrder] = [:],
    elements: MemberOrder? = nil
  ) {
    node = Node(known, children, elements)
  }

  /// An order for the elements of an array.
  public static func array(of elements: MemberOrder) -> MemberOrder {
    MemberOrder(elements: elements)
  }

  /// The order within the elements of an array.
  public var elements: MemberOrder? { node.elements }

  /// The order within the value of a member.
  public func child(_ key: JSONString) -> MemberOrder? { node.children[key] }

  /// The members of an object in this order.
  public func arranged(_ object: JSONObject) -> [JSONObject.Member] {
    let first = node.known.compactMap { key in
      object[key].map { value in JSONObject.Member(key: key, value: value) }
    }
    return first + object.members.filter { !node.isKnown.contains($0.key) }
  }
}
