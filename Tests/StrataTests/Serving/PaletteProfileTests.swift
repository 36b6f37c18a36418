import Foundation
import Testing

/// Cluster profiles through Palette's API, on the built tool.
@Suite struct PaletteProfileTests {
  @Test func `an imported profile is a commit by the key's owner, and its uid stays`() throws {
    let served = try ServedProfile()
    let log = try served.bench.git("log", "-1", "--format=%an %s", "env/dev")
    #expect(log == "Ada Add web 1.0.0\n" || log == "Grace Add web 1.0.0\n")
    let answer = try served.get(served.profile)
    #expect(answer.json["metadata"]["name"].string == "web")
    #expect(answer.json["spec"]["published"]["packs"][0]["name"].string == "nginx")
    #expect(answer.json["spec"]["draft"].value == nil)
    #expect(answer.json["status"]["hasUserMacros"].bool == true)
    let again = try RunningServer(served.bench)
    #expect(try again.send("GET", served.profile, key: served.viewer).status == 200)
    try served.bench.expectSound()
  }

  @Test func `the same import twice makes one commit and is told with 409`() throws {
    let served = try ServedProfile()
    let before = try served.bench.commitCount()
    let second = try served.send(
      "POST", "/v1/clusterprofiles/import", ServedProfile.export.json)
    #expect(second.status == 409)
    #expect(second.json["code"].string == "ClusterProfileAlreadyExists")
    #expect(second.json["message"].string == "Cluster Profile already exists")
    #expect(try served.bench.commitCount() == before)
  }

  @Test func `secrets are masked on the way in, in every answer and in every file`() throws {
    let served = try ServedProfile()
    for path in ["", "/export", "/export?format=yaml", "/export/terraform", "/variables"] {
      let answer = try served.get(served.profile + path)
      #expect(answer.status == 200)
      #expect(!answer.text.contains("hunter2"), "\(path)")
    }
    #expect(try served.get(served.profile + "/export").text.contains("********"))
    #expect(!(try served.server.log()).contains("hunter2"))
    let everything = try served.bench.shell("! grep -r hunter2 strata.git")
    #expect(everything.code == 0, "\(everything)")
  }

  @Test func `an import with a masked variable is refused in Palette's words`() throws {
    let served = try ServedProfile()
    var export = ServedProfile.export
    export.name = "other"
    export.variables[0].value = "********"
    let answer = try served.send("POST", "/v1/clusterprofiles/import", export.json)
    #expect(answer.status == 400)
    #expect(
      answer.json["message"].string == "Variable 'password' default value should not be masked")
  }

  @Test func `what the environment does not hold is refused with a remedy`() throws {
    let served = try ServedProfile()
    var export = Export(name: "other")
    export.layers[0].name = "nginz"
    let answer = try served.send("POST", "/v1/clusterprofiles/import", export.json)
    #expect(answer.status == 400)
    #expect(answer.json["code"].string == "InvalidClusterProfile")
    #expect(
      answer.json["details"]["errors"][0]["remedy"].string == "did you mean 'nginx'?")
  }

  @Test func `an export comes back as it was, in JSON and in YAML`() throws {
    let served = try ServedProfile()
    let json = try served.get(served.profile + "/export?format=json")
    #expect(json.headers["content-type"] == "application/octet-stream")
    #expect(
      json.headers["content-disposition"] == #"attachment; filename="web-1.0.0.json""#)
    let stored = try served.bench.strata("export", "dev:web@1.0.0")
    #expect(json.text == stored.text)
    let yaml = try served.get(served.profile + "/export?format=yaml")
    try served.bench.folder.write(yaml.body, to: "web.yaml")
    let committed = try served.bench.strata("commit", "web.yaml", "--env", "dev", "--dry-run")
    #expect(committed.text.hasPrefix("unchanged"), "\(committed)")
    #expect(try served.get(served.profile + "/export?format=xml").status == 400)
  }

  @Test func `a file is imported from a form`() throws {
    let served = try ServedProfile()
    let form =
      "--b\r\nContent-Disposition: form-data; name=\"importFile\"; filename=\"../x.json\"\r\n\r\n"
      + Export(name: "filed").json + "\r\n--b--\r\n"
    let type = ["Content-Type": "multipart/form-data; boundary=b"]
    let made = try served.send(
      "POST", "/v1/clusterprofiles/import/file?publish=true", form, headers: type)
    #expect(made.status == 201, "\(made)")
    #expect(try served.bench.git("log", "-1", "env/dev").contains("Source: x.json"))
    for broken in ["", "--b", String(form.dropLast(9)), form.replacing("--b\r\n", with: "--c\r\n")]
    {
      let answer = try served.send(
        "POST", "/v1/clusterprofiles/import/file", broken, headers: type)
      #expect(answer.status == 400, "\(broken.prefix(20)): \(answer)")
    }
  }

  @Test func `validation offers the registries that hold each pack`() throws {
    let served = try ServedProfile()
    let answer = try served.send(
      "POST", "/v1/clusterprofiles/import/validate", Export(name: "other").json)
    #expect(answer.status == 200)
    let pack = answer.json["spec"]["template"]["packs"][0]
    #expect(
      pack["registry"]["matchingRegistries"].elements.map { $0["name"].string }
        == ["Palette Registry", "Public Repo"])
    let duplicate = try served.send(
      "POST", "/v1/clusterprofiles/import/validate", ServedProfile.export.json)
    #expect(duplicate.status == 409)
    let name = "/v1/clusterprofiles/validate/name?name="
    #expect(try served.get(name + "web&version=1.0.0").status == 409)
    #expect(try served.get(name + "ML+Ops").status == 204)
    #expect(try served.get(name + "web&version=v1").status == 400)
    #expect(try served.get(name).status == 400)
  }

  @Test func `a draft stays one until it is published`() throws {
    let served = try ServedProfile()
    let made = try served.send(
      "POST", "/v1/clusterprofiles/import", Export(name: "drafted").json)
    let path = "/v1/clusterprofiles/\(made.json["uid"].string ?? "")"
    #expect(try served.get(path).json["status"]["isPublished"].bool == false)
    #expect(try served.send("PATCH", path + "/publish").status == 204)
    #expect(try served.get(path).json["status"]["isPublished"].bool == true)
    let body = #"{"spec": {"template": {"packs": [{"name": "nginx", "values": "replicas: 9"}]}}}"#
    #expect(try served.send("PUT", path, body).status == 204)
    let both = try served.get(path).json["spec"]
    #expect(both["draft"]["packs"][0]["values"].string == "replicas: 9")
    #expect(both["published"]["packs"][0]["values"].string?.contains("namespace") == true)
  }

  @Test func `of two changes from one base the second is told`() throws {
    let served = try ServedProfile()
    let read = try served.get(served.profile)
    let tag = try #require(read.headers["etag"])
    let revision = read.json["metadata"]["annotations"]["strata/revision"].string ?? ""
    let body = { (number: Int) in
      #"{"metadata": {"annotations": {"strata/revision": "\#(revision)"}}, "spec": {"template": "#
        + #"{"packs": [{"name": "nginx", "values": "replicas: \#(number)"}]}}}"#
    }
    #expect(
      try served.send("PUT", served.profile, body(4), headers: ["If-Match": tag]).status == 204)
    let count = try served.bench.commitCount()
    #expect(try served.send("PUT", served.profile, body(5)).status == 412)
    let late = try served.send(
      "DELETE", served.profile, nil, headers: ["If-Match": tag])
    #expect(late.status == 412)
    #expect(late.json["code"].string == "Conflict")
    #expect(try served.bench.commitCount() == count)
  }

  @Test func `a change that changes nothing makes no commit`() throws {
    let served = try ServedProfile()
    let count = try served.bench.commitCount()
    let body = #"{"metadata": {"name": "web", "labels": {}}}"#
    #expect(try served.send("PATCH", served.profile + "/metadata", body).status == 204)
    #expect(try served.bench.commitCount() == count)
  }

  @Test func `a renamed profile keeps its uid, a copy has its own`() throws {
    let served = try ServedProfile()
    let body = #"{"metadata": {"name": "web2"}, "spec": {"version": "1.1.0"}}"#
    let renamed = try served.send("PATCH", served.profile + "/metadata", body)
    #expect(renamed.status == 204)
    #expect(renamed.headers["audituid"]?.count == 24)
    #expect(try served.get(served.profile).json["metadata"]["name"].string == "web2")
    let copy = #"{"metadata": {"name": "web3", "version": "2.0.0"}}"#
    let made = try served.send("POST", served.profile + "/clone", copy)
    #expect(made.status == 201)
    #expect(made.json["uid"].string != served.uid)
    let taken = try served.send(
      "POST", served.profile + "/clone/validate", #"{"name": "web3", "version": "2.0.0"}"#)
    #expect(taken.status == 409)
    let again = try served.send(
      "POST", "/v1/clusterprofiles/import", ServedProfile.export.json)
    #expect(again.status == 201)
    #expect(again.json["uid"].string != served.uid)
  }

  @Test func `profiles are removed one by one and several at once`() throws {
    let served = try ServedProfile()
    let body = #"{"uids": ["\#(served.uid)", "000000000000000000000000"]}"#
    let answer = try served.send("DELETE", "/v1/clusterprofiles/bulk", body)
    #expect(answer.status == 200)
    #expect(answer.json["deletedCount"].int == 1)
    #expect(answer.json["failures"].count == 1)
    #expect(try served.get(served.profile).status == 404)
    #expect(try served.send("DELETE", served.profile).status == 404)
    try served.bench.expectSound()
  }

  @Test func `each change has a line in the audit log before its answer, a refused one too`() throws
  {
    let served = try ServedProfile()
    let answer = try served.send("PATCH", served.profile + "/publish", key: served.editor)
    let uid = try #require(answer.headers["audituid"])
    let path = served.bench.repository + "/strata/audit.jsonl"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let last = JSON(try JSONSerialization.jsonObject(with: Data(lines[lines.count - 1].utf8)))
    #expect(last["uid"].string == uid)
    #expect(last["action"].string == "profile publish")
    #expect(last["subject"].string == "web@1.0.0")
    try served.send("DELETE", "/v1/clusterprofiles/000000000000000000000000")
    let refused = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").last
    #expect(refused?.contains(#""refused":"ResourceNotFound""#) == true)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func `a protected environment refuses what is written past a promotion`() throws {
    let served = try ServedProfile()
    let set = try served.bench.strata("env", "set", "dev", "--protect", "no-direct-commits")
    try #require(set.code == 0, "\(set)")
    let answer = try served.send(
      "POST", "/v1/clusterprofiles/import", Export(name: "late").json)
    #expect(answer.status == 403)
    #expect(answer.json["code"].string == "EnvironmentProtected")
  }
}
