internal import Git

/// What a repository that Strata made looks like from outside.
public enum Layout {
  /// The name under which `strata init` makes a repository, and by which one is found in a folder.
  public static let defaultName = "strata.git"

  /// The file that says that Strata made the repository, and in which format.
  static let marker = "strata/format"
  static let format = "1\n"

  static func isRepository(_ path: String) -> Bool {
    Folder.kind(of: path + "/" + marker) == .file
  }

  /// The attributes by which a clone knows Strata's drivers; without them installed, git compares the lines.
  ///
  /// A pattern with a slash counts from the folder of its file, so the whole way from the root is named.
  static let attributes = """
    tenant/profiles/*/*.json -text diff=strata merge=strata
    projects/*/profiles/*/*.json -text diff=strata merge=strata

    """

  /// What a person who looks at `main` with plain git finds.
  static let readme = """
    # Cluster profiles, kept by Strata

    Each environment is a branch: `env/dev`, `env/staging`, `env/prod` and so on. Only `strata` writes these branches;
    people never merge or push to them. A branch holds one JSON document per profile version:

        tenant/profiles/NAME/VERSION.json
        projects/PROJECT/profiles/NAME/VERSION.json

    Look at them with plain git:

        git log --stat env/prod
        git log -p env/prod -- tenant/profiles/web-platform
        git diff env/prod env/staging
        git blame env/prod -- tenant/profiles/web-platform/1.2.0.json

    The last block of each commit message says which profile it concerns, the digest of its export (RFC 8785, SHA-256),
    and, if it was promoted or imported, the commit that it was replayed from.

    """
}
