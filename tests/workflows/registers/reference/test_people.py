"""Cases of the reference about people and collectives: from rows of the register to what is not met."""

import csv
from pathlib import Path

import pytest

from tests.workflows.registers.reference.subjects import SCOPE, judge, person
from workflows.registers.awards.catalogue import load_catalogue
from workflows.registers.organisation.model import Bloc, BlocYear, Unit

REGIMES = ("R2017", "R2024", "R2025")
STATUS = {"V": "verified", "M": "unverified"}
BODIES = ("BTP", "VKSNDTC", "BQP", "BCT")


def lines():
    """Yield each line of the file once for each of its regimes."""
    with (Path(__file__).parent / "people.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            for regime in REGIMES if line["regimes"] == "*" else line["regimes"].split():
                yield line | {"regime": regime}


LINES = list(lines())


def subject_of(whom, number):
    """Return somebody, a unit or a body nobody has told anything of."""
    kind, _, body = whom.partition("@")
    body = body or "BTP"
    if kind == "person":
        return person(f"{body}.V1")
    if kind == "body":
        return Unit(code=f"B{number}", name="Cơ quan", kind="body")
    return Unit(code=f"{body}.U{number}", name="Đơn vị", kind="department", parent_code=body)


def prepare(session):
    load_catalogue(session)
    session.add_all([Unit(code=one, name=one, kind="body") for one in BODIES])
    session.flush()
    session.add_all([Unit(code=f"{one}.V1", name="Vụ 1", kind="department", parent_code=one) for one in BODIES])
    session.add(Bloc(code="NC", name="Khối nội chính"))
    session.flush()
    session.add(BlocYear(scope=SCOPE, bloc_code="NC", year=2019, head_code="BTP"))
    session.flush()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_register_leads_to_what_the_reference_says(database):
    wrong = []
    with database.transaction() as session:
        prepare(session)
        for number, line in enumerate(LINES):
            subject = subject_of(line["whom"], number)
            found = judge(session, subject, line["award"], line["regime"], int(line["year"]), line["given"])
            unmet = {check["rule"]: check["status"] for check in found["checks"] if not check["met"]}
            wanted = dict.fromkeys(line["unmet"].split(), STATUS[line["mark"]])
            surely = line["mark"] == "M" or unmet == wanted
            if set(unmet) != set(wanted) or not surely or found["eligible"] is bool(wanted):
                wrong.append((line["section"], line["award"], line["regime"], line["given"], unmet))
    assert wrong == []
