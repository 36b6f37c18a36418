import Foundation
import Testing

/// Packs, manifests, variables, macros, projects and registries through Palette's API, on the built tool.
@Suite struct PaletteStackTests {
  @Test func `a profile is created from packs named by uid`() throws {
    let served = try ServedProfile()
    let packs = try served.get("/v1/packs/nginx/registries/\(ServedProfile.registry)")
    let uid = try #require(packs.json["tags"][1]["packUid"].string, "\(packs)")
    #expect(packs.json["tags"].elements.map { $0["version"].string } == ["1.9.4", "1.9.5"])
    let body = """
      {"metadata": {"name": "made", "annotations": {"description": "by hand"}}, "spec": {"version": "1.0.0", \
      "template": {"type": "add-on", "cloudType": "all", "packs": [{"name": "nginx", "uid": "\(uid)", \
      "tag": "1.9.x", "layer": "addon", "type": "helm", "registryUid": "\(ServedProfile.registry)", \
      "values": "replicas: 1"}, {"name": "extra", "uid": "spectro-manifest-pack", "type": "manifest", \
      "layer": "addon", "manifests": [{"name": "a", "content": "kind: A"}]}]}}}
      """
    let made = try served.send("POST", "/v1/clusterprofiles?publish=true", body)
    #expect(made.status == 201, "\(made)")
    let export = try served.get("/v1/clusterprofiles/\(made.json["uid"].string ?? "")/export").json
    #expect(export["metadata"]["description"].string == "by hand")
    let pack = export["spec"]["template"]["packs"][0]
    #expect(pack["version"].string == "1.9.5")
    #expect(pack["tag"].string == "1.9.x")
    #expect(pack["registry"]["metadata"]["name"].string == "Public Repo")
    let nameless = body.replacing(#""uid": "spectro-manifest-pack", "#, with: "")
      .replacing(#""made""#, with: #""made2""#)
    let refused = try served.send("POST", "/v1/clusterprofiles", nameless)
    #expect(refused.json["message"].string == "Parameter 'pack 'extra' uid' should not be empty")
  }

  @Test func `packs and manifests are added, changed and taken away`() throws {
    let served = try ServedProfile()
    let packs = served.profile + "/packs"
    let added =
      #"{"pack": {"name": "vault", "uid": "x", "tag": "0.2.0", "layer": "addon", "type": "helm"}}"#
    #expect(try served.send("POST", packs, added).status == 201)
    #expect(try served.send("POST", packs, added).status == 409)
    let changed = #"{"pack": {"name": "vault", "values": "v: 2"}}"#
    #expect(try served.send("PUT", packs + "/vault", changed).status == 204)
    #expect(
      try served.get(packs + "/vault").json["spec"]["pack"]["values"].string == "v: 2")
    #expect(try served.send("DELETE", packs + "/vault").status == 204)
    #expect(try served.send("DELETE", packs + "/vault").status == 404)

    let manifests = packs + "/nginx/manifests"
    let made = try served.send("POST", manifests, #"{"name": "more", "content": "kind: B"}"#)
    #expect(made.status == 201)
    let one = manifests + "/" + (made.json["uid"].string ?? "")
    #expect(try served.get(one).json["spec"]["published"]["content"].string == "kind: B")
    #expect(try served.send("PUT", one, #"{"name": "more", "content": "kind: C"}"#).status == 204)
    #expect(try served.get(one).json["spec"]["published"]["content"].string == "kind: C")
    #expect(try served.send("DELETE", one).status == 204)
    #expect(try served.get(one).status == 404)
    #expect(try served.get(manifests).json["items"].count == 1)
    #expect(
      try served.get(packs + "/manifests").json["spec"]["packs"][0]["manifests"].count == 1)
  }

  @Test func `a mask that a client sends back stands for the variable that is there`() throws {
    let served = try ServedProfile()
    let path = served.profile + "/variables"
    let kept =
      #"{"variables": [{"name": "password", "isSensitive": true, "defaultValue": "********", "displayName": "P"}]}"#
    #expect(try served.send("PUT", path, kept).status == 204)
    let variable = try served.get(path).json["variables"][0]
    #expect(variable["displayName"].string == "P")
    #expect(variable["defaultValue"].string == "********")
    let new = #"{"variables": [{"name": "fresh", "defaultValue": "********"}]}"#
    #expect(try served.send("PATCH", path, new).status == 400)
    #expect(
      try served.send("PATCH", path, #"{"variables": [{"name": "n", "defaultValue": "3"}]}"#).status
        == 204)
    #expect(try served.get(path).json["variables"].count == 2)
    #expect(try served.send("DELETE", path, #"{"variables": ["n"]}"#).status == 204)
    #expect(try served.get(path).json["variables"].count == 1)
  }

  @Test func `macro values stay outside git, their names reach validation`() throws {
    let served = try ServedProfile()
    let tenant = try served.get("/v1/users/info").json["tenantUid"].string ?? ""
    let path = "/v1/tenants/\(tenant)/macros"
    let macro = #"{"macros": [{"name": "token", "value": "s3cr3t-of-macro"}]}"#
    #expect(try served.send("POST", path, macro).status == 204)
    #expect(try served.send("POST", path, macro).status == 409)
    #expect(try served.get(path, key: served.admin).text.contains("s3cr3t-of-macro"))
    #expect(!(try served.get(path).text.contains("s3cr3t-of-macro")))
    #expect(try served.get(path).json["macros"][1]["value"].string == "********")
    let facts = try served.bench.strata("facts", "show", "dev", "--json")
    #expect(facts.text.contains("token"), "\(facts)")
    #expect(
      try served.bench.shell(
        "! grep -r s3cr3t-of-macro strata.git/objects strata.git/strata/*.jsonl"
      ).code == 0)
    let file = served.bench.repository + "/strata/macros/dev.json"
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)

    let kept = #"{"macros": [{"name": "token", "value": "********"}]}"#
    #expect(try served.send("PATCH", path, kept).status == 204)
    #expect(try served.get(path, key: served.admin).text.contains("s3cr3t-of-macro"))
    #expect(try served.send("DELETE", path, #"{"macros": [{"name": "token"}]}"#).status == 204)
    #expect(try served.get(path).json["macros"].elements.map { $0["name"].string } == ["proxy"])
  }

  @Test func `a key of one project sees and changes that project alone`() throws {
    let served = try ServedProfile()
    let project = ["ProjectUid": try served.project()]
    let body = Export(name: "bound").json
    let made = try served.send(
      "POST", "/v1/clusterprofiles/import", body, key: served.bound, headers: project)
    #expect(made.status == 201, "\(made)")
    #expect(
      try served.send("POST", "/v1/clusterprofiles/import", body, key: served.bound).status == 403)
    #expect(try served.get(served.profile, key: served.bound).status == 403)
    #expect(try served.get(served.profile, key: served.bound, headers: project).status == 404)
    let list = try served.send(
      "POST", "/v1/dashboard/clusterprofiles", "{}", key: served.bound, headers: project)
    #expect(list.json["items"].elements.map { $0["metadata"]["name"].string } == ["bound"])
    let macros = "/v1/projects/\(project["ProjectUid"] ?? "")/macros"
    let macro = #"{"macros": [{"name": "own", "value": "1"}]}"#
    #expect(try served.send("POST", macros, macro, key: served.bound).status == 204)
    #expect(
      try served.send("PUT", "/v1/users/system/macros", macro, key: served.bound).status == 403)
    let foreign = ["ProjectUid": "000000000000000000000000"]
    #expect(try served.get(served.profile, headers: foreign).status == 404)
  }

  @Test func `projects are made and, once empty, removed`() throws {
    let served = try ServedProfile()
    let body = #"{"metadata": {"name": "billing"}}"#
    let made = try served.send("POST", "/v1/projects", body, key: served.admin)
    #expect(made.status == 201)
    #expect(try served.send("POST", "/v1/projects", body, key: served.admin).status == 409)
    let path = "/v1/projects/" + (made.json["uid"].string ?? "")
    #expect(try served.get(path).json["metadata"]["name"].string == "billing")
    let inside = ["ProjectUid": made.json["uid"].string ?? ""]
    try served.send("POST", "/v1/clusterprofiles/import", Export().json, headers: inside)
    #expect(try served.send("DELETE", path, key: served.admin).status == 409)
    let cleanup = path + "?cleanupProjectResources=true"
    #expect(try served.send("DELETE", cleanup, key: served.admin).status == 204)
    #expect(try served.get(path).status == 404)
  }

  @Test func `lists are filtered, sorted and cut into pages`() throws {
    let served = try ServedProfile()
    for number in 1...3 {
      try served.send(
        "POST", "/v1/clusterprofiles/import", Export(name: "app-\(number)").json)
    }
    let path = "/v1/dashboard/clusterprofiles"
    let body =
      #"{"filter": {"profileName": {"beginsWith": "APP", "ignoreCase": true}}, "sort": [{"field": "profileName", "order": "desc"}]}"#
    let first = try served.send("POST", path + "?limit=2", body, key: served.viewer)
    #expect(
      first.json["items"].elements.map { $0["metadata"]["name"].string } == ["app-3", "app-2"])
    #expect(first.json["listmeta"]["count"].int == 3)
    let token = first.json["listmeta"]["continue"].string ?? ""
    let second = try served.send(
      "POST", path + "?limit=2&continue=\(token)", body, key: served.viewer)
    #expect(second.json["items"].elements.map { $0["metadata"]["name"].string } == ["app-1"])
    #expect(try served.send("POST", path + "?limit=51", "{}", key: served.viewer).status == 400)
    #expect(
      try served.get(path + "/metadata").json["items"].elements.map {
        $0["metadata"]["name"].string
      }
        == ["app-1", "app-2", "app-3", "web"])
    #expect(
      try served.get("/v1/registries/metadata").json["items"].elements.map { $0["name"].string }
        == ["Palette Registry", "Public Repo"])
    #expect(try served.get("/v1/registries/oci/summary").json["items"].count == 1)
    let search = #"{"filter": {"name": {"eq": "nginx"}}}"#
    let packs = try served.send("POST", "/v1/packs/search", search, key: served.viewer)
    #expect(
      packs.json["items"][0]["spec"]["registries"].elements.map { $0["latestVersion"].string }
        == ["1.9.4", "1.9.5"])
  }

  @Test func `a client that signs in with the key as its password gets a token`() throws {
    let served = try ServedProfile()
    let body = #"{"emailId": "ada@example.org", "password": "\#(served.viewer)"}"#
    let answer = try served.server.send("POST", "/v1/auth/authenticate", body: body)
    let token = try #require(answer.json["Authorization"].string, "\(answer)")
    let header = ["Authorization": token]
    #expect(try served.server.send("GET", "/v1/users/info", headers: header).status == 200)
    let forged = ["Authorization": String(token.dropLast()) + (token.hasSuffix("0") ? "1" : "0")]
    #expect(try served.server.send("GET", "/v1/users/info", headers: forged).status == 401)
    let wrong = #"{"emailId": "ada@example.org", "password": "guess"}"#
    #expect(try served.server.send("POST", "/v1/auth/authenticate", body: wrong).status == 401)
  }
}
