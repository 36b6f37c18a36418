"""Row 6: repositories that are read-only, belong to someone else, lie at odd paths, or are none."""
import os, shutil, subprocess
import torture

NOBODY = 65534


def run(row):
    odd_paths(row)
    not_repositories(row)
    if os.geteuid() != 0:
        row.note("read-only and foreign owner skipped: not root")
        return
    read_only(row)
    foreign(row)


def odd_paths(row):
    bench = row.bench
    names = ["with space.git", "-dash.git", "ünïcödé.git", "new\nline.git", "$(touch x);`id`.git", "quote'\".git", "a:b@c.git",
             "%s%n.git", "dev:tenant.git", "x" * 200 + ".git", os.path.join(*["deep"] * 40, "d.git")]
    for name in names:
        repository = os.path.join(bench.folder, "odd", name)
        os.makedirs(os.path.dirname(repository), exist_ok=True)
        made = bench.run("init", repository)
        if not row.check(made.returncode == 0, f"init at {name[:30]!r}: {made.stderr[-160:]}"):
            continue
        row.sound(repository, f"at {name[:30]!r}")
    link = os.path.join(bench.folder, "odd", "link.git")
    os.symlink(os.path.join(bench.folder, "odd", "with space.git"), link)
    row.sound(link, "through a symbolic link")
    within = bench.run("log", "dev", cwd=os.path.join(link, "refs", "heads"))
    row.check(within.returncode == 0, f"found upward: {within.returncode} {within.stderr[-160:]}")
    row.note(f"{len(names) + 1} odd paths")


def not_repositories(row):
    bench = row.bench
    plain = os.path.join(bench.folder, "plain.git")
    subprocess.run(["git", "init", "-q", "--bare", plain], check=True)
    empty = os.path.join(bench.folder, "empty")
    os.makedirs(empty)
    for place in (plain, empty, bench.template, "/dev/null", os.path.join(bench.folder, "absent"), ""):
        for command in (["log", "dev"], ["verify"], ["commit", bench.template, "--env", "dev"]):
            row.clear_error(bench.run(*command, "--repo", place), f"{command[0]} in {place[-12:]!r}")
    row.check(not os.listdir(empty), "a command left files in a folder that is no repository")


def as_nobody():
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def own(path, user):
    subprocess.run(["chown", "-R", f"{user}:{user}", path], check=True)


def state(path):
    return sorted((os.path.join(folder, name), os.path.getsize(os.path.join(folder, name)))
                  for folder, _, names in os.walk(path) for name in names)


def read_only(row):
    bench = row.bench
    repository = bench.repository("readonly.git", profiles=1)
    own(repository, NOBODY)
    subprocess.run(["chmod", "-R", "a-w", repository], check=True)
    before = state(repository)
    for command in (["log", "dev"], ["show", "dev:tenant/torture-0"], ["diff", "dev", "prod"], ["verify"]):
        result = bench.run(*command, "--repo", repository, preexec_fn=as_nobody)
        row.check(result.returncode == 0, f"read-only: {command[0]} {result.returncode} {result.stderr[-160:]}")
    for command in (["promote", "--all", "--from", "dev", "--to", "staging"], ["env", "add", "qa"], ["upkeep"]):
        result = bench.run(*command, "--repo", repository, preexec_fn=as_nobody)
        row.clear_error(result, f"read-only: {command[0]}", ["ermission denied", "read-only", "not writable"])
    result = bench.commit(repository, "torture-0", "changed", preexec_fn=as_nobody)
    row.clear_error(result, "read-only: commit", ["ermission denied", "read-only", "not writable"])
    row.check(state(repository) == before, "read-only: something was written")
    row.note("read-only")


def foreign(row):
    bench = row.bench
    repository = bench.repository("foreign.git", profiles=1)
    own(repository, 4242)
    subprocess.run(["chmod", "-R", "a+rwX", repository], check=True)
    before = state(repository)
    for command in (["log", "dev"], ["verify"], ["upkeep"], ["promote", "--all", "--from", "dev", "--to", "staging"]):
        result = bench.run(*command, "--repo", repository, preexec_fn=as_nobody)
        row.clear_error(result, f"foreign: {command[0]}", ["own"])
    result = bench.run("log", "dev", cwd=repository, preexec_fn=as_nobody)
    row.clear_error(result, "foreign, found upward")
    row.check(state(repository) == before, "foreign: something was written")
    shutil.rmtree(repository)
    row.note("foreign owner")
