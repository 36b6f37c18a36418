"""Row 7: locks that something left behind. Only a lock whose owner is provably dead is taken over."""
import os, shutil, subprocess, time
import torture

GIT_LOCKS = ["refs/heads/env/dev.lock", "packed-refs.lock", "HEAD.lock", "config.lock"]


def run(row):
    for name in GIT_LOCKS:
        for age in (0, 90 * 86400):
            foreign_lock(row, name, age)
    if not shutil.which("strace"):
        row.note("dead and live owners skipped: strace is absent")
        return
    dead_owner(row)
    live_owner(row)
    own_records(row)


def commit_within(row, repository, what, seconds=30):
    started = time.time()
    try:
        result = row.bench.commit(repository, "torture-0", f"{what} {started}", timeout=seconds)
    except subprocess.TimeoutExpired:
        row.fail(f"{what}: waits for more than {seconds} s")
        return None, seconds
    return result, time.time() - started


def foreign_lock(row, name, age):
    """A lock of unknown owner is respected at any age: the write goes round it, or says which file is in the way."""
    what = f"{name}, {'fresh' if age == 0 else 'ancient'}"
    repository = row.bench.repository("lock.git", profiles=1)
    before, lock = torture.tip(repository), os.path.join(repository, name)
    open(lock, "w").close()
    os.utime(lock, (time.time() - age,) * 2)
    result, seconds = commit_within(row, repository, what)
    row.check(os.path.exists(lock), f"{what}: a lock of unknown owner was removed")
    if result and result.returncode != 0:
        row.clear_error(result, what, [name, os.path.basename(name)])
        row.check(torture.tip(repository) == before, f"{what}: refused, and the branch moved")
    if os.path.exists(lock):
        os.remove(lock)
    row.sound(repository, what)
    row.note(f"{name} {'waited and refused' if result and result.returncode else 'not in the way'} {seconds:.1f} s")


def killed_commit(row, repository, call, number):
    export = row.bench.file("killed.json", row.bench.export("torture-0", f"killed {call} {number} {time.time()}"))
    subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
                    f"inject={call}:signal=SIGKILL:when={number}", row.bench.strata, "commit", export, "--env", "dev",
                    "--repo", repository], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=row.bench.env)


def dead_owner(row):
    """Whatever a killed writer leaves, the next one goes on at once."""
    repository, slowest, left = row.bench.repository("dead.git", profiles=1), 0.0, 0
    calls = [(call, number) for call in ("rename", "link", "fsync", "fdatasync", "unlink", "flock") for number in range(1, 8)]
    for call, number in calls:
        killed_commit(row, repository, call, number)
        left += len(torture.leftovers(repository))
        result, seconds = commit_within(row, repository, f"after a kill at {call} {number}")
        if result:
            row.check(result.returncode == 0, f"after a kill at {call} {number}: {result.stderr[-200:]}")
        slowest = max(slowest, seconds)
    row.check(slowest < 5, f"dead owner: the next writer waited {slowest:.1f} s")
    row.note(f"{len(calls)} kills left {left} files behind, slowest next commit {slowest * 1000:.0f} ms")
    row.sound(repository, "dead owner")


def live_owner(row):
    """A slow writer keeps its lock: the second waits or is told, and nothing of either is lost."""
    repository = row.bench.repository("live.git", profiles=2)
    export = row.bench.file("slow.json", row.bench.export("torture-1", "slow"))
    slow = subprocess.Popen(
        ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=rename", "-e",
         "inject=rename:delay_enter=4000000:when=1", row.bench.strata, "commit", export, "--env", "dev", "--repo", repository],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=row.bench.env)
    time.sleep(1)
    result, seconds = commit_within(row, repository, "beside a slow writer")
    _, error = slow.communicate()
    count = subprocess.run(["git", "-C", repository, "rev-list", "--count", "env/dev"], stdout=subprocess.PIPE)
    told = (result is not None and result.returncode != 0) + (slow.returncode != 0)
    row.check(int(count.stdout) == 5 - told, f"live owner: {int(count.stdout)} commits, {told} writers were told {error[-200:]}")
    row.note(f"beside a writer that holds its lock for 4 s: waited {seconds:.1f} s")
    row.sound(repository, "live owner")


def own_records(row):
    """The writers' own lock, its record changed by hand: emptied, garbage, of another host."""
    repository = row.bench.repository("own.git", profiles=1)
    killed_commit(row, repository, "rename", 1)
    folder = os.path.join(repository, "strata")
    locks = [os.path.join(folder, name) for name in (os.listdir(folder) if os.path.isdir(folder) else []) if "lock" in name]
    for lock in locks:
        with open(lock, "rb") as file:
            record = file.read()
        host = os.uname().nodename.encode()
        for what, content in (("empty", b""), ("garbage", b"\xff\x00garbage"), ("foreign host", record.replace(host, b"elsewhere"))):
            with open(lock, "wb") as file:
                file.write(content)
            result, seconds = commit_within(row, repository, f"own lock, {what}")
            if result and result.returncode:
                row.clear_error(result, f"own lock, {what}", [os.path.basename(lock)])
                os.remove(lock)
            row.note(f"own lock, {what}: {'taken over' if result and not result.returncode else 'respected'} {seconds:.1f} s")
    row.sound(repository, "own locks")
