import Foundation
import PackValues
import Testing

@Suite struct RandomEditTests {
  @Test(arguments: PackSamples.all(), 0..<4)
  func `edits come back as exactly those edits`(sample: PackSamples.Text, seed: Int) throws {
    guard let original = EditableText(sample.utf8) else { return }
    var dice = Dice(seed: seed)
    var (edited, expected) = (original, Set<String>())
    var (taken, thinned): (Set<ValuesPath>, Set<ValuesPath>) = ([], [])
    let leaves = original.leaves.shuffled(using: &dice).prefix(12)
    for leaf in leaves.sorted(by: { $0.line > $1.line }) {
      guard taken.insert(leaf.ordered ?? leaf.path).inserted else { continue }
      let parent = ValuesPath(leaf.path.steps.dropLast())
      let canDelete = leaf.hasSiblings && thinned.insert(parent).inserted
      if let edit = edit(leaf, in: &edited, canDelete: canDelete, &dice) { expected.insert(edit) }
    }
    let difference = ValuesDifference(from: sample.utf8, to: edited.utf8)
    #expect(difference.basis == .paths)
    let found = difference.changes.map(told)
    #expect(found.count == expected.count, "\(sample.name), seed \(seed)")
    #expect(Set(found) == expected, "\(sample.name), seed \(seed)")
  }

  /// Sets, deletes, adds a neighbor or comments; says how the difference is to tell of it.
  func edit(
    _ leaf: EditableText.Leaf, in text: inout EditableText, canDelete: Bool, _ dice: inout Dice
  ) -> String? {
    let word = "fresh\(dice.roll(1_000_000))"
    switch dice.roll(canDelete ? 4 : 3) {
    case 0:
      text.lines[leaf.line] = "\(leaf.margin)\(leaf.key): \(word)"
      return "changed \(leaf.path) \(leaf.text) \(word)"
    case 1:
      text.lines.insert("\(leaf.margin)\(word): {}", at: leaf.line + 1)
      let path = ValuesPath(leaf.path.steps.dropLast()).appending(.key(word))
      return "added \(path)   "
    case 2:
      text.lines.insert("\(leaf.margin)# \(word): [", at: leaf.line)
      return nil
    default:
      text.lines.remove(at: leaf.line)
      return "removed \(leaf.path) \(leaf.text) "
    }
  }

  func told(_ change: ValuesChange) -> String {
    let words = { (leaf: ValuesLeaf?) in
      leaf.map { String(decoding: $0.text, as: UTF8.self) } ?? ""
    }
    let space = change.kind == .added ? " " : ""
    return "\(change.kind) \(change.path) \(words(change.from))\(space) \(words(change.to))"
  }

  @Test(arguments: PackSamples.all())
  func `two neighbors that change places are one move`(sample: PackSamples.Text) throws {
    guard let original = EditableText(sample.utf8) else { return }
    for pair in original.neighbors.prefix(3) {
      var edited = original
      let (first, second) = (original.lines[pair.first], original.lines[pair.second])
      edited.lines.replaceSubrange(
        pair.first.lowerBound..<pair.second.upperBound, with: Array(second) + Array(first))
      let changes = ValuesDifference(from: sample.utf8, to: edited.utf8).changes
      #expect(changes.map(\.kind) == [.moved], "\(sample.name) \(pair.list)")
      #expect(changes.allSatisfy { $0.path.steps.dropLast().elementsEqual(pair.list.steps) })
    }
  }

  @Test(arguments: PackSamples.all())
  func `a text against itself has no changes`(sample: PackSamples.Text) {
    let difference = ValuesDifference(from: sample.utf8, to: sample.utf8)
    #expect(difference.changes.isEmpty && difference.presets == nil, "\(sample.name)")
    let moved = Array("# a comment\n".utf8) + sample.utf8 + Array("\n# the end\n".utf8)
    let other = ValuesDifference(from: sample.utf8, to: moved)
    #expect(other.changes.isEmpty && other.basis == difference.basis, "\(sample.name)")
    #expect(other.unchangedCount == difference.unchangedCount, "\(sample.name)")
  }
}

/// Values to edit: one text written for this project, and the real packs where they are at hand.
enum PackSamples {
  struct Text: CustomTestStringConvertible, Sendable {
    let name: String
    let utf8: [UInt8]

    var testDescription: String { name }
  }

  static func all() -> [Text] { [Text(name: "own", utf8: Array(own.utf8))] + real }

  /// Small enough for a debug build.
  private static let real: [Text] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appending(path: "../shared/samples/packs")
    let packs = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return packs.sorted().compactMap { pack in
      let file = folder.appending(path: pack).appending(path: "values.yaml")
      guard let data = try? Data(contentsOf: file), data.count < 20_000 else { return nil }
      return Text(name: pack, utf8: Array(data))
    }
  }()

  private static let own = """
    # spectrocloud.com/enabled-presets: Audit:on
    pack:
      namespace: kube-system
      spectrocloud.com/install-priority: 10
      content:
        images:
          - image: registry.example/app:1.0
          - image: registry.example/sidecar:2.1
    kubeadmconfig:
      apiServer:
        extraArgs:
          profiling: off
          audit-log-maxage: {{.spectro.macro.auditAge}}
          secure-port: 6443
        extraVolumes:
          - name: audit-log
            hostPath: /var/log/apiserver
            pathType: DirectoryOrCreate
          - name: audit-policy
            hostPath: /etc/kubernetes/audit.yaml
            readOnly: true
          - name: pod-security
            hostPath: /etc/kubernetes/psa
            mountPath: /etc/psa
      files:
        - path: /etc/kubernetes/audit.yaml
          targetOwner: root
          content: |
            apiVersion: audit.k8s.io/v1
            audit: one
            audit: two
            rules:
            - level: None
              users: [system:kube-proxy]
        - path: /etc/kubernetes/hardening.sh
          targetOwner: root
          content: |
            #!/bin/sh
            echo "on: {off}"
        - path: /etc/motd
          targetOwner: nobody
          content: one line
      preKubeadmCommands:
        - echo "start"
        - bash /etc/kubernetes/hardening.sh
    charts:
      oidc:
        clientSecret: ********
        issuer: https://id.example
        groups: []
      tolerations:
        - effect: NoSchedule
          operator: Exists
        - effect: NoExecute
          operator: Exists
          seconds: 300
    """
}
