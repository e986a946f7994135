"""Cases of the reference about rules: votes, shares, deadlines, dossiers, limits, money, who decides, days."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engine.base.errors import NotFoundError
from engine.dmn import load_model
from engine.feel import compile_expression
from engine.feel.workdays import add_working_days
from tests.workflows.registers.reference.test_people import LINES as PEOPLE
from workflows.procedures.revocation.actions import find_limit
from workflows.registers.awards.catalogue import load_catalogue
from workflows.registers.awards.store import award_rule, regime_on
from workflows.shipped import procedures

STATUS = {"V": "verified", "M": "unverified"}
# Where a decision that gives a bare number or day, or counts, has its source.
SOURCE = {
    "cap": "cap_percent",
    "deadline_date": "deadline",
    "deadline_opens": "deadline",
    "vote_outcome": "vote_threshold",
}
TABLES = {name: data for one in procedures() for name, data in one.files().items() if name.endswith(".dmn")}
MODELS = {name: load_model(data) for name, data in TABLES.items()}


def lines():
    with (Path(__file__).parent / "tables.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


LINES = lines()


def read(word):
    """Return what a word says: a number, a day, true or false, a FEEL context, else itself."""
    if word in {"true", "false", "null"}:
        return {"true": True, "false": False, "null": None}[word]
    if word[:1] == "{":
        return compile_expression(word).evaluate({})
    if word[4:5] == "-" and word[7:8] == "-":
        return date.fromisoformat(word)
    return Decimal(word) if word.replace(".", "", 1).isdigit() else word


def pairs(text):
    """Return the names and values of `award=CSTDTQ; yes=9`."""
    return {name: read(value) for name, _, value in (part.strip().partition("=") for part in text.split(";"))}


def told(value, wanted):
    """Return what a decision said of what a line asks for."""
    if isinstance(value, list):
        return {row["part"]: row["originals"] for row in value}
    return {name: value[name] for name in wanted}


def ask_table(line):
    """Return what a shipped table says and what it should, each with how surely it is known where that is stated."""
    file, decision = line["ask"].split()
    model, given = MODELS[file], pairs(line["given"])
    value = model.evaluate(decision, given).value
    source = model.evaluate(SOURCE.get(decision, decision), given).value
    rows = source if isinstance(source, list) else [source]
    marks = {row["status"] for row in rows if isinstance(row, dict) and row.get("status")}
    surely = {STATUS[line["mark"]]} if marks and line["mark"] in STATUS else marks
    if isinstance(value, dict | list):
        wanted = pairs(line["expected"])
        return (told(value, wanted), marks), (wanted, surely)
    return (value, marks), (read(line["expected"]), surely)


def ask_register(session, line):
    """Return what the register of laws, of who decides or the calendar says, and what it should."""
    given = line["given"].split()
    if line["ask"] == "regime":
        return regime_of(session, date.fromisoformat(given[0])), line["expected"]
    if line["ask"] == "authority":
        rule = award_rule(session, *given)
        through = f" qua {rule.through}" if rule.through else ""
        return (rule.authority + through, rule.status), (line["expected"], STATUS[line["mark"]])
    day = date.fromisoformat(given[0])
    if line["ask"] == "report_by":
        return find_limit(None, concluded_on=day)["report_by"], read(line["expected"])
    return add_working_days(day, int(given[1])), read(line["expected"])


def regime_of(session, day):
    try:
        return regime_on(session, day)
    except NotFoundError:
        return "none"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_tables_say_what_the_reference_says(database):
    wrong = []
    with database.transaction() as session:
        load_catalogue(session)
        for line in LINES:
            found, wanted = ask_table(line) if ".dmn" in line["ask"] else ask_register(session, line)
            if found != wanted:
                wrong.append((line["section"], line["ask"], line["given"], found, wanted))
    assert wrong == []


def test_what_is_not_verified_stands_on_the_page():
    page = (Path(__file__).parents[4] / "docs" / "what-the-rules-rest-on.md").read_text("utf-8")
    unsure = {line["section"] for line in [*LINES, *PEOPLE] if line["mark"] != "V"}
    assert {section for section in unsure if f"`{section}`" not in page} == set()
    assert len(LINES) + len(PEOPLE) >= 225
