"""Row 13: hostile names in every field: stored and printed safely, or refused before any write."""
import copy, json, re, subprocess
import torture

HOSTILE = [
    "\x1b[31mred\x1b[0m", "bell\x07", "line\nbreak", "tab\tname", "carriage\rreturn", "nul\x00byte", "del\x7f", "c1\x9b31m",
    "../../../etc/passwd", "..", ".", "", " ", ".git", "a/b", "a\\b", "CON", "nul.json", "a:b", "dot.", "-rf", "--help", "~", "@",
    "web@1.0.0", "dev:x", "$(touch pwned)", "`id`", "'\";|&", "%s%n%x", "\u202eevil\u202c", "\u2066iso\u2069", "zero\u200bwidth",
    "e\u0301", "\u00e9", "\U0001f600", "I\u0130\u0131i", "x" * 5000, "refs/heads/env/prod", "env/dev", "a~1^{tree}", "HEAD",
    "Replayed-From: 0000", "subject\n\nProfile: forged", "<script>alert(1)</script>", "\ufeffbom", "\ufffe", "\ud800",
]
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
SAFE_PATH = re.compile(r"^[A-Za-z0-9._~/-]+$")


def fields():
    """Each place of an export that holds a name, as a function that puts one there."""
    layer = lambda export: export["spec"]["template"]["packs"][0]
    return {
        "profile": lambda export, name: export["metadata"].update(name=name),
        "label": lambda export, name: export["metadata"].update(labels={name: name}),
        "description": lambda export, name: export["metadata"].update(description=name),
        "version": lambda export, name: export["spec"].update(version=name),
        "type": lambda export, name: export["spec"]["template"].update(type=name, cloudType=name),
        "pack": lambda export, name: layer(export).update(name=name),
        "pack version": lambda export, name: layer(export).update(version=name, tag=name),
        "registry": lambda export, name: layer(export)["registry"]["metadata"].update(name=name),
        "manifest": lambda export, name: layer(export)["manifests"][0].update(name=name),
        "variable": lambda export, name: export["spec"].update(variables=[{"name": name, "displayName": name}]),
        "unknown member": lambda export, name: export["spec"].update({"x" + name: name}),
    }


def run(row):
    bench = row.bench
    repository = bench.repository("names.git", profiles=1)
    hostile = HOSTILE if not bench.short else HOSTILE[::4]
    counts = {"stored": 0, "refused": 0}
    for field, put in fields().items():
        for name in hostile:
            export = copy.deepcopy(bench.export(f"torture-{field}", "hostile"))
            put(export, name)
            command(row, repository, counts, f"{field} {name[:24]!r}", ["commit", "-", "--env", "dev"], json.dumps(export))
    arguments(row, repository, counts, hostile)
    paths(row, repository)
    for name in ("log dev", "diff staging dev", "masked dev", "env list", "promote --all --from dev --to staging"):
        result = bench.run(*name.split(), "--repo", repository)
        printed(row, name, result)
    row.note(f"{counts['stored']} stored, {counts['refused']} refused")
    row.sound(repository, "after the names")
    row.examined(repository, "after the names")


def arguments(row, repository, counts, hostile):
    """The same names where a person would type them."""
    source = iter(range(10_000))
    for name in [name for name in hostile if "\x00" not in name and "\ud800" not in name]:
        export = lambda: json.dumps(row.bench.export("torture-0", f"argument {next(source)}"))
        what = f"{name[:24]!r}"
        command(row, repository, counts, f"message {what}", ["commit", "-", "--env", "dev", f"--message={name}"], export())
        command(row, repository, counts, f"author {what}", ["commit", "-", "--env", "dev", f"--author={name} <a@b.c>"], export())
        command(row, repository, counts, f"mail {what}", ["commit", "-", "--env", "dev", f"--author=A <{name}>"], export())
        command(row, repository, counts, f"scope {what}", ["commit", "-", "--env", "dev", f"--scope=projects/{name}"], export())
        command(row, repository, counts, f"new name {what}",
                ["import", "dev:tenant/torture-0", "--to", "prod:tenant", f"--name={name}"])
        command(row, repository, counts, f"environment {what}", ["env", "add", "--", name])
        command(row, repository, counts, f"address {what}", ["show", "--", name])


def command(row, repository, counts, what, words, text=None):
    before = refs(repository)
    position = words.index("--") if "--" in words else len(words)
    words = words[:position] + ["--repo", repository] + words[position:]
    result = row.bench.run(*words, **({"input": text.encode()} if text is not None else {}))
    printed(row, what, result)
    row.check(result.returncode in (0, 1, 3, 5, 6, 64), f"{what}: exit {result.returncode} {result.stderr[-160:]}")
    counts["stored" if result.returncode == 0 else "refused"] += 1
    if result.returncode != 0:
        row.check(refs(repository) == before, f"{what}: refused, and a branch moved")


def printed(row, what, result):
    for stream in (result.stdout, result.stderr):
        try:
            text = stream.decode()
        except UnicodeDecodeError:
            row.fail(f"{what}: printed bytes that are not UTF-8")
            continue
        found = UNSAFE.search(text)
        row.check(not found, f"{what}: printed {found and found.group()!r} raw")


def refs(repository):
    return subprocess.run(["git", "-C", repository, "for-each-ref"], stdout=subprocess.PIPE).stdout


def paths(row, repository):
    for branch in refs(repository).decode().split("\n"):
        if not branch.strip():
            continue
        listed = subprocess.run(["git", "-C", repository, "ls-tree", "-r", "-z", "--name-only", branch.split()[0]],
                                stdout=subprocess.PIPE).stdout
        for path in listed.decode(errors="replace").split("\0")[:-1]:
            row.check(SAFE_PATH.match(path) and len(path) < 1000, f"stored at {path[:60]!r}")
