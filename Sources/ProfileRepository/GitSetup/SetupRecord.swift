internal import CanonicalJSON
internal import Git

/// What setup found and did, kept beside the repository's own files until `--undo`.
struct SetupRecord: Hashable {
  /// The tool that the drivers call.
  var tool: String
  var configuration: AppendedBlock
  var attributes: AppendedBlock
  var hadAttributesFile: Bool
  var hadInfoFolder: Bool
  /// The user's own values of the keys, which ours override while they stand.
  var replaced: [String: [String]]

  /// Nil where there is no record.
  static func read(_ path: String) throws(RepositoryError) -> SetupRecord? {
    guard Folder.exists(path) else { return nil }
    let bytes: [UInt8]
    do { bytes = try DurableFile.read(path, limit: 1 << 20) } catch { throw RepositoryError(error) }
    guard let value = try? JSONReader.read(bytes), let record = SetupRecord(value) else {
      throw RepositoryError(
        .damaged, "the record of setup-git, '\(path)', is damaged",
        hint: "remove the sections 'strata' with 'git config --edit', then remove the record")
    }
    return record
  }

  func write(_ path: String) throws(RepositoryError) {
    do { try DurableFile.write(value.encoded(.indented), to: path) } catch {
      throw RepositoryError(error)
    }
  }
}

extension SetupRecord {
  private var value: JSONValue {
    var replaced = JSONObject()
    for (key, values) in self.replaced {
      replaced[JSONString(key)] = .array(values.map { .string(JSONString($0)) })
    }
    return .object([
      "format": .string("1"), "tool": .string(JSONString(tool)),
      "configuration": configuration.value, "attributes": attributes.value,
      "hadAttributesFile": .bool(hadAttributesFile), "hadInfoFolder": .bool(hadInfoFolder),
      "replaced": .object(replaced),
    ])
  }

  private init?(_ value: JSONValue) {
    guard value["format"]?.text == "1", let tool = value["tool"]?.text,
      let configuration = value["configuration"].flatMap(AppendedBlock.init),
      let attributes = value["attributes"].flatMap(AppendedBlock.init),
      let hadFile = value["hadAttributesFile"]?.bool, let hadFolder = value["hadInfoFolder"]?.bool,
      let replaced = value["replaced"]?.object
    else { return nil }
    self.tool = tool.string
    (self.configuration, self.attributes) = (configuration, attributes)
    (hadAttributesFile, hadInfoFolder) = (hadFile, hadFolder)
    self.replaced = [:]
    for member in replaced.members {
      self.replaced[member.key.string] = (member.value.elements ?? []).compactMap {
        $0.text?.string
      }
    }
  }
}

extension AppendedBlock {
  fileprivate var value: JSONValue {
    .object([
      "text": .string(JSONString(utf8: text)), "addedLineFeed": .bool(addedLineFeed),
    ])
  }

  fileprivate init?(_ value: JSONValue) {
    guard let text = value["text"]?.text, let added = value["addedLineFeed"]?.bool else {
      return nil
    }
    self.init(text: text.utf8, addedLineFeed: added)
  }
}
