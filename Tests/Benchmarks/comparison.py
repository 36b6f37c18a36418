"""Comparison by meaning: each work as a whole process, beside what people would use, or the figures that others publish."""
import json, os, random, string, sys
import data
from measure import BENCH, STRATA, alternate, output, peak_megabytes, run, shown

DEEPDIFF = """
import json, sys, yaml
from deepdiff import DeepDiff
def parsed(path):
    document = json.load(open(path))
    for pack in document["spec"]["template"]["packs"]:
        pack["values"] = yaml.load(pack["values"], Loader=yaml.CSafeLoader)
    return document
print(DeepDiff(parsed(sys.argv[1]), parsed(sys.argv[2])))
"""


def word(source):
    return "".join(source.choices(string.ascii_lowercase + string.digits, k=24))


def tree(source, lines):
    """YAML of about so many lines: charts with nested maps, lists with names, comments, a few texts and references."""
    text, chart = ["# spectrocloud.com/enabled-presets: Group:preset", "pack:", "  namespace: web", "charts:"], 0
    while len(text) < lines:
        text.append(f"  chart{chart}:")
        for section in range(10):
            text.append(f"    section{section}:")
            text.append(f"      # section {section} of chart {chart}")
            text += [f"      key{index}: \"{word(source)}\"" for index in range(12)]
            text += [f"      replicas: {source.randrange(100)}", f"      enabled: {source.choice(('true', 'false'))}",
                     "      owner: \"{{.spectro.macro.owner}}\"", "      env:"]
            for item in range(4):
                text += [f"        - name: VAR_{item}", f"          value: \"{word(source)}\""]
            text += ["      script: |", "        #!/bin/sh", f"        echo {word(source)}"]
        chart += 1
    return text[:lines]


def changed(lines, count, source):
    """The same lines with another last word in `count` of those that end in a quoted text."""
    places = [index for index, line in enumerate(lines) if line.endswith('"') and "{{" not in line and "#" not in line]
    copy = list(lines)
    for index in source.sample(places, count):
        copy[index] = copy[index][:-2] + ("x" if copy[index][-2] != "x" else "y") + '"'
    return copy


def profile(name, texts, manifest=None):
    document = data.export("bench", "1.0.0", 6_000, layers=len(texts))
    for pack, text in zip(document["spec"]["template"]["packs"], texts):
        pack["values"] = text
    if manifest:
        document["spec"]["template"]["packs"][0]["manifests"] = [{"name": "crds", "content": manifest}]
    path = f"{BENCH}/{name}.json"
    with open(path, "w") as file:
        json.dump(document, file, indent=2)
    return path


def lines_of(form, old, new):
    return output(STRATA, "diff", old, new, "--output", form).count("\n")


def limit(table, work, taken, bound, note=""):
    verdict = "reached" if taken <= bound else "**missed**"
    table.text(f"| {work} | {shown(taken)} | {note} | | at most {shown(bound)} | {verdict} |")


def digit(table, rounds):
    """One digit changed in a 20-layer profile of about 300 KB."""
    source = random.Random("digit")
    texts = ["\n".join(tree(source, 500)) for _ in range(20)]
    old = profile("digit-old", texts)
    edited = list(texts)
    edited[11] = edited[11].replace("replicas: ", "replicas: 1", 1)
    new = profile("digit-new", edited)
    times = alternate(
        rounds, ours=lambda: run(STRATA, "diff", old, new),
        git=lambda: run("git", "diff", "--no-index", old, new, wanted=(1,)),
        deepdiff=lambda: run(sys.executable, "-c", DEEPDIFF, old, new))
    work = f"one digit in 20 layers, {os.path.getsize(old) / 1e3:.0f} KB"
    table.row(work, times["ours"], "`git diff --no-index`", times["git"], "", None)
    table.row(work, times["ours"], "Python DeepDiff", times["deepdiff"], "", None)
    limit(table, work, times["ours"], 0.020)
    compact, text = lines_of("compact", old, new), lines_of("text", old, new)
    table.text(f"(lines: compact {compact}, to reach 1; text {text}, to reach at most 15)")


def values(table, rounds):
    """YAML values of 5,000 and 50,000 lines with 1 % changed, spread over the whole text."""
    taken, pairs = {}, {}
    for count in (5_000, 50_000):
        source = random.Random(f"values-{count}")
        lines = tree(source, count)
        old = profile(f"values-{count}-old", ["\n".join(lines)])
        new = profile(f"values-{count}-new", ["\n".join(changed(lines, count // 100, source))])
        found = lines_of("compact", old, new)
        if found != count // 100:
            table.text(f"(values: {found} changes found, {count // 100} made)")
        pairs[count] = (old, new)
    for count, (old, new) in pairs.items():
        taken[count] = alternate(rounds, ours=lambda: run(STRATA, "diff", old, new, "--output", "compact"))["ours"]
    limit(table, "50,000 lines of values, 1 % changed", taken[50_000], 0.130, "published: diffyml 129 ms, dyff 1,146 ms")
    start = alternate(rounds, ours=lambda: run(STRATA, "--version"))["ours"]
    growth = (taken[50_000] - start) / (taken[5_000] - start)
    peak = peak_megabytes(STRATA, "diff", *pairs[50_000], "--output", "compact")
    table.text(f"(5,000 lines take {shown(taken[5_000])}; without the start-up, ten times the lines cost {growth:.1f} times as much; "
               f"peak memory {peak:.0f} MB, to reach 150 MB; published: diffyml 66 MB, dyff 113 MB)")


def items(table, rounds):
    """A list of 3,000 items with a tenth of them changed."""
    source = random.Random("items")
    lines = ["items:"]
    for index in range(3_000):
        lines += [f"  - name: item-{index}", f"    value: \"{word(source)}\"", f"    size: {index}"]
    old = profile("items-old", ["\n".join(lines)])
    new = profile("items-new", ["\n".join(changed(lines, 300, source))])
    taken = alternate(rounds, ours=lambda: run(STRATA, "diff", old, new, "--output", "compact"))["ours"]
    limit(table, "list of 3,000 items, 10 % changed", taken, 0.100, "published: jd 1.94 s, 939 MB")
    found = lines_of("compact", old, new)
    if found != 300:
        table.text(f"(list: {found} changes found, 300 made)")


def manifest(table, rounds):
    """A manifest of 75,000 lines with one line changed."""
    source = random.Random("manifest")
    lines = []
    for index in range(1_500):
        lines += ["---", "apiVersion: v1", "kind: ConfigMap", "metadata:", f"  name: config-{index}", "  namespace: web", "data:"]
        lines += [f"  key{number}: \"{word(source)}\"" for number in range(43)]
    edited = list(lines)
    edited[50_012] = edited[50_012][:-1] + 'x"'
    old = profile("manifest-old", ["a: 1"], "\n".join(lines))
    new = profile("manifest-new", ["a: 1"], "\n".join(edited))
    taken = alternate(rounds, ours=lambda: run(STRATA, "diff", old, new))["ours"]
    limit(table, f"manifest of {len(lines):,} lines, one changed", taken, 0.300)
    table.text(f"(lines of text: {lines_of('text', old, new)}, of compact: {lines_of('compact', old, new)})")
