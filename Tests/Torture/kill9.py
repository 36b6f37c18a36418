"""Row 1: SIGKILL at random moments on one repository that keeps living, and on the server during imports."""
import json, os, random, threading, time
import serving, torture


def run(row):
    bench = row.bench
    repository = bench.repository("kill9.git", profiles=1)
    closing = row.oracle(
        "kill9_loop.py", "--repo", repository, "--ref", "refs/heads/env/dev",
        "--cmd", f"{os.path.join(torture.HERE, 'commit-one')} {{repo}} k {{i}}",
        "-n", str(row.number_of(500, 50)), "--check", f"{bench.strata} verify --repo {{repo}}")
    row.note(closing)
    row.sound(repository, "after the kills")
    row.examined(repository, "after the kills")
    server(row)


def server(row):
    """Kills the server while four clients import; what it acknowledged is there, once, and it starts again without help."""
    bench, rounds = row.bench, row.number_of(200, 10)
    repository = bench.repository("kill9-server.git")
    served, dice, landed, tried = serving.Served(bench, repository), random.Random(1), {}, 0
    for number in range(rounds):
        stop = time.monotonic() + dice.uniform(0.02, 0.4)

        def imports(client):
            nonlocal tried
            step = 0
            while time.monotonic() < stop + 1:
                name, step = f"k{number}-{client}-{step}", step + 1
                try:
                    tried += 1
                    status, body = served.call("POST", "/v1/clusterprofiles/import?publish=true", bench.export(name, "x"))
                except OSError:
                    return
                if status == 201:
                    landed[name] = json.loads(body)["uid"]

        clients = [threading.Thread(target=imports, args=(client,)) for client in range(4)]
        for client in clients:
            client.start()
        time.sleep(max(0, stop - time.monotonic()))
        served.process.kill()
        served.process.wait()
        for client in clients:
            client.join()
        served.start()
    _, body = served.call("GET", "/v1/dashboard/clusterprofiles/metadata")
    there = {item["metadata"]["name"]: item["metadata"]["uid"] for item in json.loads(body)["items"]}
    lost = [name for name, uid in landed.items() if there.get(name) != uid]
    row.check(not lost, f"{len(lost)} acknowledged imports are lost: {lost[:3]}")
    row.check(served.end() == 0, "the server does not end when it is asked to")
    row.note(f"server: {rounds} kills, {len(landed)} of {tried} imports acknowledged, {len(lost)} lost")
    row.sound(repository, "after the kills of the server")
