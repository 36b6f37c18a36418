"""Row 3: every system call on the repository fails once, and from then on, with each of six errors."""
import errno, subprocess
import commands
from faults_kill import sweep


def run(row):
    faults = "ENOSPC,EIO,EMFILE,ENOMEM,EACCES,EROFS" if not row.bench.short else "ENOSPC,EIO"
    for name, closing in commands.at_once(row, lambda *command: both(row, faults, command)):
        row.note(f"{name}: {closing}")
    message(row)


def both(row, faults, command):
    once = sweep(row, *command, "--faults", faults)
    kept = sweep(row, *command, "--faults", faults, "--persistent")
    return f"once {once}, persistent {kept}"


# What the tool says of each cause, in its own words.
CAUSES = {
    errno.ENOSPC: "no space left on the device", errno.EIO: "the device reported an input/output error",
    errno.EROFS: "the file system is read-only", errno.EDQUOT: "the disk quota is used up",
}


def message(row):
    """The message names cause and place: the first sync of the repository fails."""
    bench = row.bench
    repository = bench.repository("message.git", profiles=1)
    export = bench.file("message.json", bench.export("torture-0", "changed"))
    for error, cause in CAUSES.items():
        name = errno.errorcode[error]
        result = subprocess.run(
            ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e",
             f"inject=fsync,fdatasync:error={name}", bench.strata, "commit", export, "--env", "dev", "--repo", repository],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=bench.env)
        row.clear_error(result, f"message of {name}", [cause])
        row.clear_error(result, f"message of {name}", [repository])
