internal import CanonicalJSON
internal import PackValues
internal import Profiles

extension ValuesPath {
  /// The path in machine form: an array of keys as strings, list indexes as numbers, and objects for the other steps.
  var json: JSONValue { stored }
}
