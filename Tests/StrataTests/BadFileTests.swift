import Foundation
import Testing

@Suite struct BadFileTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.folder.write(Export.numbered(1, name: "a").json, to: "in/1.json")
    try bench.folder.write("{\"metadata\": {\"name\": \"b\"}}\n", to: "in/2.json")
    try bench.folder.write(Export.numbered(1, name: "c").json, to: "in/3.json")
  }

  private let complaint = """
    failed     in/2.json: line 1, column 1: not a profile export: it needs the members 'metadata' and 'spec'
    hint: export the profile in Palette (Profiles, Export Profile) and commit that file

    """

  @Test(arguments: ["password: ", "? password\n: "])
  func `texts as deep as YAML is read are committed and compared, several at once`(
    _ start: String
  ) throws {
    let names = ["d", "e", "f"]
    func nested(_ value: String, below levels: Int) -> String {
      let open = String(repeating: "{a: ", count: levels)
      return "kind: Secret\n" + start + open + value + String(repeating: "}", count: levels)
    }
    for (name, levels) in zip(names, [490, 700, 980]) {
      var export = Export(name: name)
      for version in ["old", "new"] {
        export.layers[0].values = nested(version, below: levels)
        try bench.folder.write(export.json, to: "\(version)/\(name).json")
      }
    }
    for folder in ["old", "new"] {
      let outcome = try bench.strata("commit", folder, "--env", "dev")
      #expect(outcome.code == 0)
      #expect(outcome.lines.last == "3 committed, 0 unchanged, 0 failed")
    }
    for name in names {
      let outcome = try bench.strata("diff", "old/\(name).json", "new/\(name).json", "--exit-code")
      #expect(outcome.code == 2)
    }
  }

  @Test func `one bad file never hides the rest; the command still fails`() throws {
    let outcome = try bench.strata("commit", "in", "--env", "dev")
    #expect(outcome.code == 1)
    #expect(outcome.lines.count == 3)
    #expect(outcome.lines[0].hasPrefix("committed  dev:tenant/a@1.0.0  "))
    #expect(outcome.lines[1].hasPrefix("committed  dev:tenant/c@1.0.0  "))
    #expect(outcome.lines[2] == "2 committed, 0 unchanged, 1 failed")
    #expect(outcome.errors == complaint)
    try bench.expectSound()
  }

  @Test func `abort stops at the first bad file and keeps what landed before it`() throws {
    let outcome = try bench.strata("commit", "in", "--env", "dev", "--on-error", "abort")
    #expect(outcome.code == 1)
    #expect(outcome.errors == complaint)
    #expect(try bench.strata("show", "dev").text == "tenant/a@1.0.0\n")
    try bench.expectSound()
  }

  @Test func `ignore succeeds if any file landed, and only then`() throws {
    let outcome = try bench.strata("commit", "in", "--env", "dev", "--on-error", "ignore")
    #expect(outcome.code == 0)
    #expect(try bench.strata("show", "dev").text == "tenant/a@1.0.0\ntenant/c@1.0.0\n")
    let none = try bench.strata("commit", "in/2.json", "--env", "dev", "--on-error", "ignore")
    #expect(none.code == 1)
    try bench.expectSound()
  }

  @Test func `one corrupt file among 100 is named and 99 land`() throws {
    for number in 0..<100 {
      let json = Export.numbered(number, name: "p\(number)").json
      try bench.folder.write(
        number == 42 ? String(json.dropLast(40)) : json, to: "many/p\(number).json")
    }
    let outcome = try bench.strata(
      "commit", "many", "--env", "dev", "--on-error", "ignore", "--json")
    #expect(outcome.code == 0)
    let json = try outcome.json()
    #expect(json["committed"].int == 99)
    #expect(json["failed"].int == 1)
    let failed = json["items"].elements.filter { $0["result"].string == "failed" }
    #expect(failed.map { $0["source"].string } == ["many/p42.json"])
    #expect(failed[0]["error"]["code"].string == "refused")
    #expect(failed[0]["error"]["details"]["code"].string == "syntax")
    #expect(failed[0]["error"]["details"]["line"].int == 1)
    #expect(try bench.commitCount() == 100)
    try bench.expectSound()
  }

  @Test func `a missing file, a folder without exports and an empty file are told apart`() throws {
    let missing = try bench.strata("commit", "nope.json", "--env", "dev")
    #expect(missing.code == 1)
    #expect(
      missing.errors
        == "failed     nope.json: cannot read the file 'nope.json': there is no such file or folder\n"
    )
    try bench.folder.write("", to: "empty/readme.txt")
    let empty = try bench.strata("commit", "empty", "--env", "dev")
    #expect(empty.code == 64)
    #expect(
      empty.errors
        == "error: the folder 'empty' holds no export\nhint: exports end in .json, .yaml or .yml\n")
    try bench.folder.write("", to: "empty.json")
    let blank = try bench.strata("commit", "empty.json", "--env", "dev")
    #expect(blank.code == 1)
    #expect(blank.errors.hasPrefix("failed     empty.json: line 1, column 1: "))
    #expect(try bench.commitCount() == 1)
  }

  @Test(arguments: [
    (#"{"a":1,"a":2}"#, "line 1, column 8"), (#"{"a":9007199254740993}"#, "line 1, column 6, at a"),
    ("{\"a\":\n  0.1000000000000000055}", "line 2, column 3, at a"),
    (#"{"a":"\ud800"}"#, "line 1, column "),
    (#"{"a":1} x"#, "line 1, column 9"), (#"{"a":NaN}"#, "line 1, column 6, at a"),
  ])
  func `what is not strict JSON is refused with its place`(_ text: String, _ place: String) throws {
    let outcome = try bench.strata("commit", "-", "--env", "dev", input: text)
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains(place), "\(outcome.errors)")
    #expect(try bench.commitCount() == 1)
  }

  @Test func `nesting past the limit is an error, not a crash`() throws {
    let deep = String(repeating: "[", count: 1_000_000)
    let outcome = try bench.strata("commit", "-", "--env", "dev", input: deep)
    #expect(outcome.code == 1)
    #expect(outcome.signal == nil)
    #expect(
      outcome.errors.contains("more than 500 levels of arrays and objects"),
      "\(outcome.errors.prefix(300))")
    #expect(outcome.errors.utf8.count < 1000)
  }

  @Test func `a file past the size limit is refused before it is read`() throws {
    let path = bench.folder["huge.json"]
    try bench.folder.write("{", to: "huge.json")
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.truncate(atOffset: 1 << 33)
    try handle.close()
    let outcome = try bench.strata("commit", "huge.json", "--env", "dev")
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("huge.json"))
    #expect(outcome.errors.contains("larger than"), "\(outcome.errors)")
  }
}
