"""The vote of a cluster inside a body: which of its units leads it, and is proposed for the body's flag.

Its candidates are the units themselves: the vote comes before anybody's dossier (reference, section 3: the flag goes to
who leads a cluster set up by the ministry). What was voted is kept with the unit's year, where conditions ask for it.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from workflows.registers.awards.achievement import MERIT
from workflows.registers.awards.model import UNRATED, YearRecord
from workflows.registers.awards.store import regime_on, unit_year
from workflows.registers.organisation.model import BlocYear, Unit
from workflows.registers.organisation.store import bloc_members
from workflows.registers.registration.ruling.rules import registration_check

FLAG = "CTDB"
"""The flag of a ministry or province: the one that a cluster's leader is proposed for."""


def is_cluster(year: BlocYear) -> bool:
    """Tell a cluster inside a body from a bloc of bodies."""
    return year.bloc.body_code is not None


def considered(session: Session, year: BlocYear) -> tuple[list[Unit], list[dict[str, Any]]]:
    """Return the units that a cluster may vote for, and what stands against the others by their body's own rule.

    The same is asked of whoever is proposed for the flag afterwards: who is not registered is on no sheet.
    """
    found, barred = [], []
    for one in bloc_members(session, year):
        checks = registration_check(session, FLAG, one, year.year, MERIT)
        unmet = [check | {"unit": one.name} for check in checks if not check["met"]]
        barred += unmet
        if not unmet:
            found.append(one)
    return found, barred


def told_barred(barred: Sequence[dict[str, Any]]) -> dict[str, str | None]:
    """Return what stands against units as `barred` and `barred_en`, in words for a form; none where nothing does."""
    return {
        f"barred{tail}": "; ".join(f"{one['unit']}: {one[f'text{tail}']} ({one['source']})" for one in barred) or None
        for tail in ("", "_en")
    }


def unit_contests(members: Sequence[Unit]) -> list[dict[str, str]]:
    """Return the units of a cluster as candidates of its vote."""
    return [{"nomination": one.code, "label": one.name} for one in members]


def unit_agenda(session: Session, year: BlocYear, named: set[str]) -> tuple[list[dict[str, str]], str, str]:
    """Return the contests of those units that are named and considered, the award and the law in force."""
    chosen = [one for one in considered(session, year)[0] if one.code in named]
    return unit_contests(chosen), FLAG, regime_on(session, clock.today())


def settle_units(session: Session, year: BlocYear, results: Sequence[Any], winners: set[str]) -> list[dict[str, Any]]:
    """Keep with each unit's year how its cluster voted and whether it leads; return what is `announced`."""
    names = {one.code: one.name for one in bloc_members(session, year)}
    keep_votes(session, year, {str(row["nomination"]): int(row["yes"]) for row in results}, winners)
    return [_told(row, names, winners) for row in results]


def keep_votes(session: Session, year: BlocYear, votes: Mapping[str, int], winners: Collection[str]) -> None:
    """Keep with the year of each member how many were for it, and whether it leads; the caller owns the transaction."""
    members = len(bloc_members(session, year))
    for code, yes in votes.items():
        record = _record(session, code, year.year)
        record.cluster_members, record.cluster_yes, record.leads_cluster = members, yes, code in winners
    session.flush()


def _told(row: Any, names: dict[str, str], winners: set[str]) -> dict[str, Any]:
    counts = {name: row[name] for name in ("yes", "no", "blank", "seats", "needed", "percent")}
    code = str(row["nomination"])
    told = {"nomination": code, "name": names.get(code, code), "is_unit": True}
    return told | {"bloc_passed": code in winners, "bloc_vote": counts}


def _record(session: Session, unit: str, year: int) -> YearRecord:
    found = unit_year(session, unit, year)
    if found is None:
        found = YearRecord(unit_code=unit, year=year, rating=UNRATED)
        session.add(found)
    return found
