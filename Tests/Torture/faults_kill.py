"""Row 2: SIGKILL at every system call on the repository, for every command that writes."""
import commands


def run(row):
    for name, closing in commands.at_once(row, lambda *command: sweep(row, *command, "--faults", "kill")):
        row.note(f"{name}: {closing}")


def sweep(row, template, command, reference, verify, *more):
    arguments = ["--template", template, "--cmd", command, "--verify", verify, *more]
    arguments += ["--limit-per", str(row.number_of(200, 4))]
    if reference:
        arguments += ["--ref", reference]
    return row.oracle("fault_sweep.py", *arguments).replace("TOTAL ", "")
