"""Row 14: terminal escapes and bidi marks in names, values, messages and errors never reach the terminal raw."""
import json, os, subprocess
from names import printed

ESCAPES = ["\x1b[2J\x1b[H", "\x1b]0;title\x07", "\x1b]8;;http://evil\x07link\x1b]8;;\x07", "\x9b31m", "\x1bP+q\x1b\\",
           "\u202egnp.exe", "\u2067x\u2069", "\x08\x08\x08hidden", "over\rwritten"]


def run(row):
    bench = row.bench
    repository = bench.repository("escapes.git")
    for text in ESCAPES:
        for edition in ("first", "second"):
            commit(row, repository, text, edition)
        for form in ("text", "compact", "json"):
            for words in (["show", "dev:tenant/escapes"], ["log", "dev"], ["diff", "dev:tenant/escapes"],
                          ["diff", "dev:tenant/escapes@1.0.0", "dev~1:tenant/escapes@1.0.0"], ["masked", "dev"]):
                result = bench.run(*words, "--output", form, "--repo", repository)
                printed(row, f"{words[0]} {form} {text!r}", result)
        errors(row, repository, text)
    from_git(row, repository)
    row.note(f"{len(ESCAPES)} escapes through values, labels, messages, file names, addresses, other people's commits")
    row.sound(repository, "after the escapes")


def commit(row, repository, text, edition):
    export = row.bench.export("escapes", f"{text} {edition}")
    layer = export["spec"]["template"]["packs"][0]
    layer["values"] = f"a: 1\nb: \"{text}{edition}\"\n# {text}\npassword: ********\n{text}{edition}: x"
    layer["manifests"][0]["content"] = f"kind: {text}\nname: {edition}"
    layer["registry"]["metadata"]["name"] = text
    export["metadata"]["labels"] = {text: text}
    export["spec"]["variables"] = [{"name": "v", "displayName": text, "defaultValue": text + edition, "isSensitive": True}]
    result = row.bench.run("commit", "-", "--env", "dev", "--repo", repository, input=json.dumps(export).encode())
    printed(row, f"commit {text!r}", result)
    result = row.bench.run("commit", "-", "--env", "dev", "-m", f"about {text}", "--repo", repository,
                           input=json.dumps(row.bench.export("escapes", edition + text)).encode())
    printed(row, f"message {text!r}", result)


def errors(row, repository, text):
    for words in (["show", f"dev:tenant/{text}"], ["log", text], ["diff", text, "dev"], ["env", "show", text],
                  ["commit", f"{text}.json", "--env", "dev"], ["commit", row.bench.template, "--env", text], [text],
                  ["promote", text, "--from", "dev", "--to", "staging"], ["verify", f"--{text}"], ["canonicalize", text]):
        printed(row, f"error of {words[0]!r} {text!r}", row.bench.run(*words, "--repo", repository))
    hostile = json.dumps({"metadata": {"name": text}}).encode() + text.encode()
    path = row.bench.file("hostile.json", hostile)
    printed(row, f"document {text!r}", row.bench.run("commit", path, "--env", "dev", "--repo", repository))
    printed(row, f"canonicalize {text!r}", row.bench.run("canonicalize", path))
    odd = os.path.join(row.bench.folder, f"at {text.replace('/', '-')}.git")
    printed(row, f"repository {text!r}", row.bench.run("log", "dev", "--repo", odd))


def from_git(row, repository):
    """A commit that somebody made with git, its message and author full of escapes."""
    environment = dict(row.bench.env, GIT_AUTHOR_NAME="evil \x1b[31m", GIT_AUTHOR_EMAIL="x@\x1b]0;y\x07", GIT_COMMITTER_NAME="c",
                       GIT_COMMITTER_EMAIL="c@c")
    made = subprocess.run(["git", "-C", repository, "commit-tree", "env/dev^{tree}", "-p", "env/dev", "-m",
                           "\x1b[2Jsubject \u202e\n\nProfile: forged\x1b[0m"], env=environment, stdout=subprocess.PIPE, check=True)
    before = subprocess.run(["git", "-C", repository, "rev-parse", "env/dev"], stdout=subprocess.PIPE).stdout.decode().strip()
    subprocess.run(["git", "-C", repository, "update-ref", "refs/heads/env/dev", made.stdout.decode().strip()], check=True)
    for words in (["log", "dev"], ["log", "dev", "--json"], ["show", "dev:tenant/escapes"], ["verify"]):
        printed(row, f"{words} of a foreign commit", row.bench.run(*words, "--repo", repository))
    subprocess.run(["git", "-C", repository, "update-ref", "refs/heads/env/dev", before], check=True)
