public import ArgumentParser
public import Profiles

extension Scope: ExpressibleByArgument {
  /// Reads `tenant` or `projects/NAME`.
  public init?(argument: String) { self.init(argument) }
}
