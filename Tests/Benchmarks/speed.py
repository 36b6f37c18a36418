"""The table of speed: each work beside what people would use instead."""
import glob, os, shutil, subprocess, sys
import data
from measure import BENCH, ENVIRONMENT, STRATA, alternate, fresh, output, peak_megabytes, repository, run


def bulk_commit(table, count, rounds):
    """Many exports, each its own commit, beside git fast-import of the same stored bytes."""
    exports = data.folder(f"{BENCH}/exports-{count}", count, 64_000)
    filled = repository("bulk-source.git", exports)
    stream = f"{BENCH}/bulk.stream"
    with open(stream, "wb") as file:
        subprocess.run(["git", "-C", filled, "fast-export", "--no-data", "env/dev"], stdout=subprocess.DEVNULL, check=True)
        subprocess.run(["git", "-C", filled, "fast-export", "env/dev"], stdout=file, check=True)
    target = f"{BENCH}/bulk.git"

    def fast_import():
        with open(stream, "rb") as file:
            run("git", "-C", target, "-c", "core.fsync=all", "fast-import", "--quiet", stdin=file)

    def prepare_git():
        shutil.rmtree(target, ignore_errors=True)
        run("git", "init", "-q", "--bare", target)

    times = alternate(
        rounds, ours=(lambda: repository("bulk.git"), lambda: run(STRATA, "commit", exports, "--env", "dev", "--repo", target)),
        git=(prepare_git, fast_import))
    table.row(f"commit {count} exports of ~64 KB, a commit each", times["ours"], "`git fast-import`", times["git"],
              "no slower", lambda ratio: ratio >= 1)
    repository("bulk.git")
    peak = peak_megabytes(STRATA, "commit", exports, "--env", "dev", "--repo", target)
    return f"Peak memory of that commit: {peak:.0f} MB."


def canonicalize(table, rounds):
    """25 MB of exports in one array."""
    path = f"{BENCH}/large.json"
    if not os.path.exists(path):
        with open(path, "w") as file:
            file.write("[" + ",\n".join(
                __import__("json").dumps(data.export(f"large-{index}", "1.0.0", 250_000)) for index in range(100)) + "]")
    code = {
        "orjson": "import orjson,sys;sys.stdout.buffer.write(orjson.dumps(orjson.loads(open(sys.argv[1],'rb').read()),"
                  "option=orjson.OPT_SORT_KEYS))",
        "rfc8785": "import json,rfc8785,sys;sys.stdout.buffer.write(rfc8785.dumps(json.load(open(sys.argv[1],'rb'))))",
    }
    times = alternate(
        rounds, ours=lambda: run(STRATA, "canonicalize", "--jcs", path), jq=lambda: run("jq", "-cS", ".", path),
        orjson=lambda: run(sys.executable, "-c", code["orjson"], path),
        rfc8785=lambda: run(sys.executable, "-c", code["rfc8785"], path))
    work = f"canonicalize {os.path.getsize(path) / 1e6:.0f} MB of exports"
    table.row(work, times["ours"], "`jq -cS`", times["jq"], "20×", lambda ratio: ratio >= 20)
    table.row(work, times["ours"], "Python `orjson` sorted", times["orjson"], "within 2×", lambda ratio: ratio >= 0.5)
    table.row(work, times["ours"], "Python `rfc8785`", times["rfc8785"], "", None)


def replay(table, count, picks, rounds):
    """The history of one profile, replayed into another environment, beside git cherry-pick of the same commits."""
    editions = data.editions(f"{BENCH}/editions-{count}", count, 64_000)
    source = repository("replay-source.git", editions)
    target, work = f"{BENCH}/replay.git", f"{BENCH}/replay-work"
    commits = output("git", "-C", source, "rev-list", "--reverse", "env/dev", "--", "tenant").split()
    if len(commits) != count:
        table.text(f"(the source history has {len(commits)} commits instead of {count})")

    def prepare_ours():
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)

    def prepare_git():
        shutil.rmtree(work, ignore_errors=True)
        run("git", "clone", "-q", "--branch", "env/dev", source, work)
        run("git", "-C", work, "checkout", "-q", "-b", "picked", f"{commits[0]}~1")

    times = alternate(
        rounds, ours=(prepare_ours, lambda: run(STRATA, "promote", "evolving", "--from", "dev", "--to", "staging", "--repo", target)),
        git=(prepare_git, lambda: run("git", "-C", work, "cherry-pick", *commits[:picks])))
    written = int(output("git", "-C", target, "rev-list", "--count", "env/staging", "--", "tenant"))
    scaled = times["git"] * len(commits) / picks
    note = "" if picks >= len(commits) else f" (scaled from {picks})"
    table.row(f"replay {written} commits", times["ours"], f"`git cherry-pick`{note}", scaled, "20×", lambda ratio: ratio >= 20)


def one_commit(table, rounds):
    """One whole process each, everything synced."""
    ours, work = repository("one.git"), fresh("one-work")
    run("git", "init", "-q", work)
    export = f"{BENCH}/one.json"
    number = iter(range(1_000_000))

    def change(path):
        document = data.export("one", "1.0.0", 64_000, seed="one")
        document["metadata"]["description"] = f"edition {next(number)}"
        with open(path, "w") as file:
            __import__("json").dump(document, file, indent=2)

    def with_git():
        run("git", "-C", work, "-c", "core.fsync=all", "add", "one.json")
        run("git", "-C", work, "-c", "core.fsync=all", "-c", "gc.auto=0", "commit", "-q", "-m", "one")

    times = alternate(
        rounds, ours=(lambda: change(export), lambda: run(STRATA, "commit", export, "--env", "dev", "--repo", ours)),
        git=(lambda: change(f"{work}/one.json"), with_git))
    table.row("one commit of 64 KB, whole process", times["ours"], "`git add` + `git commit`, `core.fsync=all`", times["git"],
              "no slower", lambda ratio: ratio >= 1)


def compare(table, count, changed, rounds):
    """Two environments of many profiles, few of them different."""
    repository_path = environments(count, changed)
    times = alternate(
        rounds,
        ours=lambda: run(STRATA, "diff", "staging", "dev", "--name-only", "--repo", repository_path),
        git=lambda: run("git", "-C", repository_path, "diff-tree", "-r", "--name-only", "env/staging", "env/dev"))
    table.row(f"compare two environments, {count} profiles, {changed} differ", times["ours"], "`git diff-tree -r --name-only`",
              times["git"], "within 3×", lambda ratio: ratio >= 1 / 3)


def environments(count, changed):
    """A repository whose staging has `count` profiles and whose dev differs in `changed` of them."""
    path = f"{BENCH}/environments-{count}.git"
    if os.path.exists(path + ".complete"):
        return path
    base = data.folder(f"{BENCH}/small-{count}", count, 3_000)
    first = [f"{base}/profile-{index:05}.json" for index in range(changed)]
    repository(os.path.basename(path), base)
    run(STRATA, "promote", "--all", "--from", "dev", "--to", "staging", "--repo", path)
    edited = fresh(f"edited-{count}")
    os.makedirs(edited)
    for file in first:
        text = open(file).read().replace("for measuring", "changed")
        with open(os.path.join(edited, os.path.basename(file)), "w") as copy:
            copy.write(text)
    run(STRATA, "commit", edited, "--env", "dev", "--repo", path)
    run(STRATA, "upkeep", "--repo", path)
    open(path + ".complete", "w").close()
    return path


def start_up(table, rounds):
    times = alternate(rounds, ours=lambda: run(STRATA, "--version"), git=lambda: run("git", "--version"))
    table.row("start-up, `--version`", times["ours"], "`git --version`", times["git"], "under 15 ms", None)
    if times["ours"] >= 0.015:
        table.text("(start-up: **missed**)")
