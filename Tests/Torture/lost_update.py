"""Row 10: two writers start from one base and save the same profile; the second is told."""
import json, subprocess
import torture


def run(row):
    bench = row.bench
    repository = bench.repository("lost.git", profiles=1)
    one_after_the_other(row, repository)
    rounds = row.number_of(50, 8)
    for number in range(rounds):
        at_once(row, repository, number)
    row.note(f"{rounds} races: one winner, one told, each time")
    twice(row, repository)
    row.sound(repository, "after the races")


def one_after_the_other(row, repository):
    base = torture.tip(repository)
    first = row.bench.run("commit", row.bench.file("a.json", row.bench.export("torture-0", "first writer")), "--env", "dev",
                          "--expect", base, "--repo", repository)
    landed = torture.tip(repository)
    second = row.bench.run("commit", row.bench.file("b.json", row.bench.export("torture-0", "second writer")), "--env", "dev",
                           "--expect", base, "--repo", repository)
    row.check(first.returncode == 0, f"the first writer: {first.returncode} {first.stderr[-200:]}")
    row.check(second.returncode == 5, f"the second writer: {second.returncode} {second.stderr[-200:]}")
    row.check(torture.tip(repository) == landed, "the second writer moved the branch")


def at_once(row, repository, number):
    base, writers = torture.tip(repository), []
    for name in ("left", "right"):
        export = row.bench.file(f"{name}.json", row.bench.export("torture-0", f"{name} {number}"))
        writers.append(subprocess.Popen(
            [row.bench.strata, "commit", export, "--env", "dev", "--expect", base, "--repo", repository],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=row.bench.env))
    codes = sorted((writer.communicate(), writer.returncode)[1] for writer in writers)
    row.check(codes == [0, 5], f"race {number}: exit codes {codes}")
    count = subprocess.run(["git", "-C", repository, "rev-list", "--count", f"{base}..env/dev"], stdout=subprocess.PIPE).stdout
    row.check(int(count) == 1, f"race {number}: {int(count)} commits")


def twice(row, repository):
    export = json.dumps(row.bench.export("torture-0", "the same request")).encode()
    commands = [row.bench.run("commit", "-", "--env", "dev", "--repo", repository, input=export) for _ in range(2)]
    tips = torture.tip(repository)
    third = row.bench.run("commit", "-", "--env", "dev", "--repo", repository, input=export)
    row.check([result.returncode for result in [*commands, third]] == [0, 0, 0], "the same request twice fails")
    row.check(torture.tip(repository) == tips, "the same request twice made two commits")
