import ProfileRepository

/// `ProfileRepository`'s operation, under a name that Foundation does not have.
typealias Writing = Operation
