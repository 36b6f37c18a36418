"""Who set one value, beside `git blame` of the line that it stands on in the stored document.

The rival is git's own blame of that one line (`git blame -L n,n env/dev -- path`) in the same packed repository: it compares lines and
stops, as we do, at the commit that set it. The value is of the first edition and is never changed; every other
edition changes something else of the document, most of them one value in place, some of them lines that come or a comment."""
import json, os, random
import data
from measure import BENCH, STRATA, alternate, fresh, output, run

PATH = "charts.service0.kept"


def blame(table, count, rounds):
    repository = history(count)
    document = "tenant/profiles/evolving/1.0.0.json"
    lines = output("git", "-C", repository, "show", f"env/dev:{document}").split("\n")
    line = 1 + next(index for index, text in enumerate(lines) if "kept:" in text)
    ours = output(STRATA, "blame", "dev:evolving", "--layer", "pack-3", PATH, "--json", "--repo", repository)
    theirs = output("git", "-C", repository, "blame", "--porcelain", "-L", f"{line},{line}", "env/dev", "--", document)
    if json.loads(ours)["commits"][0]["commit"] != theirs.split()[0]:
        table.text("(blame: the two name different commits)")
    times = alternate(
        rounds,
        ours=lambda: run(STRATA, "blame", "dev:evolving", "--layer", "pack-3", PATH, "--repo", repository),
        git=lambda: run("git", "-C", repository, "blame", "-L", f"{line},{line}", "env/dev", "--", document))
    table.row(f"blame of one value, {count} commits of ~64 KB", times["ours"], "`git blame -L n,n` of its line", times["git"],
              "no slower", lambda ratio: ratio >= 1)


def history(count):
    """A packed repository with `count` editions of one profile, each a commit."""
    path = os.path.join(BENCH, f"blame-{count}.git")
    if os.path.exists(path + ".complete"):
        return path
    fresh(os.path.basename(path))
    run(STRATA, "init", path)
    source = random.Random("blame")
    packs = [values(source, 10_000) for _ in range(6)]
    packs[3][3:3] = ["    kept: \"from the first edition\""]
    document = data.export("evolving", "1.0.0", 6_000)
    done = 0
    while done < count:
        folder = fresh("blame-editions")
        os.makedirs(folder)
        for index in range(done, min(count, done + 500)):
            for pack, lines in zip(document["spec"]["template"]["packs"], packs):
                pack["values"] = "\n".join(lines)
            with open(os.path.join(folder, f"{index:06}.json"), "w") as file:
                json.dump(document, file)
            edit(source, source.choice(packs), index)
        run(STRATA, "commit", folder, "--env", "dev", "--repo", path)
        done = min(count, done + 500)
    run(STRATA, "upkeep", "--repo", path)
    open(path + ".complete", "w").close()
    return path


def values(source, size):
    """Services of a chart, each with a few values and a list."""
    lines = ["# values of a chart", "charts:"]
    while sum(map(len, lines)) < size:
        lines += [f"  service{sum(line.startswith('  service') for line in lines)}:"]
        lines += [f"    {key}{number}: \"{word(source)}\"" for number, key in enumerate(source.sample(data.WORDS, 8))]
        lines += ["    # how many run at once", f"    replicas: {source.randrange(9)}", "    args:", f"    - --{word(source)}"]
    return lines


def word(source):
    return "".join(source.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=20))


def edit(source, lines, index):
    places = [place for place, line in enumerate(lines) if line.startswith("    ") and ": \"" in line and "kept" not in line]
    place = source.choice(places)
    key = lines[place].split(":")[0]
    kind = source.randrange(10)
    if kind == 0:
        lines[place] = f"    added{index}: \"{word(source)}\""
    elif kind == 1:
        lines.insert(place, f"    # noted in edition {index}")
        lines.remove(next(line for line in lines if line.startswith("    # ")))
    else:
        lines[place] = f"{key}: \"{word(source)}\""
