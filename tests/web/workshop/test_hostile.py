"""Hostile and damaged diagrams through the upload page: always an answer, soon, and the worker lives."""

import os
from itertools import count
from statistics import quantiles
from time import perf_counter, process_time, time

import pytest
from werkzeug.test import TestResponse

from engine.base.errors import ModelRefusedError
from engine.jobs import worker
from engine.releases.exchange import import_diagram, mended
from engine.releases.questions import questions_of
from engine.store.database import Database
from tests.architecture.sources import HOME
from tests.engine.bpmn.check.cases import CASES
from tests.engine.bpmn.check.nets import sound_process
from tests.web.workshop.conftest import FILES, Workshop
from tests.web.workshop.hostile import ANSWERED, REFUSED
from tests.web.workshop.mutations import mutated
from tests.web.workshop.test_uploading import upload

# Each day looks at others; `make mutants` sends ten thousand.
MUTANTS = int(os.environ.get("BANGVANG_MUTANTS", "300"))
SEED = int(os.environ.get("BANGVANG_SEED", str(int(time()) // 86400 * MUTANTS)))
_keys = count()


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Use SQLite only: what is asked here is the reading of files."""
    return sqlite_database


def send(author: Workshop, data: bytes, name: str = "review.bpmn") -> TestResponse:
    return upload(author, (data, name), key=f"u{next(_keys)}")


def test_there_are_more_than_forty_hostile_diagrams() -> None:
    assert len(REFUSED) + len(ANSWERED) > 40


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_xml_is_refused_at_once(name: str) -> None:
    spent = []
    for _ in range(3):
        begin = process_time()
        with pytest.raises(ModelRefusedError) as refused:
            import_diagram(REFUSED[name], "x.bpmn")
        spent.append(process_time() - begin)
    assert refused.value.findings[0].rule.startswith("xml-")
    assert min(spent) < 0.1


def test_every_hostile_diagram_gets_an_answer_in_time(author: Workshop, database: Database) -> None:
    for name, data in {**REFUSED, **ANSWERED}.items():
        begin = perf_counter()
        answer = send(author, data)
        spent = perf_counter() - begin
        assert answer.status_code in (200, 422), name
        assert "root:x:" not in answer.text, name
        assert "<img src=x" not in answer.text, name
        assert spent < 10, name
    assert send(author, FILES["review.bpmn"]).status_code == 200
    assert worker.run_until_idle(database) == 0


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.bpmn", "a\x00.bpmn", "x" * 400 + ".bpmn", ".bpmn", "<b>.bpmn", "..\\x.dmn"]
)
def test_a_hostile_file_name_stays_a_name(name: str, author: Workshop) -> None:
    answer = send(author, FILES["review.bpmn"], name)
    assert answer.status_code in (200, 422)
    assert "<b>.bpmn" not in answer.text


def test_damaged_diagrams_all_get_an_answer(author: Workshop, database: Database) -> None:
    shipped = [path.read_bytes() for path in sorted((HOME / "workflows" / "procedures").glob("*/*.bpmn"))]
    small = [right[0] for right, _ in CASES.values()] + [sound_process(seed) for seed in range(20)]
    diagrams = [*small, *[FILES["review.bpmn"]] * 10, *shipped]
    spent, statuses = [], {}  # CPU time: other work on the machine is not what is asked
    for seed in range(SEED, SEED + MUTANTS):
        data = mutated(seed, diagrams)
        begin = process_time()
        status = send(author, data).status_code
        spent.append(process_time() - begin)
        statuses[status] = statuses.get(status, 0) + 1
        assert status in (200, 422), seed
        assert questions_of(mended({"x.bpmn": data}, "", "")) is not None  # whatever came in can be mended and asked
    assert statuses[200] > MUTANTS / 50
    assert statuses[422] > MUTANTS / 30
    assert quantiles(spent, n=100)[98] < 1
    assert worker.run_until_idle(database) == 0
    assert send(author, FILES["review.bpmn"]).status_code == 200
