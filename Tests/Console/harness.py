"""A repository, a real `strata serve` on loopback, and a browser for the tests of the console."""
import contextlib, json, os, pathlib, re, shutil, subprocess, tempfile, unittest

from playwright.sync_api import expect, sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
STRATA = ROOT / ".build/debug/strata"
EXPORTS = ROOT / "Tests/Fixtures/exports"
SHOTS = ROOT / ".build/console-shots"
PASSWORD = "correct horse battery"
AUTHOR = {"STRATA_AUTHOR_NAME": "Dana Demo", "STRATA_AUTHOR_EMAIL": "dana@example.com"}

FACTS = {
    "registries": {
        "Public Repo": {"uid": "aaaaaaaaaaaaaaaaaaaaaaa1", "kind": "pack"},
        "Corp Mirror": {"uid": "aaaaaaaaaaaaaaaaaaaaaaa2", "kind": "pack"},
        "Edge Mirror": {"uid": "aaaaaaaaaaaaaaaaaaaaaaa3", "kind": "pack"},
        "Palette Community Registry": {"uid": "aaaaaaaaaaaaaaaaaaaaaaa4", "kind": "oci"},
    },
    "packs": {
        "ubuntu-aws": {"Public Repo": ["22.04"]},
        "kubernetes": {"Corp Mirror": ["1.29.8", "1.29.10"], "Edge Mirror": ["1.29.8"]},
        "cni-calico": {"Public Repo": ["3.28.0"]},
        "csi-aws-ebs": {"Public Repo": ["1.30.0"]},
        "nginx": {"Palette Community Registry": ["1.11.2", "1.11.3"]},
        "prometheus-operator": {"Palette Community Registry": ["61.3.2"]},
    },
    "projects": ["payments", "retail"],
    "macros": {"system": [], "tenant": ["aptMirror", "backupBucket", "baseDomain", "dnsServer", "oidcIssuer"], "projects/payments": []},
}


class Strata:
    """The built tool on a repository of its own."""

    def __init__(self, folder):
        self.repository = str(folder / "profiles.git")
        self.environment = {**os.environ, **AUTHOR, "STRATA_REPO": self.repository, "NO_COLOR": "1"}

    def __call__(self, *arguments, code=0, **options):
        result = subprocess.run(
            [STRATA, *map(str, arguments)], env=self.environment, capture_output=True, text=True, **options)
        if result.returncode != code:
            raise AssertionError(f"strata {arguments}: {result.returncode}, {result.stdout}{result.stderr}")
        return result.stdout

    def user(self, name, role, *more):
        self("user", "add", name, "--role", role, *more, input=PASSWORD + "\n")

    def key(self, role, *environments, project=None):
        options = [option for name in environments for option in ("--env", name)]
        options += ["--project", project] if project else []
        return json.loads(self("key", "create", "--role", role, *options, "--json"))["key"]

    def git(self, *arguments):
        return subprocess.run(
            ["git", "-C", self.repository, *arguments], check=True, capture_output=True, text=True).stdout


def seed(strata, folder):
    """Three environments with something to promote, to fill, and to merge."""
    strata("init", strata.repository, "--env", "dev", "--env", "staging", "--env", "prod")
    for name in ["web-platform-1.2.0", "ml-ops", "edge-base"]:
        strata("commit", EXPORTS / f"{name}.json", "--env", "dev", "-m", "Take over the profiles of dev")
    strata("promote", "web-platform", "--from", "dev")
    strata("promote", "web-platform", "--from", "staging")
    strata("commit", EXPORTS / "demo/web-platform-1.2.0.json", "--env", "dev", "-m", "Keep audit logs for 60 days")
    strata("commit", EXPORTS / "web-platform-1.3.0.json", "--env", "dev", "-m", "Take cert-manager in")
    facts = folder / "facts.json"
    facts.write_text(json.dumps(FACTS))
    strata("facts", "import", facts, "--env", "prod")


class Served:
    """A running `strata serve`."""

    def __init__(self, strata):
        with open(pathlib.Path(strata.repository).parent / "server.log", "w") as log:
            self.process = subprocess.Popen(
                [STRATA, "serve", "--bind", "127.0.0.1:0", "--json"], env=strata.environment,
                stdout=subprocess.PIPE, stderr=log, text=True)
        self.address = json.loads(self.process.stdout.readline())["address"]

    def end(self):
        self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()


class ConsoleCase(unittest.TestCase):
    """One repository and server a class; a fresh browser context a test."""

    folder = None
    cookies = {}

    @classmethod
    def setUpClass(cls):
        cls.cookies = {}
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="strata-console-"))
        cls.strata = Strata(cls.folder)
        cls.prepare()
        cls.served = Served(cls.strata)
        cls.playwright = sync_playwright().start()
        cls.browser = cls.playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"])

    @classmethod
    def prepare(cls):
        seed(cls.strata, cls.folder)
        cls.strata.user("ada", "admin")
        cls.strata.user("ed", "editor", "--project", "payments")
        cls.strata.user("vera", "viewer", "--env", "dev")

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.playwright.stop()
        cls.served.end()
        cls.strata.git("fsck", "--strict")
        log = (cls.folder / "server.log").read_text()
        shutil.rmtree(cls.folder)
        if PASSWORD in log or "request failed" in log:
            raise AssertionError("the server's log: " + log[-2000:])

    def setUp(self):
        self.failures = []

    @contextlib.contextmanager
    def page(self, user="ada", **options):
        """A page of somebody who is signed in; with None, of nobody."""
        context = self.browser.new_context(base_url=self.served.address, **options)
        context.set_default_timeout(10_000)
        page = context.new_page()
        problems = []
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        try:
            if user:
                self.enter(page, user)
            yield page
        finally:
            context.close()
        expected = ("status of 4", "status of 5")
        self.assertEqual([text for text in problems if not any(part in text for part in expected)], [])

    def enter(self, page, user):
        """Signs in once a user, and goes on in that session afterwards."""
        if user in self.cookies:
            page.context.add_cookies(self.cookies[user])
            page.goto("/environments")
        else:
            self.sign_in(page, user)
            self.cookies[user] = page.context.cookies()

    def sign_in(self, page, user, password=PASSWORD):
        page.goto("/sign-in")
        page.get_by_label("User").fill(user)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in", exact=True).click()


__all__ = ["AUTHOR", "ConsoleCase", "EXPORTS", "FACTS", "PASSWORD", "ROOT", "SHOTS", "STRATA", "Strata", "expect", "json", "re", "seed"]
