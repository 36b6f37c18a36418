"""Row 5: a disk that is really full (tmpfs of 1 MB and 8 MB, inodes gone), `ulimit -f 64`, `ulimit -n 16`."""
import os, random, resource, subprocess
import torture


def run(row):
    limits(row)
    if os.geteuid() != 0 or subprocess.run(["mount", "--version"], stdout=subprocess.DEVNULL).returncode:
        row.note("tmpfs skipped: not root")
        return
    for size, inodes in (("1m", 0), ("8m", 0), ("8m", 120)):
        disk(row, size, inodes)


def disk(row, size, inodes):
    """Commits until the disk is full, sees a clear error and no damage, makes room, goes on."""
    bench = row.bench
    what = f"tmpfs {size}" + (f" {inodes} inodes" if inodes else "")
    mount = os.path.join(bench.folder, "disk")
    os.makedirs(mount, exist_ok=True)
    options = f"size={size}" + (f",nr_inodes={inodes}" if inodes else "")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", mount], stderr=subprocess.PIPE).returncode:
        row.note(f"{what} skipped: mounting is not allowed here")
        return
    try:
        repository = os.path.join(mount, "full.git")
        bench.must("init", repository)
        acknowledged, result = fill(bench, repository)
        row.check(result.returncode != 0, f"{what}: never full")
        row.clear_error(result, what, ["No space left", "no space left", "disk is full"])
        row.check(torture.tip(repository) == acknowledged, f"{what}: the branch is not where it was acknowledged")
        row.check(bench.run("log", "dev", "--repo", repository).returncode == 0, f"{what}: log fails on a full disk")
        subprocess.run(["mount", "-o", "remount,size=64m,nr_inodes=20000", mount], check=True)
        row.sound(repository, what)
        row.check(not torture.leftovers(repository), f"{what}: {torture.leftovers(repository)[:3]}")
        row.note(what)
    finally:
        subprocess.run(["umount", mount], check=False)


def fill(bench, repository):
    source, acknowledged = random.Random(1), ""
    for index in range(4000):
        text = "%x" % source.getrandbits(8 * 12_000)
        result = bench.commit(repository, f"torture-{index % 7}", text)
        if result.returncode != 0:
            return acknowledged, result
        acknowledged = torture.tip(repository)
    return acknowledged, result


def limits(row):
    bench = row.bench
    repository = bench.repository("limits.git", profiles=1)
    before = torture.tip(repository)
    big = "%x" % random.Random(2).getrandbits(8 * 300_000)
    small = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, 64 * 1024))
    result = bench.commit(repository, "torture-0", big, preexec_fn=small)
    row.clear_error(result, "ulimit -f 64", ["file size limit", "File too large"])
    row.check(torture.tip(repository) == before, "ulimit -f 64: the branch moved")
    row.sound(repository, "ulimit -f 64")
    few = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
    result = bench.commit(repository, "torture-0", "few files", preexec_fn=few)
    if result.returncode != 0:
        row.clear_error(result, "ulimit -n 16")
    row.sound(repository, "ulimit -n 16")
    row.note("ulimit -f 64 refused, -n 16 " + ("works" if result.returncode == 0 else "refused"))
