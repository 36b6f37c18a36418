/// Palette's published API, in which the environment of a key is the tenant.
enum PaletteEndpoints {
  static var routes: [Route] { [] }
}
