"""Makes the data of the benchmarks, the same bytes every time."""
import json, os, random, string

WORDS = [f"{first}{second}" for first in ("api", "audit", "cluster", "image", "log", "node", "pod", "storage")
         for second in ("Name", "Size", "Policy", "Timeout", "Limit", "Class", "Mode", "Url")]


def values(source, size):
    """A YAML text as packs have it: nested maps, comments, quotes, a few references."""
    lines, depth, length = ["# spectrocloud.com/enabled-presets: Group:preset", "pack:"], 1, 0
    while length < size:
        depth = max(1, min(5, depth + source.choice((-1, 0, 0, 1))))
        key = source.choice(WORDS) + str(source.randrange(1000))
        kind = source.randrange(10)
        if kind == 0:
            line = f"{'  ' * depth}# {key} must not overlap with the network of the hosts <of the cluster> & its peers"
        elif kind == 1:
            line = f"{'  ' * depth}{key}: \"{{{{.spectro.macro.{key}}}}}\""
        elif kind == 2:
            line = f"{'  ' * depth}{key}:"
            depth += 1
        else:
            line = f"{'  ' * depth}{key}: \"{''.join(source.choices(string.ascii_lowercase + string.digits, k=24))}\""
        lines.append(line)
        length += len(line) + 1
    return "\n".join(lines)


def export(name, version, size, layers=6, seed=None):
    """An export of about `size` bytes."""
    source = random.Random(seed or f"{name}@{version}")
    packs = [{
        "name": f"pack-{index}", "type": "oci", "layer": "addon", "version": f"1.{index}.0", "tag": f"1.{index}.x",
        "values": values(source, size // layers - 400),
        "registry": {"metadata": {"uid": "64eaff5630402973c4e1856a", "name": "Palette Community Registry", "kind": "oci",
                                  "isPrivate": True, "providerType": "pack"}},
    } for index in range(layers)]
    return {
        "metadata": {"name": name, "description": "for measuring", "labels": {"owner": "bench"}},
        "spec": {"version": version, "template": {"type": "add-on", "cloudType": "all", "packs": packs},
                 "variables": [{"name": "size", "displayName": "Size", "format": "number", "description": "",
                                "defaultValue": "3", "regex": "", "required": False, "immutable": False, "hidden": False,
                                "isSensitive": False}]},
    }


def folder(path, count, size, version="1.0.0", edit=None):
    """A folder of exports, `profile-00000.json` and so on; made once."""
    mark = path + ".complete"
    if os.path.exists(mark):
        return path
    os.makedirs(path, exist_ok=True)
    for index in range(count):
        document = export(f"profile-{index:05}", version, size)
        if edit:
            edit(index, document)
        with open(os.path.join(path, f"profile-{index:05}.json"), "w") as file:
            json.dump(document, file, indent=2)
    open(mark, "w").close()
    return path


def editions(path, count, size):
    """One profile in `count` editions, one line changed from each to the next."""
    mark = path + ".complete"
    if os.path.exists(mark):
        return path
    os.makedirs(path, exist_ok=True)
    document = export("evolving", "1.0.0", size)
    text = document["spec"]["template"]["packs"][0]["values"]
    for index in range(count):
        document["spec"]["template"]["packs"][0]["values"] = f"{text}\nedition: \"{index}\""
        with open(os.path.join(path, f"{index:05}.json"), "w") as file:
            json.dump(document, file, indent=2)
    open(mark, "w").close()
    return path
