internal import Replay

extension ValidationFinding.Code {
  /// What is asked of a profile where this code does not come up, as a sentence.
  var summary: String {
    switch self {
    case .couldNotCheck: "Everything could be checked."
    case .duplicateVersion:
      "The target holds no document of this name and version that never came from there."
    case .changedInTarget: "The target did not change the same as what comes."
    case .missingLayer: "The packs that a slice refers to are there."
    case .held: "The target does not hold the profile version as it is."
    case .unknownProject: "The target's project exists."
    case .profileType: "The profile is of a type that Palette knows."
    case .cloudType: "The cloud type is known and goes with the type of the profile."
    case .layerRule: "The layers are those that the type of the profile asks for."
    case .unknownPack: "A registry of the target holds each pack."
    case .unknownPackVersion: "A registry of the target holds each pack in its version."
    case .unknownRegistry: "Each registry that was chosen is there."
    case .otherRegistry: "Each pack is in the registry that the profile names."
    case .severalRegistries: "Of several registries that hold a pack one is chosen."
    case .registryKind: "Each pack is of a type that its registry holds."
    case .requiredPack: "The packs that a pack asks for are there."
    case .packRange: "The packs that a pack asks for are in a version that it goes together with."
    case .unsupportedPack: "No pack is there that another one does not go together with."
    case .packUpgrade: "Each pack can be reached from the version that the target has."
    case .undefinedMacro: "Each macro is defined for the target's scope."
    case .shadowedMacro: "No macro hides one of the same name in a wider scope."
    case .undeclaredVariable: "Each variable that a text refers to is declared."
    case .variableName: "Names and display names of variables are unique."
    case .variableDefault: "A variable that nobody can set has a default value."
    case .variableInput: "A variable's default value fits its input type."
    case .variableOptions: "A drop-down list has options, and the default value is one of them."
    case .variableFormat: "A variable's default value is of its format."
    case .variablePattern: "A variable's regular expression is one, and its default value matches."
    case .maskToFill: "No masked value is left to be filled."
    }
  }
}
