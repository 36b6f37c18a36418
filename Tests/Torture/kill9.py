"""Row 1: SIGKILL at random moments on one repository that keeps living."""
import os
import torture


def run(row):
    bench = row.bench
    repository = bench.repository("kill9.git", profiles=1)
    closing = row.oracle(
        "kill9_loop.py", "--repo", repository, "--ref", "refs/heads/env/dev",
        "--cmd", f"{os.path.join(torture.HERE, 'commit-one')} {{repo}} k {{i}}",
        "-n", str(row.number_of(500, 50)), "--check", f"{bench.strata} verify --repo {{repo}}")
    row.note(closing)
    row.sound(repository, "after the kills")
    row.examined(repository, "after the kills")
