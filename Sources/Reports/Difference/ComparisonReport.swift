/// A comparison's result in every form that it has.
public protocol ComparisonReport: Report {
  /// One change a line, tab-separated; empty where nothing differs.
  var compact: String { get }
  /// For a pull request, at most 65,536 characters.
  var markdown: String { get }
  /// One page that stands alone.
  var html: String { get }
}
