"""Many nominations by chance, of everything that lists, searches and reports tell apart."""

import random
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from engine.model.base import new_id
from workflows.registers.nominations.model import LIST, Nomination, NominationEntry
from workflows.registers.organisation.folding import fold_text

AT = datetime(2019, 10, 1, 2, 0, tzinfo=UTC)
UNITS = ("VKSNDTC.V15", "VKSNDTC", "BCA", "BQP")
BLOC = {"bloc_code": "NC", "bloc_scope": "NC-2019"}
NAMES = (
    "Đặng Văn Đức",
    "Trần Thị Hạnh",
    "Đỗ Đức Thanh",
    "Ðặng Hà",
    "Nguyễn Kh\u200bánh",
    'Lê "Bình" \\ An',
    "Hồng Anh-Đào",
)
ENDED = ("awarded", "failed", "rejected", "withdrawn")


def add_many(session: Session, number: int, person: UUID, chance: random.Random, kinds: int = 10_000) -> list[str]:
    """Put nominations into the table, every seventh a letter with two entries; return their codes."""
    found = [make(person, chance) | {"unit": chance.choice(UNITS)} for _ in range(min(number, kinds))]
    rows = [named(found[n % len(found)], f"TĐKT-2019-{n:05d}") for n in range(1, number + 1)]
    session.execute(insert(Nomination), rows)
    letters = [row["code"] for row in rows if row["subject_kind"] == LIST]
    entries = [entry(code, no, UNITS[0], chance) for code in letters for no in (1, 2)]
    if entries:
        session.execute(insert(NominationEntry), entries)
    return [row["code"] for row in rows]


def make(person: UUID, chance: random.Random) -> dict[str, Any]:
    """Return the columns of a nomination without its code and place."""
    name, is_letter = chance.choice(NAMES), chance.random() < 1 / 7
    return {
        "award_code": chance.choice(("CSTDCS", "LDTT", "BKB")),
        "regime": "R2017",
        "commendation_type": chance.choice(("merit", "adhoc")),
        "subject_kind": LIST if is_letter else "individual",
        "person_id": None if is_letter else person,
        "subject_name": name,
        "created_at": AT,
        "created_by": "x",
    } | progress(chance)


def named(kind: dict[str, Any], code: str) -> dict[str, Any]:
    """Return a nomination of a kind under a code, with where it belongs."""
    row = {name: value for name, value in kind.items() if name != "unit"}
    unit, search = kind["unit"], fold_text(f"{kind['subject_name']} {code}")
    places = {"unit_code": unit, "body_code": unit.partition(".")[0], **BLOC}
    subject = {"subject_unit_code": unit if kind["subject_kind"] == LIST else None}
    return row | {"id": new_id(), "code": code, "subject_search": search} | places | subject


def progress(chance: random.Random) -> dict[str, Any]:
    """Return the columns that tell how far a nomination has come."""
    outcome = chance.choice((None, None, *ENDED))
    return {
        "year": chance.choice((2018, 2019)),
        "movement": chance.choice((None, "PT-1")),
        "stage": "decided" if outcome else chance.choice(("draft", "unit", "council")),
        "outcome": outcome,
        "reason": chance.choice(("", "Không đủ phiếu")),
        "handed_in_at": chance.choice((None, AT, AT)),
        "bloc_at": chance.choice((None, None, AT)),
        "central_at": chance.choice((None, None, None, AT)),
    }


def entry(code: str, no: int, unit: str, chance: random.Random) -> dict[str, Any]:
    """Return the columns of an entry of a letter."""
    return {"nomination": code, "no": no, "unit_code": unit, "name": "V15", "findings": []} | standing(chance)


def standing(chance: random.Random) -> dict[str, Any]:
    """Return the columns that tell how far an entry has come."""
    states = ("proposed", "passed", "awarded", "failed", "refused", "withdrawn")
    return {"state": chance.choice(states), "reason": chance.choice(("", "Chưa đủ điều kiện"))}
