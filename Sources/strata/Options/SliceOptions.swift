import ArgumentParser
import PackValues
import Profiles

/// Takes a part of profiles instead of the whole.
struct SliceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Take only these layers, named as for 'strata diff', with what they refer to.",
      valueName: "layer"))
  var layer: [String] = []
  @Option(help: ArgumentHelp("Take only these values of the layers.", valueName: "path"))
  var path: [String] = []

  var isEmpty: Bool { layer.isEmpty }

  func validate() throws {
    if layer.isEmpty, !path.isEmpty {
      throw ValidationError("--path says which values of a layer; name that with --layer")
    }
  }

  func slice() throws -> ProfileSlice? {
    if layer.isEmpty { return nil }
    return ProfileSlice(
      layers: layer.map(LayerPattern.init), paths: try path.map(DifferenceOptions.pattern))
  }
}
