"""Row 15: streams closed or full, an interrupt at any time, odd locales, no HOME: true exit codes, no half-written file."""
import json, os, random, signal, subprocess, time
import torture


def run(row):
    bench = row.bench
    repository = bench.repository("streams.git", profiles=10)
    bench.commit(repository, "torture-0", "second")
    full_and_closed(row, repository)
    closed_input(row, repository)
    interrupts(row, repository)
    exports(row, repository)
    locales(row, repository)
    row.sound(repository, "after the streams")


READERS = [["log", "dev"], ["show", "dev:tenant/torture-0"], ["export", "dev:tenant/torture-0"], ["diff", "dev:tenant/torture-0"],
           ["env", "list"], ["masked", "dev"], ["canonicalize", "TEMPLATE"], ["--help"], ["--version"]]


def full_and_closed(row, repository):
    """What could not be printed is an error, never a signal and never exit 0."""
    for words in READERS:
        words = [row.bench.template if word == "TEMPLATE" else word for word in words]
        place = [] if words[0].startswith("--") or words[0] == "canonicalize" else ["--repo", repository]
        with open("/dev/full", "wb") as full:
            result = row.bench.run(*words, *place, stdout=full)
        row.check(result.returncode > 0, f"{words[0]} to a full device: exit {result.returncode}")
        reader, writer = os.pipe()
        os.close(reader)
        result = row.bench.run(*words, *place, stdout=writer)
        os.close(writer)
        row.check(result.returncode > 0, f"{words[0]} to a closed pipe: exit {result.returncode}")
        result = row.bench.run(*words, *place, stdout=None, preexec_fn=lambda: os.close(1))
        row.check(result.returncode > 0, f"{words[0]} with stdout closed: exit {result.returncode}")
        result = row.bench.run(*words, *place, stderr=None, preexec_fn=lambda: os.close(2))
        row.check(result.returncode == 0, f"{words[0]} with stderr closed: exit {result.returncode}")
    row.note(f"{len(READERS)} commands on a full device, a closed pipe, closed streams")


def closed_input(row, repository):
    before = torture.tip(repository)
    for words in (["commit", "-", "--env", "dev", "--repo", repository], ["canonicalize", "-"]):
        result = row.bench.run(*words, preexec_fn=lambda: os.close(0))
        row.clear_error(result, f"{words[0]} with stdin closed")
        result = row.bench.run(*words)
        row.clear_error(result, f"{words[0]} of nothing")
    row.check(torture.tip(repository) == before, "a commit was made of nothing")


def interrupts(row, repository):
    source, codes, started = random.Random(15), {}, time.time()
    timed = row.bench.commit(repository, "torture-1", "how long one takes")
    window = (time.time() - started) * 1.3
    row.check(timed.returncode == 0, "the commit that is timed fails")
    for number in range(row.number_of(200, 30)):
        export = row.bench.file("interrupt.json", row.bench.export("torture-1", f"interrupted {number}"))
        words = [["commit", export, "--env", "dev"], ["promote", "--all", "--from", "dev", "--to", "staging"]][number % 2]
        before = torture.tip(repository)
        process = subprocess.Popen([row.bench.strata, *words, "--repo", repository], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=row.bench.env)
        time.sleep(source.random() * window)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        code = 130 if process.returncode == -signal.SIGINT else process.returncode
        codes[code] = codes.get(code, 0) + 1
        row.check(code in (0, 130), f"interrupt {number}: exit {process.returncode}")
        moved = torture.tip(repository) != before
        row.check(words[0] != "commit" or code != 0 or moved, f"interrupt {number}: exit 0, and nothing landed")
    row.check(not torture.leftovers(repository), f"interrupts left {torture.leftovers(repository)[:3]}")
    row.note(f"interrupts: exit codes {codes}")


def exports(row, repository):
    """A file is written whole or not at all, whatever stops the export."""
    target = os.path.join(row.bench.folder, "exported")
    os.makedirs(target, exist_ok=True)
    path = os.path.join(target, "out.json")
    source = random.Random(16)
    for number in range(row.number_of(100, 20)):
        process = subprocess.Popen([row.bench.strata, "export", "dev:tenant/torture-0", "--out", path, "--repo", repository],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=row.bench.env)
        time.sleep(source.random() * 0.02)
        process.send_signal(signal.SIGINT if number % 2 else signal.SIGKILL)
        process.wait(timeout=30)
        if os.path.exists(path):
            with open(path, "rb") as file:
                json.load(file)
            os.remove(path)
    for place in (os.path.join(target, "absent", "out.json"), target):
        result = row.bench.run("export", "dev:tenant/torture-0", "--out", place, "--repo", repository)
        row.clear_error(result, f"export to {place[-12:]!r}")
    row.note(f"{number + 1} interrupted exports")


def locales(row, repository):
    wanted = row.bench.must("export", "dev:tenant/torture-0", "--repo", repository).stdout
    plain = row.bench.must("canonicalize", row.bench.template).stdout
    for locale in ("C", "POSIX", "tr_TR.UTF-8", "de_DE.UTF-8", "xx_YY.nonsense", "../../etc/passwd", "", "C" * 5000):
        environment = dict(row.bench.env, LANG=locale, LC_ALL=locale, LC_CTYPE=locale)
        result = row.bench.run("export", "dev:tenant/torture-0", "--repo", repository, env=environment)
        row.check(result.stdout == wanted, f"locale {locale[:20]!r}: other bytes, exit {result.returncode}")
        result = row.bench.run("canonicalize", row.bench.template, env=environment)
        row.check(result.stdout == plain, f"locale {locale[:20]!r}: canonicalize gives other bytes")
    export = json.dumps(row.bench.export("torture-2", "no home")).encode()
    for number, environment in enumerate(({}, {"HOME": ""}, {"HOME": "/absent"}, {"HOME": "relative"}, {"PATH": ""})):
        result = row.bench.run("commit", "-", "--env", "dev", "--repo", repository,
                               input=export.replace(b"no home", b"no home %d" % number), env=environment)
        row.check(result.returncode == 0, f"environment {environment}: {result.returncode} {result.stderr[-160:]}")
    row.note("odd locales and environments")
