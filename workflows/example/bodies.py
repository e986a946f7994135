"""The units of the example, read from the file beside this module."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from workflows.example.bases import BASE, base_rows
from workflows.registers.organisation.folding import fold_text
from workflows.registers.organisation.model import Bloc, BlocMember, BlocYear, Unit, scope_of

FILE = Path(__file__).parent / "data" / "units.csv"
CENTRAL = "BTDKTTW"
BLOC = "NC"
# 2019 is the bloc year of the reference; heads of the current year are invented.
BLOC_YEARS = ((2019, "VKSNDTC", "BCA"), (2026, "VKSNDTC", "BCA"))
BEGIN = date(2010, 1, 1)


@dataclass(frozen=True)
class Body:
    """A member body: its code, its departments, and the one in charge of emulation."""

    code: str
    departments: tuple[str, ...]
    emulation: str


@cache
def unit_rows() -> tuple[dict[str, str], ...]:
    """Return the units as the file has them."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def member_bodies() -> tuple[Body, ...]:
    """Return the eight bodies, each with its departments in the file's order."""
    codes = [row["code"] for row in unit_rows()]
    found = []
    for row in unit_rows():
        if row["kind"] == "body":
            *departments, emulation = [code for code in codes if code.startswith(f"{row['code']}.")]
            found.append(Body(row["code"], tuple(departments), emulation))
    return tuple(found)


def make_units() -> list[Unit]:
    """Return the units, parents before their children."""
    return [_unit(place, row) for place, row in enumerate([*unit_rows(), *base_rows()])]


def _unit(place: int, row: dict[str, str]) -> Unit:
    return Unit(
        **row,
        parent_code=row["code"].rpartition(".")[0] or None,
        search=fold_text(f"{row['name']} {row['short_name']} {row['code']}"),
        place=place,
        valid_from=BEGIN,
        legal_person=row["code"] == BASE,
        is_example=True,
    )


def make_bloc() -> list[Bloc]:
    """Return the bloc."""
    name_en = "Emulation bloc of the central internal affairs bodies"
    return [Bloc(code=BLOC, name="Khối thi đua các bộ, ngành nội chính Trung ương", name_en=name_en)]


def make_bloc_years() -> list[BlocYear]:
    """Return the years of the bloc, each with its head and deputy."""
    return [
        BlocYear(scope=scope_of(BLOC, year), bloc_code=BLOC, year=year, head_code=head, deputy_code=deputy)
        for year, head, deputy in BLOC_YEARS
    ]


def make_bloc_members() -> list[BlocMember]:
    """Return the membership of every body in every year."""
    return [
        BlocMember(scope=scope_of(BLOC, year), body_code=body.code, place=place)
        for year, _, _ in BLOC_YEARS
        for place, body in enumerate(member_bodies())
    ]
