"""Row 9: many writers on one branch, with git's own housekeeping and readers beside."""
import os
import torture


def run(row):
    bench = row.bench
    writers, rounds = row.number_of(16, 8), row.number_of(200, 12)
    repository = bench.repository("concurrency.git", profiles=1)
    row.note(row.oracle(
        "concurrency.py", "--repo", repository, "--ref", "refs/heads/env/dev", "-w", str(writers), "-n", str(rounds),
        "--cmd", f"{os.path.join(torture.HERE, 'commit-one')} {{repo}} {{w}} {{i}}",
        "--also", "git -c safe.directory=* -C {repo} gc --quiet",
        "--also", "git -c safe.directory=* -C {repo} pack-refs --all --prune",
        "--readers", f"{bench.strata} log dev -n 20 --repo {{repo}}",
        "--readers", f"{bench.strata} export dev:tenant/torture-0 --format jcs --repo {{repo}}"))
    row.sound(repository, "after the writers")
    row.examined(repository, "after the writers")
