import CanonicalJSON
import Git
import HTTPTypes
import ProfileRepository
import Profiles

/// Sets or removes where the value of one masked place comes from.
struct FillForm {
  let visit: Visit

  func answer(in repository: ProfileRepository) throws -> PageAnswer {
    let place = try visit.place(visit.form["at"] ?? "", in: repository)
    let key = place.entry.key
    let document = try place.snapshot.document(place.entry)
    let known = try place.snapshot.masks(of: document, in: key.scope)
      .compactMap { $0.fillPlace(in: key.name) }
    guard let found = known.first(where: { $0.description == visit.form["place"] }) else {
      throw Refusal.notFound("the masked place is not there any more")
    }
    let reference = visit.form["remove"] == nil ? try Self.reference(visit.form) : nil
    let deed = Deed(
      action: "fill", environment: place.environment, scope: key.scope,
      subject: found.description)
    try visit.write(deed, as: visit.operation()) { operation in
      try Self.write(
        [found: reference], in: key.scope, of: place.environment, repository, operation)
    }
    let text =
      reference.map { "The value comes from \($0) in \(place.environment)." }
      ?? "The value has no source in \(place.environment) any more."
    return .move(SignIn.local(visit.form["back"]), Notice(tone: .good, text: text))
  }

  /// What a form says of a source, by its kind and its name.
  ///
  /// - Throws: `Refusal` for what is no reference; it does not repeat it.
  static func reference(_ form: Fields, _ suffix: String = "") throws -> FillReference {
    let kind = form["kind" + suffix] ?? ""
    let name = kind == "prompt" ? "" : form["name" + suffix] ?? ""
    guard let reference = FillReference(JSONString("\(kind):\(name)")) else {
      throw Refusal(
        .badRequest, "InvalidReference", "that names no source; it is not repeated here",
        hint: "give the name of an environment variable, file, command, macro or variable, "
          + "never the value itself")
    }
    return reference
  }

  /// One commit with all of a scope's new sources; nil removes.
  static func write(
    _ references: [Fill.Place: FillReference?], in scope: Scope, of environment: EnvironmentName,
    _ repository: ProfileRepository, _ operation: Operation
  ) throws {
    _ = try repository.write(to: environment, as: operation, reason: "fill") {
      change throws(RepositoryError) in
      var fills = try change.fills(in: scope)
      for (place, reference) in references { fills[place] = reference }
      return try change.put(file: fills, in: scope)
    }
  }
}
