public import CanonicalJSON

extension ProfileDocument {
  /// The same profile under another name or version; throws where the name may not stand.
  public func renamed(to name: JSONString?, version: ProfileVersion?) throws(DocumentError)
    -> ProfileDocument
  {
    if name == nil && version == nil { return self }
    var value = value
    if let name { value = value.setting(.string(name), at: Self.namePath) }
    if let version {
      value = value.setting(.string(JSONString(version.description)), at: Self.versionPath)
    }
    return try ProfileDocument(export: value)
  }

  private static let namePath = JSONPath([.key("metadata"), .key("name")])
  private static let versionPath = JSONPath([.key("spec"), .key("version")])
}
