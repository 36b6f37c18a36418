public import ArgumentParser
public import Replay

extension ValidationFinding.Severity: ExpressibleByArgument {}
