import CanonicalJSON
import Git
import Logging

/// Log lines as JSON on standard error, one object a line.
struct ServerLog: LogHandler {
  var logLevel: Logger.Level = .info
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var object: JSONObject = [:]
    for (key, value) in metadata {
      object[JSONString(Self.name(key))] = Self.text(value.description)
    }
    for (key, value) in event.metadata ?? [:] {
      object[JSONString(Self.name(key))] = Self.text(value.description)
    }
    object["at"] = Self.text(Moment.text(Machine.seconds))
    object["level"] = Self.text(event.level.rawValue)
    object["message"] = Self.text(event.message.description)
    // A log that nobody can take is no reason to stop serving.
    try? StandardStream.error.write(JSONValue.object(object).encoded() + [0x0A])
  }

  private static func name(_ key: String) -> String { key == "hb.request.id" ? "request" : key }

  private static func text(_ text: String) -> JSONValue { .string(JSONString(text)) }
}
