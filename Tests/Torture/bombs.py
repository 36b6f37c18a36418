"""Row 11: inputs made to exhaust; each gets a verdict within 30 s and 1 GiB."""
import os, resource, shutil, subprocess, sys, time
from torture import Skipped

GIB = 1 << 30


def run(row):
    bench = row.bench
    if not bench.oracles:
        raise Skipped("the harnesses are absent")
    folder = os.path.join(bench.folder, "bombs")
    made = subprocess.run([sys.executable, os.path.join(bench.oracles, "bombs.py"), folder]
                          + ([] if bench.short else ["--big"]), stdout=subprocess.PIPE)
    repository = bench.repository("bombs.git", profiles=1)
    worst, peak = (0, ""), (0, "")
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        commands = [["commit", path, "--env", "dev", "--repo", repository]]
        if name.endswith(".json"):
            commands += [["canonicalize", path], ["canonicalize", "--jcs", path]]
        for command in commands:
            seconds, memory = one(row, name, command)
            worst, peak = max(worst, (seconds, name)), max(peak, (memory, name))
    row.note(f"{made.stdout.decode().strip()}, slowest {worst[0]:.1f} s ({worst[1]}), most memory {peak[0]} MB ({peak[1]})")
    shutil.rmtree(folder)
    row.sound(repository, "after the bombs")


def one(row, name, command):
    limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (GIB, GIB))
    error = os.path.join(row.bench.folder, "bomb.err")
    started = time.time()
    with open(error, "wb") as file:
        process = subprocess.Popen([row.bench.strata, *command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=file, preexec_fn=limit, env=row.bench.env)
        status, usage = wait(process, 30)
    seconds = time.time() - started
    what = f"{command[0]} {name}"
    if status is None:
        row.fail(f"{what}: no verdict within 30 s")
    elif os.WIFSIGNALED(status):
        row.fail(f"{what}: died of signal {os.WTERMSIG(status)}")
    elif os.path.getsize(error) > 4096:
        row.fail(f"{what}: an error message of {os.path.getsize(error)} bytes")
    return seconds, usage.ru_maxrss // 1024 if usage else 0


def wait(process, seconds):
    end = time.time() + seconds
    while time.time() < end:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = status
            return status, usage
        time.sleep(0.005)
    process.kill()
    process.wait()
    return None, None
