"""Runs commands side by side and keeps medians."""
import os, resource, shutil, statistics, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BENCH = os.path.join(ROOT, ".build", "bench")
STRATA = os.environ.get("STRATA") or os.path.join(ROOT, ".build", "release-static", "release", "strata")
ENVIRONMENT = dict(
    os.environ, STRATA_AUTHOR_NAME="Bench", STRATA_AUTHOR_EMAIL="bench@example.com", GIT_AUTHOR_NAME="Bench",
    GIT_AUTHOR_EMAIL="bench@example.com", GIT_COMMITTER_NAME="Bench", GIT_COMMITTER_EMAIL="bench@example.com",
    GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL="/dev/null", LC_ALL="C.UTF-8", NO_COLOR="1")


def run(*command, cwd=None, stdin=None, env=None, wanted=(0,)):
    """One run; the output is thrown away, a failure is shown."""
    result = subprocess.run(command, cwd=cwd, stdin=stdin or subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                            stderr=subprocess.PIPE, env={**ENVIRONMENT, **(env or {})})
    if result.returncode not in wanted:
        raise RuntimeError(f"{' '.join(map(str, command))[:200]}: {result.returncode} {result.stderr.decode()[-300:]}")
    return result


def output(*command, cwd=None):
    return subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, check=True, env=ENVIRONMENT).stdout.decode()


def once(action):
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def alternate(rounds, **actions):
    """Medians in seconds of actions run in turn; a value may be (prepare, action), `prepare` is not measured."""
    times = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            prepare, action = action if isinstance(action, tuple) else (None, action)
            if prepare:
                prepare()
            times[name].append(once(action))
    return {name: statistics.median(taken) for name, taken in times.items()}


def peak_megabytes(*command):
    """The most memory that one command had."""
    pid = os.fork()
    if pid == 0:
        try:
            null = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(null, stream)
            os.execve(command[0], list(command), ENVIRONMENT)
        finally:
            os._exit(127)
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise RuntimeError(f"{command[1]}: status {status}")
    return usage.ru_maxrss / 1024


def fresh(name):
    path = os.path.join(BENCH, name)
    shutil.rmtree(path, ignore_errors=True)
    return path


def repository(name, exports=None):
    """A new repository, with a folder of exports committed to dev."""
    path = fresh(name)
    run(STRATA, "init", path)
    if exports:
        run(STRATA, "commit", exports, "--env", "dev", "--repo", path)
    return path


def shown(seconds):
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


class Table:
    """Rows of work, ours, against, ratio, and whether the target is reached."""

    def __init__(self):
        self.lines = ["| work | strata | against | ratio | to reach | |", "|---|--:|---|--:|---|---|"]

    def row(self, work, ours, against, theirs, target, reached):
        ratio = theirs / ours
        verdict = "" if reached is None else ("reached" if reached(ratio) else "**missed**")
        line = f"| {work} | {shown(ours)} | {against} {shown(theirs)} | {ratio:.2f}× | {target} | {verdict} |"
        self.lines.append(line)
        print(line, flush=True)

    def text(self, line=""):
        self.lines.append(line)
        print(line, flush=True)
