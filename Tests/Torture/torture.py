"""What the rows share: the tool, scratch repositories, exports, and the check that a repository is sound."""
import json, os, re, shutil, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
EXPORTS = os.path.join(ROOT, "Tests", "Fixtures", "exports")
PYTHON = os.path.join(ROOT, ".build", "python-torture", "bin", "python")


class Skipped(Exception):
    """The row cannot run here; the text says why."""


class Bench:
    """One run of the torture: the tool, a scratch folder, fixed identity and environment."""

    def __init__(self, short, keep):
        self.short, self.keep = short, keep
        self.folder = tempfile.mkdtemp(prefix="strata-torture-")
        os.chmod(self.folder, 0o755)
        built = [os.path.join(ROOT, ".build", path) for path in ("release-static/release/strata", "debug/strata")]
        found = os.environ.get("STRATA") or next((path for path in built if os.path.exists(path)), None)
        if not found:
            sys.exit("no tool yet: run 'make release', or name it with STRATA")
        self.strata = os.path.join(self.folder, "strata")
        shutil.copy2(found, self.strata)
        oracles = os.environ.get("STRATA_ORACLES") or os.path.join(os.path.dirname(ROOT), "shared", "oracles")
        self.oracles = oracles if os.path.isdir(oracles) else None
        self.template = os.path.join(self.folder, "template.json")
        self.write_template()
        self.env = dict(
            os.environ, STRATA=self.strata, TEMPLATE=self.template, STRATA_AUTHOR_NAME="Torture",
            STRATA_AUTHOR_EMAIL="torture@example.com", GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL="/dev/null",
            LC_ALL="C.UTF-8", NO_COLOR="1")
        self.env.pop("STRATA_REPO", None)
        os.environ.update(self.env)

    def version(self):
        return self.run("--version").stdout.decode(errors="replace").strip()

    def write_template(self):
        export = self.export("torture-@W@", "written by @W@ in round @I@")
        with open(self.template, "w") as file:
            json.dump(export, file, indent=2)

    def export(self, name, description, version="1.0.0"):
        """An export with real layers, of the name and description given."""
        with open(os.path.join(EXPORTS, "ml-ops.json")) as file:
            export = json.load(file)
        export["metadata"].update(name=name, description=description)
        export["spec"]["version"] = version
        return export

    def file(self, name, export):
        """Writes an export into the scratch folder."""
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(export if isinstance(export, bytes) else json.dumps(export).encode())
        return path

    def run(self, *arguments, **options):
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 60,
                   "env": self.env, **options}
        if "input" in options:
            options.pop("stdin")
        return subprocess.run([self.strata, *arguments], **options)

    def repository(self, name, profiles=0):
        """A new repository with three environments and that many profiles in dev."""
        path = os.path.join(self.folder, name)
        shutil.rmtree(path, ignore_errors=True)
        self.must("init", path)
        for index in range(profiles):
            self.must("commit", "-", "--env", "dev", "--repo", path,
                      input=json.dumps(self.export(f"torture-{index}", "first")).encode())
        return path

    def must(self, *arguments, **options):
        result = self.run(*arguments, **options)
        if result.returncode != 0:
            raise RuntimeError(f"{' '.join(arguments)}: {result.returncode} {result.stderr[-300:]}")
        return result

    def commit(self, repository, name="torture-x", text="text", **options):
        return self.run("commit", "-", "--env", "dev", "--repo", repository,
                        input=json.dumps(self.export(name, text)).encode(), **options)

    def close(self):
        if self.keep:
            print("kept:", self.folder)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)


class Row:
    """The result of one row: failures, figures."""

    def __init__(self, number, bench):
        self.number, self.bench = number, bench
        self.failures, self.figures, self.skipped = [], [], None

    def fail(self, text):
        self.failures.append(text)

    def check(self, condition, text):
        if not condition:
            self.fail(text)
        return condition

    def note(self, text):
        self.figures.append(text)

    def number_of(self, full, short):
        return short if self.bench.short else full

    def line(self, seconds):
        verdict = f"skipped: {self.skipped}" if self.skipped else ("FAIL" if self.failures else "ok  ")
        count = f"{len(self.failures)} failures; " if self.failures else ""
        return f"row {self.number:2} … {verdict} {count}{'; '.join(self.figures)} ({seconds:.0f} s)"

    def oracle(self, script, *arguments, timeout=7200):
        """Runs one of the harnesses, keeps its closing line as the figure, and its FAIL lines as failures."""
        if not self.bench.oracles:
            raise Skipped("the harnesses are absent")
        if not shutil.which("strace"):
            raise Skipped("strace is absent")
        command = [sys.executable, os.path.join(self.bench.oracles, script), *arguments]
        result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=self.bench.env,
                                timeout=timeout)
        lines = result.stdout.decode(errors="replace").strip().splitlines()
        if result.returncode != 0:
            for line in [line for line in lines if re.search(r"FAIL|BAD|#\d+ exit|fails", line)] or lines[-3:]:
                self.fail(f"{script} {line.strip()}")
        return lines[-1] if lines else "no output"

    def sound(self, repository, what):
        """fsck is silent, the tool's own check passes, the next commit works without help."""
        git = subprocess.run(["git", "-c", "safe.directory=*", "-C", repository, "fsck", "--full", "--strict",
                              "--no-dangling", "--no-progress"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.check(git.returncode == 0, f"{what}: fsck {git.stdout[-200:]}")
        verify = self.bench.run("verify", "--repo", repository)
        self.check(verify.returncode == 0, f"{what}: verify {verify.returncode} {verify.stderr[-200:]}")
        again = self.bench.commit(repository, "torture-after", f"after {what} {time.time_ns()}")
        self.check(again.returncode == 0, f"{what}: the next commit {again.returncode} {again.stderr[-200:]}")

    def examined(self, repository, what):
        """What two other implementations of git make of the repository, if the harnesses are here."""
        if not self.bench.oracles or not os.path.exists(PYTHON):
            return
        script = os.path.join(self.bench.oracles, "gitcheck.sh")
        result = subprocess.run(["bash", script, repository], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                env={**self.bench.env, "PY": PYTHON})
        lines = result.stdout.decode(errors="replace").splitlines()
        if result.returncode != 0:
            for line in [line for line in lines if line.startswith("FAIL")] or lines[-3:]:
                self.fail(f"{what}: gitcheck {line}")

    def clear_error(self, result, what, names=None):
        """One lower-case sentence with a cause, at most a few lines, no crash."""
        text = result.stderr.decode(errors="replace")
        self.check(result.returncode > 0, f"{what}: exit {result.returncode}")
        self.check(re.search("error: |failed ", text) and len(text.splitlines()) <= 6, f"{what}: unclear: {text[-300:]!r}")
        self.check("Fatal error" not in text and "safe.directory was not found" not in text, f"{what}: {text[-200:]!r}")
        if names:
            self.check(any(name in text for name in names), f"{what}: does not name {names}: {text[-300:]!r}")


def tip(repository, reference="refs/heads/env/dev"):
    result = subprocess.run(["git", "-c", "safe.directory=*", "-C", repository, "rev-parse", "-q", "--verify", reference],
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return result.stdout.decode().strip()


def leftovers(repository):
    return [os.path.join(folder, name) for folder, _, names in os.walk(repository) for name in names
            if name.endswith(".lock") or name.startswith(("tmp_", ".tmp")) or "_git2_" in name]
