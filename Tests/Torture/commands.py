"""The commands that rows 2 to 4 break at every system call, each with a repository to start from."""
import concurrent.futures, json, os, shutil, subprocess
import torture


def all_of(bench):
    """Tuples of name, template folder, command, branch that it moves (or None), command that checks the result."""
    strata = bench.strata
    start = bench.repository("start.git", profiles=10)
    loose = bench.repository("loose.git", profiles=3)
    for index in range(bench_rounds(bench)):
        bench.commit(loose, "torture-0", f"round {index}")
    promoted = bench.repository("promoted.git", profiles=2)
    bench.must("promote", "--all", "--from", "dev", "--to", "staging", "--repo", promoted)
    bench.commit(promoted, "torture-1", "second")
    fixed = hot_fixed(bench)
    plan = os.path.join(bench.folder, "start.plan")
    bench.must("plan", "promote", "--all", "--from", "dev", "--to", "staging", "--out", plan, "--repo", start)
    export = bench.file("changed.json", bench.export("torture-0", "second"))
    unless = os.path.join(torture.HERE, "unless")
    empty = empty_parent(bench)
    verify = f"{strata} verify --repo {{repo}}"
    # Named, so that running it again after a kill finds it undone instead of undoing the undo.
    done = bench.must("log", "--operations", "staging", "--json", "--repo", promoted).stdout
    operation = json.loads(done)[0]["operation"]
    dev, staging, qa = "refs/heads/env/dev", "refs/heads/env/staging", "refs/heads/env/qa"
    return [
        ("commit", start, f"{strata} commit {export} --env dev --repo {{repo}}", dev, verify),
        ("import of 10", start, f"{strata} promote --all --from dev --to staging --repo {{repo}}", staging, verify),
        ("import to scope", start, f"{strata} import dev:tenant/torture-3 --to prod:projects/pay --repo {{repo}}",
         "refs/heads/env/prod", verify),
        ("promote", promoted, f"{strata} promote torture-1 --from dev --to staging --repo {{repo}}", staging, verify),
        ("promote into a hot-fix", fixed, f"{strata} promote torture-0 --from dev --to staging --repo {{repo}}", staging, verify),
        ("import a file", start, f"{strata} import {export} --to prod:projects/pay --repo {{repo}}",
         "refs/heads/env/prod", verify),
        ("apply", start, f"{strata} apply {plan} --repo {{repo}}", staging, verify),
        ("rollback", promoted, f"{strata} rollback dev:torture-1 --to dev~1 --hold --repo {{repo}}", dev, verify),
        ("undo", promoted, f"{strata} undo {operation} --repo {{repo}}", staging, verify),
        ("hold", start, f"{strata} hold dev:torture-1 --repo {{repo}}", dev, verify),
        ("env add", start, f"{unless} '{strata} env show qa --repo {{repo}}' -- {strata} env add qa --after prod"
         " --repo {repo}", qa, verify),
        ("init", empty, f"{unless} '{strata} env show prod --repo {{repo}}/x.git' -- {strata} init {{repo}}/x.git",
         None, f"{strata} verify --repo {{repo}}/x.git"),
        ("upkeep", loose, f"{strata} upkeep --repo {{repo}}", None, verify),
    ]


def hot_fixed(bench):
    """A profile that staging changed since it came from dev, which changed it at another place."""
    repository = bench.repository("fixed.git", profiles=1)
    bench.must("promote", "--all", "--from", "dev", "--to", "staging", "--repo", repository)
    for environment, pack in (("staging", 0), ("dev", 1)):
        export = bench.export("torture-0", "first")
        export["spec"]["template"]["packs"][pack]["version"] = "99.0.0"
        bench.must("commit", bench.file("fixed.json", export), "--env", environment, "--repo", repository)
    return repository


def at_once(row, action):
    """The action on every command, as many at a time as there are cores; pairs of name and result, in order."""
    everything = all_of(row.bench)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(zip([command[0] for command in everything], pool.map(lambda command: action(*command[1:]), everything)))


def bench_rounds(bench):
    return 5 if bench.short else 30


def empty_parent(bench):
    """`init` starts from nothing: an empty git repository stands in for the parent, so that the harness finds one."""
    parent = os.path.join(bench.folder, "parent.git")
    shutil.rmtree(parent, ignore_errors=True)
    subprocess.run(["git", "init", "-q", "--bare", parent], check=True)
    return parent
