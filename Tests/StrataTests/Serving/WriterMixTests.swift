import Foundation
import Testing

/// Server and command line as writers of one branch.
@Suite struct WriterMixTests {
  @Test func `imports by the server and commits by the tool all land`() async throws {
    let served = try ServedProfile()
    let before = try served.bench.commitCount()
    let codes = await withTaskGroup(of: Int.self) { group in
      for number in 0..<12 { group.addTask { Self.imported(number, served) } }
      for number in 0..<6 { group.addTask { Self.committed(number, served) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(codes == Array(repeating: 201, count: 18))
    #expect(try served.bench.commitCount() == before + 18)
    let names = try served.get("/v1/dashboard/clusterprofiles/metadata").json["items"].count
    #expect(names == 19)
    try served.bench.expectSound()
  }

  private static func imported(_ number: Int, _ served: ServedProfile) -> Int {
    let body = Export(name: "served-\(number)").json
    return (try? served.send("POST", "/v1/clusterprofiles/import", body))?.status ?? 0
  }

  private static func committed(_ number: Int, _ served: ServedProfile) -> Int {
    (try? served.bench.commit(Export(name: "typed-\(number)")))?.code == 0 ? 201 : 0
  }

  @Test func `a change by the tool is what the server answers next`() throws {
    let served = try ServedProfile()
    #expect(try served.get(served.profile).status == 200)
    var export = ServedProfile.export
    export.layers[0].values = "replicas: 77"
    export.variables = []
    try served.bench.commit(export)
    let answer = try served.get(served.profile)
    #expect(answer.json["spec"]["published"]["packs"][0]["values"].string == "replicas: 77")
    try served.bench.strata("rm", "dev:web@1.0.0")
    #expect(try served.get(served.profile).status == 404)
  }
}
