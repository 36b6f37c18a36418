"""How each cost grows with the number of profiles on a branch."""
import os, shutil
import data, speed
from measure import BENCH, STRATA, alternate, peak_megabytes, run, shown


def table(print_line, sizes, rounds):
    print_line("| profiles on the branch | one commit | promote one | log of one | log -n 20 | diff of environments | show | peak memory |")
    print_line("|--:|--:|--:|--:|--:|--:|--:|--:|")
    for size in sizes:
        print_line(f"| {size} | " + " | ".join(line(size, rounds)) + " |")


def line(size, rounds):
    source = speed.environments(size, min(100, size))
    path = f"{BENCH}/growth.git"
    shutil.rmtree(path, ignore_errors=True)
    shutil.copytree(source, path)
    number = iter(range(1_000_000))
    file = f"{BENCH}/growth.json"

    def change():
        document = data.export("profile-00000", "1.0.0", 3_000)
        document["metadata"]["description"] = f"grown {next(number)}"
        with open(file, "w") as output:
            __import__("json").dump(document, output, indent=2)

    def change_and_commit():
        change()
        run(STRATA, "commit", file, "--env", "dev", "--repo", path)

    times = alternate(
        rounds,
        commit=(change, lambda: run(STRATA, "commit", file, "--env", "dev", "--repo", path)),
        promote=(change_and_commit, lambda: run(
            STRATA, "promote", "profile-00000", "--from", "dev", "--to", "staging", "--repo", path)),
        log=lambda: run(STRATA, "log", "dev:tenant/profile-00000", "--repo", path),
        recent=lambda: run(STRATA, "log", "dev", "-n", "20", "--repo", path),
        diff=lambda: run(STRATA, "diff", "staging", "dev", "--output", "compact", "--repo", path),
        show=lambda: run(STRATA, "show", "dev:tenant/profile-00000", "--repo", path))
    peak = peak_megabytes(STRATA, "diff", "staging", "dev", "--output", "compact", "--repo", path)
    return [shown(times[name]) for name in ("commit", "promote", "log", "recent", "diff", "show")] + [f"{peak:.0f} MB"]
