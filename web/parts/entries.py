"""The entries of a submission letter for many, as its page shows them."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.text import N_
from web.parts.checks import Check, read_check
from workflows.procedures.nomination.commands import AT_UNIT, PROPOSERS
from workflows.procedures.nomination.store import entries_of
from workflows.registers.nominations.model import LIST, EntryState, Nomination, NominationEntry

STATES = {
    "proposed": (N_("proposed"), ""),
    "passed": (N_("passed so far"), "info"),
    "awarded": (N_("awarded"), "ok"),
    "failed": (N_("not passed"), "bad"),
    "refused": (N_("not granted"), "bad"),
    "withdrawn": (N_("withdrawn"), "warn"),
}


@dataclass(frozen=True)
class ShownEntry:
    """One line of the list."""

    no: int
    name: str
    summary: str
    state: str
    tone: str
    reason: str
    findings: list[Check]
    may_remove: bool


@dataclass(frozen=True)
class ShownList:
    """All entries of a letter, how many are in each state, and whether they may still be changed."""

    entries: list[ShownEntry]
    counts: list[tuple[str, int]]
    may_change: bool


def list_of(session: Session, actor: Actor, about: Nomination) -> ShownList | None:
    """Return the list of a letter, None for another nomination."""
    if about.subject_kind != LIST:
        return None
    entries = entries_of(session, [about.code])
    may_change = about.stage in AT_UNIT and any(actor.holds(role, about.unit_code) for role in PROPOSERS)
    counts = [(_(words), sum(e.state == state for e in entries)) for state, (words, _tone) in STATES.items()]
    shown = [_show(entry, may_change) for entry in entries]
    return ShownList(shown, [(words, count) for words, count in counts if count], may_change)


def _show(entry: NominationEntry, may_change: bool) -> ShownEntry:
    words, tone = STATES[entry.state]
    findings = [read_check(one) for one in entry.findings]
    may_remove = may_change and entry.state == EntryState.PROPOSED
    return ShownEntry(entry.no, entry.name, entry.summary, _(words), tone, entry.reason, findings, may_remove)
