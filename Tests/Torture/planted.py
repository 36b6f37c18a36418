"""Row 16: planted secrets through every door, and then a look for them everywhere but in the files that were asked for."""
import json, os, pty, random, subprocess
import torture

LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def run(row):
    scene = Scene(row)
    for round in range(row.number_of(5, 1)):
        for door in DOORS:
            door(scene, round)
    scene.look_around()
    scene.scan()


class Scene:
    """A repository, a user's own folder with the sources, a folder for what was asked for, and one for all that was said."""

    def __init__(self, row):
        self.row, self.bench = row, row.bench
        self.repository = row.bench.repository("planted.git")
        self.random = random.Random(16)
        self.needles, self.number = [], 0
        for name in ("config", "sources", "asked", "said", "tmp", "edit"):
            folder = self.path(name)
            os.makedirs(folder, mode=0o700, exist_ok=True)
        self.environment = {"STRATA_CONFIG": self.path("config", "config.json"), "TMPDIR": self.path("tmp"),
                            "STRATA_REPO": self.repository}
        self.configure()

    def path(self, *names):
        return os.path.join(self.bench.folder, "planted", *names)

    def configure(self):
        """Every source of the rounds has a name; a branch can only say it."""
        files = {f"f{index}": {"path": self.path("sources", f"f{index}")} for index in range(10)}
        commands = {f"c{index}": {"run": ["cat", self.path("sources", f"c{index}")]} for index in range(10)}
        self.private(self.path("config", "config.json"), json.dumps({"format": 1, "files": files, "commands": commands}))

    def private(self, path, text):
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)

    def secret(self, prefix=""):
        """A new secret that must not be found; with a prefix it has the form of a token."""
        text = prefix + "".join(self.random.choice(LETTERS) for _ in range(36 if prefix else 24))
        self.needles.append(text[len(prefix):])
        return text

    def tell(self, *arguments, code=0, text="", more=None):
        """Runs the tool, keeps what it said, and checks its exit code; with None any but a crash will do."""
        self.number += 1
        result = self.bench.run(*arguments, input=text.encode(), env={**self.bench.env, **self.environment, **(more or {})})
        with open(self.path("said", f"{self.number}"), "wb") as file:
            file.write(" ".join(arguments[:2]).encode() + b"\n" + result.stdout + result.stderr)
        is_fine = 0 <= result.returncode < 100 if code is None else result.returncode == code
        self.row.check(is_fine, f"{' '.join(arguments[:3])}: {result.returncode} {result.stderr[-200:]}")
        return result

    def masked(self, name):
        """Commits a profile with one masked place."""
        self.tell("commit", "-", "--env", "dev", text=json.dumps(profile(name, "a:\n  pw: ********\n  port: 1\n")))

    def fill(self, name, reference):
        self.masked(name)
        self.tell("fill", f"dev:{name}", "--layer", "nginx", "--path", "a.pw", "--from", reference)

    def filled(self, name, secret, more=None):
        """Asks for the file twice: it holds the secret, mode 0600."""
        out = self.path("asked", f"{name}.json")
        for _ in range(2):
            self.tell("export", f"dev:{name}", "--fill", "--out", out, "--no-input", more=more)
        with open(out) as file:
            self.row.check(secret in file.read(), f"{name}: the value is not in the file")
        self.row.check(os.stat(out).st_mode & 0o777 == 0o600, f"{name}: mode of the file")
        self.tell("fill", "dev", "--list", "--check", more=more)

    def look_around(self):
        """Every command that shows something, over all that was stored."""
        self.tell("promote", "--all", "--from", "dev", "--to", "staging")
        for arguments in (["log", "dev", "--json"], ["show", "dev"], ["masked", "dev", "--json"], ["fill", "dev", "--list"],
                          ["diff", "dev", "prod"], ["diff", "dev", "prod", "--json"], ["status"], ["verify"],
                          ["facts", "show", "dev"], ["log", "--operations"], ["verify", "--secrets"], ["upkeep"]):
            self.tell(*arguments)
        self.row.sound(self.repository, "after the secrets")

    def scan(self):
        needles = self.path("needles")
        with open(needles, "w") as file:
            file.write("\n".join(self.needles) + "\n")
        folders = [self.path(name) for name in ("said", "tmp", "config")]
        closing = self.row.oracle("secret_scan.py", "--needles", needles, "--repo", self.repository,
                                  *[word for folder in folders for word in ("--dir", folder)])
        self.row.note(f"{len(self.needles)} secrets: {closing}")


def profile(name, values, **more):
    pack = {"name": "nginx", "layer": "addon", "type": "helm", "version": "1.0.0", "values": values, **more.pop("pack", {})}
    spec = {"version": "1.0.0", "template": {"type": "add-on", "cloudType": "all", "packs": [pack]}, **more}
    return {"metadata": {"name": name}, "spec": spec}


def variable(scene, round):
    secret = scene.secret()
    scene.fill(f"env-{round}", f"env:PLANTED_{round}")
    scene.filled(f"env-{round}", secret, {f"PLANTED_{round}": secret})


def file(scene, round):
    secret = scene.secret()
    scene.private(scene.path("sources", f"f{round}"), secret + "\n")
    scene.fill(f"file-{round}", f"file:f{round}")
    scene.filled(f"file-{round}", secret)


def member(scene, round):
    secret = scene.secret()
    scene.private(scene.path("sources", f"f{round + 5}"), json.dumps({"key": secret, "other": scene.secret()}))
    scene.fill(f"member-{round}", f"file:f{round + 5}#key")
    scene.filled(f"member-{round}", secret)
    scene.tell("fill", f"dev:member-{round}", "--layer", "nginx", "--path", "a.pw", "--from", f"file:f{round + 5}#kay")
    scene.tell("export", f"dev:member-{round}", "--fill", "--out", scene.path("asked", "none.json"), code=3)


def command(scene, round):
    secret = scene.secret()
    scene.private(scene.path("sources", f"c{round}"), secret + "\n")
    scene.fill(f"cmd-{round}", f"cmd:c{round}")
    scene.filled(f"cmd-{round}", secret)
    scene.tell("export", f"dev:cmd-{round}", "--fill", "--out", scene.path("nowhere", "x.json"), code=6)
    scene.tell("export", f"dev:cmd-{round}", "--fill", "--out", "-", code=64)


def prompt(scene, round):
    """Typed on a terminal, whose echo is what the tool said."""
    secret = scene.secret()
    scene.fill(f"prompt-{round}", "prompt:")
    out = scene.path("asked", f"prompt-{round}.json")
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(scene.environment)
        os.execv(scene.bench.strata, ["strata", "export", f"dev:prompt-{round}", "--fill", "--out", out])
    said = os.read(terminal, 4096)
    os.write(terminal, secret.encode() + b"\r")
    while True:
        try:
            more = os.read(terminal, 4096)
        except OSError:
            break
        if not more:
            break
        said += more
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with open(scene.path("said", f"prompt-{round}"), "wb") as file:
        file.write(said)
    scene.row.check(status == 0, f"prompt: {status} {said[-200:]}")
    with open(out) as file:
        scene.row.check(secret in file.read(), "prompt: the value is not in the file")


def reference(scene, round):
    """A value where a reference belongs: on the command line and in a sheet."""
    scene.masked(f"sheet-{round}")
    place = ["--layer", "nginx", "--path", "a.pw"]
    scene.tell("fill", f"dev:sheet-{round}", *place, "--from", scene.secret(), code=64)
    sheet = scene.path("asked", f"sheet-{round}.json")
    scene.tell("masked", f"dev:sheet-{round}", "--sheet", sheet)
    with open(sheet) as file:
        text = file.read()
    with open(sheet, "w") as file:
        file.write(text.replace('"from": ""', f'"from": "{scene.secret()}"'))
    scene.tell("fill", "dev", "--sheet", sheet, code=1)


def plain(scene, round):
    """Plain values where the profile itself declares a secret, refused or masked."""
    secrets = [scene.secret() for _ in range(2)]
    manifest = {"name": "m", "content": f"kind: Secret\nmetadata:\n  name: s\nstringData:\n  key: {secrets[0]}\n"}
    variables = [{"name": "pw", "format": "string", "isSensitive": True, "defaultValue": secrets[1]}]
    export = json.dumps(profile(f"plain-{round}", "a: 1\n", pack={"manifests": [manifest]}, variables=variables))
    scene.tell("commit", "-", "--env", "dev", text=export, code=1)
    scene.tell("import", "-", "--to", "prod:projects/pay", text=export, code=1)
    scene.tell("commit", "-", "--env", "dev", "--mask", text=export)


def facts(scene, round):
    """Palette's own answers, whose macros have values and whose registries have passwords."""
    macros = {"macros": [{"name": f"m{round}", "value": scene.secret()}]}
    scene.tell("facts", "import", "-", "--env", "dev", text=json.dumps({"macros": {"tenant": [
        {"name": f"m{round}", "value": scene.secret()}]}}), code=1)
    answer = scene.path("asked", f"macros-{round}.json")
    with open(answer, "w") as file:
        json.dump(macros, file)
    scene.tell("facts", "import", answer, "--env", "dev", code=None)
    registries = {"items": [{"metadata": {"name": "r", "uid": "u1", "kind": "helm"}, "spec": {
        "endpoint": "https://example.com", "auth": {"type": "basic", "username": "u", "password": scene.secret()}}}]}
    with open(answer, "w") as file:
        json.dump(registries, file)
    scene.tell("facts", "import", answer, "--env", "dev", code=None)


def words(scene, round):
    """Tokens in a message and in the reason of an exception."""
    token = "ghp" + "_"
    export = json.dumps(profile(f"words-{round}", "a: 1\n"))
    scene.tell("commit", "-", "--env", "dev", "-m", f"use {scene.secret(token)}", text=export, code=1)
    allowed = json.dumps(profile(f"words-{round}", "a: 1\n", variables=[
        {"name": "pw", "format": "string", "isSensitive": True, "defaultValue": "an example"}]))
    scene.tell("commit", "-", "--env", "dev", "--allow-secret", f"is {scene.secret(token)}", text=allowed, code=1)


def edited(scene, round):
    """A value typed into the files of an edited profile."""
    name = f"edit-{round}"
    variables = [{"name": "pw", "format": "string", "isSensitive": True, "defaultValue": "********"}]
    scene.tell("commit", "-", "--env", "dev", text=json.dumps(profile(name, "a: 1\n", variables=variables)))
    folder = scene.path("edit", name)
    scene.tell("edit", f"dev:{name}", "--out", folder)
    path = os.path.join(folder, "profile.json")
    with open(path) as file:
        text = file.read()
    with open(path, "w") as file:
        file.write(text.replace("********", scene.secret()))
    scene.tell("commit", folder, code=1)


def conflict(scene, round):
    """Both sides changed a masked place; a plan, the conflicts and the answers are files."""
    name, secret = f"conflict-{round}", scene.secret("ghp" + "_")
    export = lambda value: json.dumps(profile(name, "a:\n  b: 1\n", variables=[
        {"name": "pw", "format": "string", "isSensitive": True, "defaultValue": "********"},
        {"name": "v", "format": "string", "defaultValue": value}]))
    scene.tell("commit", "-", "--env", "dev", text=export("1"))
    scene.tell("promote", name, "--from", "dev", "--to", "staging")
    scene.tell("commit", "-", "--env", "staging", text=export("2"))
    scene.tell("commit", "-", "--env", "dev", text=export("3"))
    answers = scene.path("asked", f"{name}.json")
    scene.tell("promote", name, "--from", "dev", "--to", "staging", "--conflicts", answers, code=5)
    with open(answers) as file:
        document = json.load(file)
    for answer in document["profiles"][0]["conflicts"]:
        answer.pop("take", None)
        answer["value"] = secret
    with open(answers, "w") as file:
        json.dump(document, file)
    scene.tell("promote", name, "--from", "dev", "--to", "staging", "--resolve", answers, code=1)
    scene.tell("promote", name, "--from", "dev", "--to", "staging", "--ours")
    plan = scene.path("said", f"{name}.plan")
    scene.tell("plan", "promote", name, "--from", "dev", "--to", "prod", "--out", plan)


DOORS = [variable, file, member, command, prompt, reference, plain, facts, words, edited, conflict]
