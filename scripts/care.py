"""Write docs/commands-and-care.md from the table of engine/commands/care.py: what each command asks of a person."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from engine.commands.care import CARE, Care  # noqa: E402 - the path comes first
from engine.commands.raising import NOT_RAISED, PROPOSABLE  # noqa: E402

PAGE = HOME / "docs" / "commands-and-care.md"
HEAD = """# How careful each command is

Written by `scripts/care.py` from the table in `engine/commands/care.py`; a test fails when this page is out of date.

A command is what a person asks of the program and what changes something. `step-up` commands want the password within
the last quarter of an hour (`BANGVANG_PASSWORD_MINUTES`), `four eyes` commands also a second person. The
command itself checks, so it holds whichever page, batch or program gives it. What the system does by itself, and what
is done on the machine's own command line, is not asked. Completing a task asks where its step is `final` in its diagram
(`complete_final_task`).

An installation can ask more, never less: `BANGVANG_CARE="claim_task=step-up, place_hold=four eyes"` raises classes when
the server starts, and what would lower one keeps it from starting. The password can be asked for every command, four
eyes where one person acts for the institution and another can judge it: the page then proposes what it did before, and
it is done once another administrator or an approver of procedures approves it.
"""
SAID = {
    Care.FOUR_EYES: "the password, and a second person's approval",
    Care.STEP_UP: "the password",
    Care.NONE: "nothing more than the right to give it",
}


def describe_care() -> str:
    """Return the page."""
    parts = [HEAD]
    for care, asks in SAID.items():
        names = [name for name, found in CARE.items() if found is care]
        listed = ", ".join(f"`{name}`" for name in names) or "none."
        parts.append(f"\n## {care.value.capitalize()}: asks for {asks}\n\n{listed}\n")
    return "".join([*parts, *_raising()])


def _raising() -> Iterator[str]:
    """Return which commands can be made to need two people, and why the others cannot."""
    yield f"\n## Can be raised to four eyes\n\n{_named(sorted(PROPOSABLE))}\n\n## Cannot be raised to four eyes\n\n"
    yield from (f"- {why} {_named(names)}\n" for why, names in NOT_RAISED.items())


def _named(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    PAGE.write_text(describe_care(), encoding="utf-8")
