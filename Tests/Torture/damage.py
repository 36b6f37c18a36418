"""Row 8: files of the repository cut short or with one bit changed. Found within 2 s, named, never a hang or a crash."""
import glob, hashlib, os, random, shutil, subprocess, time, zlib
import torture

LIMIT = 2.0


def run(row):
    bench = row.bench
    whole = bench.repository("damage.git", profiles=2)
    bench.commit(whole, "torture-0", "second")
    expected = bench.must("export", "dev:tenant/torture-0", "--format", "jcs", "--repo", whole).stdout
    loose(row, whole, expected)
    packs(row, whole, expected)
    references(row, whole)


class Damaged:
    """Runs commands on a repository with one damaged file and keeps the figures."""

    def __init__(self, row, repository, expected):
        self.row, self.repository, self.expected = row, repository, expected
        self.count, self.slowest, self.unnoticed = 0, 0.0, 0

    def command(self, what, *arguments):
        started = time.time()
        try:
            result = self.row.bench.run(*arguments, "--repo", self.repository, timeout=20)
        except subprocess.TimeoutExpired:
            self.row.fail(f"{what}: {arguments[0]} hangs")
            return None
        self.slowest = max(self.slowest, time.time() - started)
        self.row.check(time.time() - started <= LIMIT, f"{what}: {arguments[0]} took {time.time() - started:.1f} s")
        self.row.check(result.returncode >= 0, f"{what}: {arguments[0]} died of signal {-result.returncode}")
        return result

    def verify(self, what, must_notice, name=None):
        self.count += 1
        result = self.command(what, "verify")
        if result is None:
            return
        if must_notice and result.returncode == 0:
            self.unnoticed += 1
            self.row.fail(f"{what}: not noticed")
        text = (result.stdout + result.stderr).decode(errors="replace")
        if name and result.returncode != 0:
            self.row.check(name in text, f"{what}: does not name {name}: {text[-200:]!r}")

    def read(self, what):
        result = self.command(what, "export", "dev:tenant/torture-0", "--format", "jcs")
        if result and result.returncode == 0:
            self.row.check(result.stdout == self.expected, f"{what}: export gives other content")


def objects_at_tip(repository):
    names = ["env/dev", "env/dev^{tree}", "env/dev:tenant/profiles/torture-0/1.0.0.json"]
    out = subprocess.run(["git", "-C", repository, "rev-parse", *names], stdout=subprocess.PIPE, check=True).stdout
    return out.decode().split()


def is_whole(data, name):
    try:
        inflater = zlib.decompressobj()
        content = inflater.decompress(data) + inflater.flush()
        return inflater.eof and hashlib.sha1(content).hexdigest() == name
    except zlib.error:
        return False


def loose(row, whole, expected):
    repository = os.path.join(row.bench.folder, "damaged.git")
    shutil.copytree(whole, repository)
    unpack(repository)
    test = Damaged(row, repository, expected)
    for name in objects_at_tip(repository):
        path = os.path.join(repository, "objects", name[:2], name[2:])
        with open(path, "rb") as file:
            data = file.read()
        os.chmod(path, 0o644)
        for number, damaged in enumerate(variants(data, row.bench.short)):
            put(path, damaged)
            what = f"loose {name[:7]} variant {number}"
            test.verify(what, must_notice=not is_whole(damaged, name), name=name[:7])
            if number % 8 == 0:
                test.read(what)
        put(path, data)
    row.note(f"loose: {test.count} truncations and flips, slowest {test.slowest:.2f} s, {test.unnoticed} not noticed")
    row.sound(repository, "after the loose objects")


def unpack(repository):
    """Makes every object loose, so that the files under test exist whatever way they were written."""
    packs = glob.glob(os.path.join(repository, "objects", "pack", "*.pack"))
    contents = [open(pack, "rb").read() for pack in packs]
    for file in glob.glob(os.path.join(repository, "objects", "pack", "*")):
        os.chmod(file, 0o644)
        os.remove(file)
    for content in contents:
        subprocess.run(["git", "-C", repository, "unpack-objects", "-q"], input=content, check=True)


def variants(data, short):
    step = max(1, len(data) // 12) if short else 1
    for length in range(0, len(data), step):
        yield data[:length]
    for bit in range(0, len(data) * 8, step * 8 + 1 if short else 1):
        yield flipped(data, bit)


def flipped(data, bit):
    return data[:bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1:]


def put(path, data):
    with open(path, "wb") as file:
        file.write(data)


def packs(row, whole, expected):
    repository = os.path.join(row.bench.folder, "packed.git")
    shutil.copytree(whole, repository)
    subprocess.run(["git", "-C", repository, "repack", "-adq"], check=True)
    source = random.Random(8)
    test = Damaged(row, repository, expected)
    for path in sorted(glob.glob(os.path.join(repository, "objects", "pack", "*.pack"))
                       + glob.glob(os.path.join(repository, "objects", "pack", "*.idx"))):
        os.chmod(path, 0o644)
        with open(path, "rb") as file:
            data = file.read()
        cuts = [data[:source.randrange(len(data))] for _ in range(row.number_of(20, 4))]
        flips = [flipped(data, source.randrange(len(data) * 8)) for _ in range(row.number_of(500, 10))]
        for number, damaged in enumerate(cuts + flips):
            put(path, damaged)
            what = f"{path[-4:]} {'cut' if number < len(cuts) else 'flip'} {number}"
            test.verify(what, must_notice=True)
            test.read(what)
        put(path, data)
    row.note(f"packs: {test.count} cuts and flips, slowest {test.slowest:.2f} s, {test.unnoticed} not noticed")
    row.sound(repository, "after the packs")


def references(row, whole):
    """Files of one line that say nothing, something else, or nonsense."""
    test, blob = Damaged(row, "", b""), objects_at_tip(whole)[2]
    for file in ("refs/heads/env/dev", "HEAD", "packed-refs", "config"):
        for number, content in enumerate((b"", b"\0" * 41, b"garbage\n", b"ref: refs/heads/absent\n", b"a" * 40 + b"\n",
                                          blob.encode() + b"\n", b"f3" * 10, b"\xff" * 4000)):
            test.repository = os.path.join(row.bench.folder, "reference.git")
            shutil.rmtree(test.repository, ignore_errors=True)
            shutil.copytree(whole, test.repository)
            put(os.path.join(test.repository, file), content)
            what = f"{file} variant {number}"
            test.verify(what, must_notice=file == "refs/heads/env/dev")
            for command in (["log", "dev"], ["env", "list"], ["commit", row.bench.template, "--env", "dev"]):
                test.command(what, *command)
    row.note(f"references and config: {test.count} damaged, slowest {test.slowest:.2f} s")
