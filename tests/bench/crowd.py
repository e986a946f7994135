"""An inbox of any size, made inside the database: offices with open tasks each, and what they have done before."""

from dataclasses import dataclass
from uuid import UUID

from engine.base.actor import Actor
from engine.store.database import Database

OPEN_EACH = 200
DONE_EACH = 10_000
CENTRAL = "central_officer@BTDKTTW"
CENTRAL_PERSON = 10**9
CENTRAL_SHARE = 4  # every fourth open task waits for the Central Board too
FAMILY = ("Nguyễn", "Trần", "Lê", "Đặng", "Hoàng")
GIVEN = ("Hạnh", "Đức", "Thanh", "Khánh", "Lan", "Bình", "Hà")


@dataclass(frozen=True)
class Crowd:
    """How many offices there are; tasks open and done for each stay the same, so only the whole grows."""

    offices: int
    open_each: int = OPEN_EACH
    done_each: int = DONE_EACH

    @property
    def open_tasks(self) -> int:
        """Return how many tasks are open."""
        return self.offices * self.open_each

    @property
    def done_tasks(self) -> int:
        """Return how many tasks were completed."""
        return self.offices * self.done_each

    def actor(self, office: int = 1) -> Actor:
        """Return who clears the inbox of an office."""
        return Actor(str(UUID(int=office)), f"Cán bộ {office}", frozenset({f"emulation_dept@B{office}"}))

    def central(self) -> Actor:
        """Return somebody to whom a large share of all open tasks is offered."""
        return Actor(str(UUID(int=CENTRAL_PERSON)), "Cán bộ Trung ương", frozenset({CENTRAL}))


def fill(database: Database, crowd: Crowd) -> None:
    """Fill an empty database; foreign keys are not checked meanwhile, and statistics are taken at the end."""
    words = POSTGRES if database.engine.dialect.name == "postgresql" else SQLITE
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        for statement in (words["before"], "BEGIN", *statements(crowd, words), "COMMIT", words["statistics"]):
            driver.execute(statement)
        driver.execute(words["after"])


def _pick(column: str, values: tuple[str, ...]) -> str:
    cases = " ".join(f"WHEN {n} THEN '{value}'" for n, value in enumerate(values))
    return f"CASE {column} % {len(values)} {cases} END"


NAME = f"{_pick('n', FAMILY)} || ' Văn ' || {_pick('n', GIVEN)}"
FOLDED = {"Nguyễn": "nguyen", "Trần": "tran", "Lê": "le", "Đặng": "dang", "Hoàng": "hoang"}
FOLDED_GIVEN = ("hanh", "duc", "thanh", "khanh", "lan", "binh", "ha")
SEARCH = f"{_pick('n', tuple(FOLDED.values()))} || ' van ' || {_pick('n', FOLDED_GIVEN)}"

POSTGRES = {
    "series": "generate_series(1, {top}) AS numbers(n)",
    "id": "CAST(lpad(to_hex(CAST(n + {beyond} AS bigint)), 32, '0') AS uuid)",
    "person": "CAST(CAST(lpad(to_hex(CAST(n % {offices} + 1 AS bigint)), 32, '0') AS uuid) AS text)",
    "future": "now() + (n % 60 - 20) * interval '1 day'",
    "past": "now() - (n % 700) * interval '1 day'",
    "yes": "true",
    "no": "false",
    "before": "SET session_replication_role = replica; SET statement_timeout = 0",
    "after": "RESET session_replication_role; RESET statement_timeout",
    "statistics": "VACUUM ANALYZE",
}
SQLITE = {
    "series": (
        "(WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {top}) "
        "SELECT n FROM counted)"
    ),
    "id": "printf('%032x', n + {beyond})",
    "person": "printf('00000000-0000-0000-0000-%012x', n % {offices} + 1)",
    "future": "strftime('%Y-%m-%d %H:00:00.000000', 'now', (n % 60 - 20) || ' days')",
    "past": "strftime('%Y-%m-%d %H:%M:%f000', 'now', (-(n % 700)) || ' days')",
    "yes": "1",
    "no": "0",
    "before": "PRAGMA foreign_keys = OFF",
    "after": "PRAGMA foreign_keys = ON",
    "statistics": "ANALYZE",
}
DONE_FROM = 1_000_000_000  # ids of tasks done lie beyond those of open ones
TASK = (
    "INSERT INTO user_task (id, root_id, instance_id, release_id, procedure, process_id, element_id, name, name_en, "
    "form_id, business_key, title, state, priority, created_at, due_at, completed_at, completed_by, completed_by_name, "
    "attention, excluded, properties) "
)
CANDIDATE = "INSERT INTO user_task_candidate (task_id, principal, is_open, due_at) "


def statements(crowd: Crowd, words: dict[str, str]) -> list[str]:
    """Return what fills the tables, in words of one of the databases."""

    def rows(top: int) -> str:
        return words["series"].format(top=top)

    def task_id(beyond: int) -> str:
        return words["id"].format(beyond=beyond)

    office = f"'B' || (n % {crowd.offices} + 1)"
    person = words["person"].format(offices=crowd.offices)
    new, old = task_id(0), task_id(DONE_FROM)
    step = "'unit_review', 'unit_review', CASE n % 2 WHEN 0 THEN 'intake' ELSE 'appraisal' END, "
    names = "CASE n % 2 WHEN 0 THEN 'Tiếp nhận, kiểm tra hồ sơ' ELSE 'Thẩm định hồ sơ' END, '', '', "
    return [
        (
            "INSERT INTO unit (code, name, name_en, short_name, search, kind, place, dissolved, is_example, "
            "legal_person, sector) SELECT 'B' || n, 'Cơ quan ' || n, '', '', 'co quan ' || n, 'body', n, "
            f"{words['no']}, {words['no']}, {words['yes']}, '' FROM {rows(crowd.offices)}"
        ),
        (
            "INSERT INTO nomination (id, code, award_code, regime, year, subject_kind, person_id, "
            "subject_name, subject_search, unit_code, body_code, stage, reason, created_at, created_by) "
            f"SELECT {new}, 'HS-' || n, CASE n % 2 WHEN 0 THEN 'CSTDCS' ELSE 'BKB' END, 'R2022', 2026, 'individual', "
            f"{new}, {NAME}, {SEARCH}, {office}, {office}, 'appraisal', '', {words['past']}, 'bench' "
            f"FROM {rows(crowd.open_tasks)}"
        ),
        (
            f"{TASK}SELECT {new}, {new}, {new}, {new}, {step}{names}'HS-' || n, {NAME}, 'open', 50, {words['past']}, "
            f"{words['future']}, NULL, NULL, NULL, {words['no']}, '[]', '{{}}' FROM {rows(crowd.open_tasks)}"
        ),
        (
            f"{TASK}SELECT {old}, {old}, {old}, {old}, {step}{names}'CU-' || n, 'Đã xong', 'completed', 50, "
            f"{words['past']}, NULL, {words['past']}, {person}, {person}, {words['no']}, '[]', '{{}}' "
            f"FROM {rows(crowd.done_tasks)}"
        ),
        (
            f"{CANDIDATE}SELECT {new}, 'emulation_dept@' || {office}, {words['yes']}, {words['future']} "
            f"FROM {rows(crowd.open_tasks)}"
        ),
        (
            f"{CANDIDATE}SELECT {new}, '{CENTRAL}', {words['yes']}, {words['future']} FROM {rows(crowd.open_tasks)} "
            f"WHERE n % {CENTRAL_SHARE} = 0"
        ),
        (
            f"{CANDIDATE}SELECT {old}, 'emulation_dept@' || {office}, {words['no']}, {words['past']} "
            f"FROM {rows(crowd.done_tasks)}"
        ),
    ]
