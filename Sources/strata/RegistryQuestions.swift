import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Replay
import Reports

/// Asks on the terminal which registry of the target a pack comes from, where several hold it.
struct RegistryQuestions {
  let repository: ProfileRepository
  let operation: Operation

  /// The request with the answers; what is left open stays a finding.
  func asked(_ request: TargetRequest) throws(RepositoryError) -> TargetRequest {
    var request = request
    var left: Set<Layer.Identity> = []
    while let open = try next(request, leaving: left) {
      guard let mapping = Self.ask(open, in: request.target) else {
        left.insert(open.layer)
        continue
      }
      request = request.adding([mapping])
    }
    return request
  }

  private func next(
    _ request: TargetRequest, leaving left: Set<Layer.Identity>
  ) throws(RepositoryError) -> OpenRegistry? {
    let result = try request.validation(
      in: repository, as: operation, validatesUnchanged: false)
    return result.outcomes.flatMap(\.openRegistries).first { !left.contains($0.layer) }
  }

  private static func ask(
    _ open: OpenRegistry, in environment: EnvironmentName
  ) -> RegistryMapping? {
    let source = open.source.flatMap { $0.isEmpty ? nil : $0 }
    let origin = source.map { " from '\($0)'" } ?? ""
    Console.note(
      "\(open.layer.pack) \(open.version)\(origin) is in several registries of \(environment):")
    for (index, name) in open.options.enumerated() { Console.note("  \(index + 1)  \(name)") }
    let all = source.map { ", with 'a' behind it for everything from '\($0)'" } ?? ""
    while true {
      try? StandardStream.error.write(
        PrintableText.escaped("which one? 1 to \(open.options.count)\(all), Enter for none: "))
      guard let answer = readLine()?.filter({ $0 != " " }).lowercased(), !answer.isEmpty else {
        return nil
      }
      let isForAll = answer.hasSuffix("a") && source != nil
      let number = Int(isForAll ? String(answer.dropLast()) : answer) ?? 0
      guard open.options.indices.contains(number - 1) else { continue }
      let subject = isForAll ? source.map(RegistryMapping.Subject.registry) : nil
      return RegistryMapping(subject ?? .pack(open.layer.pack), to: open.options[number - 1])
    }
  }
}
