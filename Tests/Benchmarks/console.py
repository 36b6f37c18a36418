"""The console's first pages on a large repository: the server's time for them, and their bytes."""
import http.client, json, subprocess, urllib.parse

import speed
from comparison import limit
from measure import ENVIRONMENT, STRATA, alternate, once, shown

PATHS = ["/environments", "/profiles?env=dev"]


def first_page(table, count, rounds):
    """Each page as the first one that a server is asked for, and then again and again."""
    repository = speed.environments(count, max(1, count // 20))
    for path in PATHS:
        with Server(repository) as server:
            cold = once(lambda: server.page(path))
            warm = alternate(rounds, page=lambda: server.page(path))["page"]
            size = server.page(path)
        name = path.split("?")[0]
        note = f"{size / 1000:.0f} kB, at most 200; the first time {shown(cold)}"
        limit(table, f"console, `{name}` of {count:,} profiles", warm, 0.05, note)
        if size > 200_000:
            table.text(f"(console, {name}: **missed** in bytes)")


class Server:
    """A running `strata serve` with somebody signed in by a key."""

    def __init__(self, repository):
        self.repository = repository

    def __enter__(self):
        made = subprocess.run(
            [STRATA, "key", "create", "--env", "dev", "--env", "staging", "--role", "viewer", "--json", "--repo",
             self.repository], check=True, stdout=subprocess.PIPE, env=ENVIRONMENT)
        self.process = subprocess.Popen(
            [STRATA, "serve", "--bind", "127.0.0.1:0", "--json", "--repo", self.repository], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=ENVIRONMENT)
        address = urllib.parse.urlparse(json.loads(self.process.stdout.readline())["address"])
        self.connection = http.client.HTTPConnection(address.hostname, address.port)
        self.cookie = self.sign_in(address.netloc, json.loads(made.stdout)["key"])
        return self

    def sign_in(self, host, key):
        self.connection.request("POST", "/sign-in", urllib.parse.urlencode({"with": "key", "key": key}), {
            "Origin": "http://" + host, "Content-Type": "application/x-www-form-urlencoded"})
        answer = self.connection.getresponse()
        answer.read()
        return answer.headers["Set-Cookie"].split(";")[0]

    def page(self, path):
        """The size of a page."""
        self.connection.request("GET", path, headers={"Cookie": self.cookie})
        answer = self.connection.getresponse()
        size = len(answer.read())
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        return size

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
