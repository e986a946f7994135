"""A register of nominations of any size, made inside the database: 40 bodies of 20 units over five years."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.store.database import Database
from tests.bench.crowd import FAMILY, FOLDED, FOLDED_GIVEN, GIVEN, POSTGRES, SQLITE, TASK, _pick
from workflows.registers.awards.catalogue import load_catalogue
from workflows.registers.nominations.tally.store import fold
from workflows.registers.organisation.model import Bloc, BlocMember, BlocYear, Unit

BODIES, UNITS, STEPS = 40, 20, 3
YEARS = (2022, 2023, 2024, 2025, 2026)
AWARDS = ("LDTT", "CSTDCS", "TTLDTT", "TTLDXS", "GK", "CSTDB", "BKB", "CTDB", "BKTTG", "CTDCP")
REASONS = ("Không đủ phiếu", "Chưa đủ điều kiện", "Đơn vị rút", "Hồ sơ thiếu", "Trùng đề nghị")
STAGES = ("draft", "unit", "appraisal", "council")


@dataclass(frozen=True)
class Register:
    """How many nominations there are; each name has a word that few others have."""

    nominations: int

    @property
    def actors(self) -> dict[str, Actor]:
        """Return an auditor, the department of a body in a bloc, and an officer of a unit."""
        held = {"auditor": "auditor@*", "body": "emulation_dept@B1", "unit": "unit_officer@B1.U1"}
        return {name: Actor(name, name, frozenset({principal})) for name, principal in held.items()}


def fill(database: Database, register: Register) -> None:
    """Fill an empty database; foreign keys are not checked meanwhile, the triggers keep words and counts as ever."""
    words = POSTGRES if database.engine.dialect.name == "postgresql" else SQLITE
    database.perform(_organise)
    kept = [f"ALTER TABLE nomination ENABLE ALWAYS TRIGGER nomination_{name}" for name in ("tally", "word")]
    before = [words["before"], *(kept if words is POSTGRES else [])]
    _run(database, [*before, "BEGIN", *statements(register, words), "COMMIT", words["after"]])
    fold(database)
    _run(database, [words["statistics"]])


def _run(database: Database, statements: list[str]) -> None:
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        for statement in statements:
            driver.execute(statement)


def _organise(session: Session) -> None:
    load_catalogue(session)
    bodies = [f"B{n}" for n in range(1, BODIES + 1)]
    session.add_all(
        Unit(code=code, name=f"Cơ quan {code}", search=f"co quan {code.lower()}", kind="body", place=n)
        for n, code in enumerate(bodies)
    )
    session.add(Bloc(code="NC", name="Khối nội chính"))
    session.flush()
    parts = [(body, n) for body in bodies for n in range(1, UNITS + 1)]
    session.add_all(
        Unit(code=f"{body}.U{n}", name=f"Vụ {n}", search=f"vu {n}", kind="department", parent_code=body, place=n)
        for body, n in parts
    )
    session.add_all(BlocYear(scope=f"NC-{year}", bloc_code="NC", year=year, head_code="B1") for year in YEARS)
    session.flush()
    session.add_all(BlocMember(scope=f"NC-{year}", body_code=f"B{n}") for year in YEARS for n in range(1, 9))


def statements(register: Register, words: dict[str, str]) -> list[str]:
    """Return what fills the tables, in words of one of the databases."""
    top, at = register.nominations, words["id"].format(beyond=0)
    rows = words["series"].format(top=top)
    body = f"'B' || (n * 7919 % 1009 % {BODIES} + 1)"
    year = f"(2022 + (n - 1) * 5 / {top})"
    number = "lpad(CAST(n AS text), 6, '0')" if words is POSTGRES else "printf('%06d', n)"
    code, told = f"'TĐKT-' || {year} || '-' || {number}", "'w' || (n % 50000)"
    name = f"{_pick('n', FAMILY)} || ' Văn ' || {told} || ' ' || {_pick('(n / 5)', GIVEN)}"
    search = f"{_pick('n', tuple(FOLDED.values()))} || ' van ' || {told} || ' ' || {_pick('(n / 5)', FOLDED_GIVEN)}"
    is_done = f"n <= {top} - {top} / 10"
    chance = "n * 2311 % 991 % 20"
    outcome = (
        f"CASE WHEN {is_done} THEN CASE WHEN {chance} < 16 THEN 'awarded' WHEN {chance} < 18 THEN 'failed' "
        f"WHEN {chance} = 18 THEN 'rejected' ELSE 'withdrawn' END END"
    )
    went = f"CASE WHEN n * 1777 % 983 % 100 < 8 THEN {words['past']} END"
    task_id = words["id"].replace("n +", f"n * {STEPS} + s +").format(beyond=1_000_000_000)
    step = _pick("s", tuple(f"step{n}" for n in range(STEPS)))
    steps = ", ".join(f"({n})" for n in range(STEPS))
    each = f"(VALUES {steps}) AS steps(s)" if words is POSTGRES else f"(SELECT column1 AS s FROM (VALUES {steps}))"
    began = words["past"].replace("n % 700", "n % 700 + 9 - s")
    return [
        (
            "INSERT INTO nomination (id, code, award_code, regime, year, subject_kind, person_id, subject_name, "
            "subject_search, unit_code, body_code, bloc_code, bloc_scope, bloc_at, central_at, stage, outcome, reason, "
            f"handed_in_at, created_at, created_by) SELECT {at}, {code}, {_pick('(n * 1931 % 977)', AWARDS)}, 'R2022', "
            f"{year}, 'individual', {at}, {name}, {search} || ' tdkt-' || {year} || '-' || {number}, "
            f"{body} || '.U' || (n * 3571 % 997 % {UNITS} + 1), {body}, 'NC', 'NC-' || {year}, {went}, {went}, "
            f"CASE WHEN {is_done} THEN 'decided' ELSE {_pick('n', STAGES)} END, {outcome}, "
            f"{_pick('(n * 1723 % 971)', REASONS)}, {words['past']}, {words['past']}, 'bench' FROM {rows}"
        ),
        (
            f"{TASK}SELECT {task_id}, {at}, {at}, {at}, 'unit_review', 'unit_review', {step}, {step}, '', '', {code}, "
            f"'Đã xong', 'completed', 50, {began}, NULL, {words['past']}, 'x', 'x', {words['no']}, '[]', '{{}}' "
            f"FROM {rows}, {each}"
        ),
    ]
