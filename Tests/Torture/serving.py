"""A served repository, for the rows that attack or kill it."""
import json, socket, subprocess, urllib.error, urllib.request


class Served:
    def __init__(self, bench, repository):
        self.bench, self.repository = bench, repository
        self.keys = {}
        for role in ("editor", "viewer"):
            made = bench.must("key", "create", "--env", "dev", "--role", role, "--json", "--repo", repository)
            self.keys[role] = json.loads(made.stdout)["key"]
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [self.bench.strata, "serve", "--bind", "127.0.0.1:0", "--json", "--repo", self.repository],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self.bench.env)
        self.address = json.loads(self.process.stdout.readline())["address"]
        self.port = int(self.address.rsplit(":", 1)[1])

    def call(self, method, path, body=None, role="editor", timeout=30, headers=None):
        """The status and the body; a connection that breaks raises."""
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(
            self.address + path, data=data, method=method,
            headers={"ApiKey": self.keys.get(role, role), "Content-Type": "application/json", **(headers or {})})
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def connect(self, timeout=30):
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)

    def raw(self, text, timeout=30):
        """Sends bytes and reads until the server closes."""
        answer = b""
        with self.connect(timeout) as connection:
            try:
                connection.sendall(text)
                while more := connection.recv(65536):
                    answer += more
            except (ConnectionError, TimeoutError):
                pass
        return answer

    def memory(self):
        """Resident bytes."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            line = next(line for line in file if line.startswith("VmRSS"))
        return int(line.split()[1]) * 1024

    def end(self):
        self.process.terminate()
        return self.process.wait(timeout=60)
