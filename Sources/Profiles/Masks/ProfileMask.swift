public import CanonicalJSON
public import PackValues

/// A place of a profile where a mask stands instead of a value, or should.
public struct ProfileMask: Hashable, Sendable {
  public enum Owner: Hashable, Sendable {
    case values(Layer.Identity)
    case manifest(Layer.Identity, name: JSONString)
    case variable(name: JSONString)
    /// Any other string of the document, such as a label or a member that Strata does not know.
    case member(JSONPath)
  }

  public enum State: String, Hashable, Sendable {
    case masked
    /// The place is declared sensitive and required, and holds nothing.
    case empty
    /// The place is declared sensitive, and a value stands there in the plain: it should be masked.
    case plain
  }

  /// Who says that the place is sensitive.
  public enum Declaration: String, Hashable, Sendable {
    /// The variable itself, by `isSensitive`.
    case variable
    /// The pack's schema, which an environment's facts hold.
    case schema
  }

  public let owner: Owner
  /// The line and, where it can be told, the path in the text; nil for a variable or member.
  public let place: MaskedPlace?
  public let state: State
  /// Nil where the place only looks masked.
  public let declaration: Declaration?
  /// What is known of the value that belongs here.
  public let expectation: ValueExpectation
  /// The reference that the target of a promotion has at the same place; nil where there is none or no target.
  public internal(set) var filledBy: JSONString?
  /// Where the environment's fills say that the value comes from; nil where they do not.
  public internal(set) var fill: FillReference?
  /// The path under which a fill finds the place again: items of lists by their names where they have one.
  ///
  /// For a mask that is a part of a value, the value's path. Nil where that is not known, and for variables and members.
  public internal(set) var fillPath: ValuesPath?
  /// Whether the mask is the whole value rather than a part of an address or of a file within the text.
  var isWhole = true

  init(
    _ owner: Owner, at place: MaskedPlace? = nil, _ state: State = .masked,
    declaredBy declaration: Declaration? = nil,
    expectation: ValueExpectation = ValueExpectation()
  ) {
    (self.owner, self.place, self.state) = (owner, place, state)
    (self.declaration, self.expectation) = (declaration, expectation)
    fillPath = place?.path
  }

  public var isDeclaredSensitive: Bool { declaration != nil }

  /// Whether somebody has to say where the value comes from.
  public var isOpen: Bool { state != .plain && filledBy == nil && fill == nil }
}

/// What a variable's definition or a pack's schema says of a value.
public struct ValueExpectation: Hashable, Sendable {
  /// `string`, `password`, `number` and so on; nil where it is not known.
  public var type: JSONString?
  public var isRequired = false
  /// In RE2's language.
  public var regex: JSONString?
  public var hint: JSONString?
  /// The values that are allowed; empty where any is.
  public var options: [JSONString] = []

  /// Knows nothing.
  public init() {}

  init(_ directive: SchemaDirective) {
    type = directive.type.map { JSONString($0) }
    isRequired = directive.isRequired
    regex = directive.regex.map { JSONString($0) }
    hint = directive.hints.isEmpty ? nil : JSONString(directive.hints.joined(separator: " "))
    options = directive.options.map { JSONString($0) }
  }

  init(_ variable: Variable) {
    let text = { (key: JSONString) -> JSONString? in
      variable.definition[key]?.text.flatMap { $0.isEmpty ? nil : $0 }
    }
    (type, isRequired, regex) = (text("format"), variable.isRequired, text("regex"))
    hint = text("description") ?? text("displayName")
    options = variable.definition["options"]?.elements?.compactMap { $0["value"]?.text } ?? []
  }
}
