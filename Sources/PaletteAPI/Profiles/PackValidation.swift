public import CanonicalJSON

/// What validation says of the layers of a stack (`v1ClusterProfileValidatorResponse`).
public struct PackValidation: WireObject {
  /// One layer, and what is wrong with it; nothing where it has no errors.
  public struct Result: WireObject {
    public var displayName: JSONString = ""
    public var errors: [Violation] = []
    public var name: JSONString = ""

    public init() {}

    public static var members: [WireMember<Self>] {
      [
        WireMember("displayName", \.displayName), WireMember("errors", \.errors, always: true),
        WireMember("name", \.name),
      ]
    }
  }

  /// `v1ConstraintError`.
  public struct Violation: WireObject {
    public var code: JSONString = ""
    public var message: JSONString = ""

    public init() {}
    public init(code: JSONString, message: JSONString) {
      (self.code, self.message) = (code, message)
    }

    public static var members: [WireMember<Self>] {
      [WireMember("code", \.code), WireMember("message", \.message)]
    }
  }

  public struct Packs: WireObject {
    public var results: [Result] = []

    public init() {}

    public static var members: [WireMember<Self>] {
      [WireMember("results", \.results, always: true)]
    }
  }

  public var packs = Packs()

  public init() {}
  public init(_ results: [Result]) { packs.results = results }

  public static var members: [WireMember<Self>] { [WireMember("packs", \.packs)] }
}
