/// Palette's published API, in which the environment of a key is the tenant.
enum PaletteEndpoints {
  static var routes: [Route] {
    ProfileLookup.routes + ProfileSearch.routes + ProfileExporting.routes
      + ProfileCreation.routes + ProfileImporting.routes + ProfileChanging.routes
      + PackChanging.routes + VariableChanging.routes + MacroEndpoints.routes
      + CatalogEndpoints.routes + AccountEndpoints.routes + SignInEndpoint.routes
  }
}
