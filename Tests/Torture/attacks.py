"""Row 17: what a client could do to the server: slow, huge, malformed, climbing, foreign, guessing, smuggling."""
import os, random, re, string, threading, time
import serving

IMPORT = "/v1/clusterprofiles/import"


def run(row):
    served = serving.Served(row.bench, row.bench.repository("http.git", profiles=1))
    try:
        start = served.memory()
        for attack in (slow, huge, forms, climbing, foreign, guessing, smuggling, noise):
            attack(row, served)
            began = time.monotonic()
            status, _ = served.call("GET", "/v1/users/info", role="viewer")
            row.check(status == 200 and time.monotonic() - began < 3, f"after {attack.__name__}: {status}")
        grown = (served.memory() - start) >> 20
        row.check(grown < 300, f"memory grew by {grown} MiB")
        row.note(f"memory +{grown} MiB")
    finally:
        code = served.end()
    row.check(code == 0, f"the server ended with {code}")
    row.sound(served.repository, "after the attacks")


def slow(row, served):
    """Connections that send their headers a byte at a time; others are answered meanwhile, and the slow ones closed."""
    count = row.number_of(300, 60)
    connections = [served.connect() for _ in range(count)]
    for connection in connections:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: ")
    closed, worst, began = set(), 0.0, time.monotonic()
    while len(closed) < count and time.monotonic() - began < 40:
        for index, connection in enumerate(connections):
            if index not in closed:
                try:
                    connection.sendall(b"a")
                except OSError:
                    closed.add(index)
        asked = time.monotonic()
        status, _ = served.call("GET", "/v1/users/info", role="viewer")
        worst = max(worst, time.monotonic() - asked)
        row.check(status == 200, f"beside slow clients: {status}")
        time.sleep(0.2)
    for connection in connections:
        connection.close()
    row.check(len(closed) == count, f"{count - len(closed)} of {count} slow connections stay open")
    row.check(worst < 3, f"beside slow clients an answer took {worst:.1f} s")
    row.note(f"{count} slow clients, others in {worst * 1000:.0f} ms")


def huge(row, served):
    """Bodies of 10 GiB, with a length and without one."""
    head = f"POST {IMPORT} HTTP/1.1\r\nHost: localhost\r\nApiKey: {served.keys['editor']}\r\n"
    answer = served.raw((head + "Content-Length: 10737418240\r\n\r\n").encode())
    row.check(answer.startswith(b"HTTP/1.1 413"), f"10 GiB by length: {answer[:60]}")
    chunk = b"100000\r\n" + b" " * (1 << 20) + b"\r\n"
    sent = 0
    with served.connect() as connection:
        connection.sendall((head + "Transfer-Encoding: chunked\r\n\r\n").encode())
        try:
            while sent < 10240:
                connection.sendall(chunk)
                sent += 1
        except OSError:
            pass
    row.check(sent < 10240, "10 GiB in chunks were taken in")
    row.note(f"10 GiB in chunks stopped after {sent} MiB")


def forms(row, served):
    """Forms that are cut short, nested, without a file, with any number of parts."""
    part = b'--b\r\nContent-Disposition: form-data; name="importFile"; filename="x.json"\r\n\r\n{}\r\n'
    whole = part + b"--b--\r\n"
    bodies = [whole[:cut] for cut in range(0, len(whole) - 3, 3)]
    bodies += [part * 1000 + b"--b--\r\n", b"--b\r\n\r\n\r\n--b--", whole.replace(b"importFile", b"other")]
    types = ["multipart/form-data; boundary=b", "multipart/form-data", "multipart/form-data; boundary=" + "b" * 500]
    for kind in types:
        for body in bodies:
            status, _ = served.call("POST", IMPORT + "/file", body, headers={"Content-Type": kind})
            row.check(status == 400, f"a malformed form: {status} {body[:40]}")
    row.note(f"{len(bodies) * len(types)} forms")


def climbing(row, served):
    for path in ("/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/v1/clusterprofiles/..%2f..%2fkeys.json",
                 "/v1/clusterprofiles/%00", "/v1/clusterprofiles/%c0%ae%c0%ae", "/strata/keys.json", "/v1/..;/keys.json"):
        answer = served.raw(
            f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nApiKey: {served.keys['viewer']}\r\n\r\n".encode())
        row.check(re.match(rb"HTTP/1.1 40[04] ", answer), f"{path}: {answer[:40]}")
        row.check(b"root:" not in answer and b'"hash"' not in answer, f"{path}: {answer[-200:]}")


def foreign(row, served):
    status, _ = served.call("GET", "/healthz", headers={"Host": "evil.example"})
    row.check(status == 421, f"a foreign host: {status}")
    status, _ = served.call("POST", IMPORT, b"{}", headers={"Origin": "https://evil.example"})
    row.check(status == 403, f"a foreign origin: {status}")


def guessing(row, served):
    """Wrong keys from several clients at once, while another is answered."""
    count, workers, wrong = row.number_of(10_000, 800), 8, []
    identity = served.keys["viewer"].split("_")[1]

    def guess(number):
        dice = random.Random(number)
        for _ in range(count // workers):
            secret = "".join(dice.choice("0123456789abcdef") for _ in range(72))
            status, _ = served.call("GET", "/v1/users/info", role=f"strata_{identity}_{secret}")
            if status != 401:
                wrong.append(status)

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(workers)]
    for thread in threads:
        thread.start()
    worst = 0.0
    while any(thread.is_alive() for thread in threads):
        began = time.monotonic()
        served.call("GET", "/v1/users/info", role="viewer")
        worst = max(worst, time.monotonic() - began)
    row.check(not wrong, f"wrong keys: {wrong[:5]}")
    row.check(worst < 3, f"beside wrong keys an answer took {worst:.1f} s")
    row.note(f"{count} wrong keys, others in {worst * 1000:.0f} ms")


def smuggling(row, served):
    """Two framings of one body: never a second answer."""
    hidden = "GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for framing in (
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", "Content-Length: +5\r\n\r\nhello",
            "Content-Length: 0x5\r\n\r\nhello", "Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n5;x\nhello\r\n0\r\n\r\n", "X: a\n\n", "X: a\rY: b\r\n\r\n"):
        answer = served.raw(("POST /healthz HTTP/1.1\r\nHost: localhost\r\n" + framing + hidden).encode(), timeout=15)
        found = re.findall(rb"HTTP/1\.1 (\d+)", answer)
        row.check(b"200" not in found, f"{framing!r}: {found}")


def noise(row, served):
    """Random bytes, and requests with some of them changed."""
    dice = random.Random(17)
    good = f"GET /v1/users/info HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nApiKey: {served.keys['viewer']}\r\n\r\n".encode()
    for number in range(row.number_of(1000, 100)):
        if number % 2:
            text = os.urandom(dice.randrange(1, 400))
        else:
            text = bytearray(good)
            for _ in range(dice.randrange(1, 6)):
                text[dice.randrange(len(text))] = dice.choice(string.printable.encode())
        with served.connect(2) as connection:
            connection.sendall(bytes(text))
    row.check(served.process.poll() is None, "random bytes ended the server")
