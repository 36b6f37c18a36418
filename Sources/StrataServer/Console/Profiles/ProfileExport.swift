import CanonicalJSON
import ProfileRepository
import Profiles

/// A profile version as a file to keep, the way Palette's Export Profile gives it.
struct ProfileExport {
  let visit: Visit

  func answer(in repository: ProfileRepository) throws -> PageAnswer {
    let place = try visit.place(visit.query["at"] ?? "", in: repository)
    let shown = try ShownDocument(
      place.snapshot.document(place.entry), sensitivity: place.snapshot.sensitivity())
    let name = "\(place.entry.key.name)-\(place.entry.key.version)"
    return .download(shown.document.palette, name: name + ".json")
  }
}
