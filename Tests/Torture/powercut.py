"""Row 4: the disk images that a power cut could leave, for every command that writes."""
import commands


def run(row):
    def cut(template, command, reference, _):
        return row.oracle("powercut.py", "--template", template, "--cmd", command, "--retry",
                          "--ref", reference or "refs/heads/env/dev")

    for name, closing in commands.at_once(row, cut):
        row.note(f"{name}: {closing.replace('RESULT ', '')}")
