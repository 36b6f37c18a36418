public import CanonicalJSON
public import Profiles

/// A difference of two profile documents for people, for line tools and for programs.
///
/// The same difference and options give the same bytes. What the difference hides stays hidden.
public struct DifferenceReport: ComparisonReport {
  /// How much is told.
  public enum Detail: String, Hashable, Sendable, CaseIterable {
    case full
    /// A line a layer, with counts.
    case stat
    /// The names of the layers that differ.
    case names
  }

  public struct Options: Hashable, Sendable {
    /// What the two sides are called, such as `prod@91c0d44`; nil leaves the names out.
    public var fromLabel: String?
    public var toLabel: String?
    /// Colour repeats the markers, it never says more.
    public var isColored = false
    /// Markers, arrows and signs in ASCII only.
    public var isASCII = false
    public var detail = Detail.full
    /// Says by which member, or by their order, the items of each list were told apart.
    public var explains = false

    public init(
      fromLabel: String? = nil, toLabel: String? = nil, isColored: Bool = false,
      isASCII: Bool = false, detail: Detail = .full, explains: Bool = false
    ) {
      (self.fromLabel, self.toLabel) = (fromLabel, toLabel)
      (self.isColored, self.isASCII) = (isColored, isASCII)
      (self.detail, self.explains) = (detail, explains)
    }
  }

  let difference: ProfileDifference
  let options: Options

  public init(_ difference: ProfileDifference, options: Options = Options()) {
    (self.difference, self.options) = (difference, options)
  }

  /// `no differences`, or a heading, the changed layers, their values by path, variables and a summary.
  public var text: String {
    switch options.detail {
    case .full: DifferenceText(difference, options).text
    case .stat: DifferenceStat(difference, options).text
    case .names: DifferenceStat(difference, options).names
    }
  }

  /// One change a line, tab-separated: profile, marker, layer, place, from, to; empty where nothing differs.
  public var compact: String {
    switch options.detail {
    case .full: DifferenceCompact(difference, options).text
    case .stat: DifferenceStat(difference, options).compact
    case .names: DifferenceStat(difference, options).names
    }
  }

  /// Markdown for a pull request, at most 65,536 characters: detail gives way, risk and what is to fill never.
  public var markdown: String { MarkdownDifference(difference, options).text }

  /// One HTML page that stands alone.
  public var html: String { DifferencePage(difference, options).text }

  /// The same as a part of somebody else's page, without a style of its own; every text in it is escaped.
  ///
  /// - Parameters:
  ///   - isSideBySide: a column for each side rather than one for both.
  ///   - unchanged: the layers to name although they are the same.
  public func fragment(isSideBySide: Bool = false, unchanged: [Layer] = []) -> String {
    DifferencePage(difference, options, isSideBySide: isSideBySide, unchanged: unchanged).body
  }

  /// `profile-diff/1`: paths are arrays of steps, and what is masked or sensitive has no `from` and no `to`.
  public var json: JSONValue { DifferenceJSON(difference, options).value }
}
