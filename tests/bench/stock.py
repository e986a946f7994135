"""The usual design, to compare with: the whole instance as JSON in one column, read, run and written per completion.

One transaction a completion, the parsed process kept in memory. The side writes are the product's own rows, and so is
the row the JSON lies in. It is measured twice: `vs_stock` as an ordinary team writes it, with SQLAlchemy's session and
mapped classes (`tests.bench.mapped`); `vs_bare` with statements written by hand and sent by the driver one after the
other, as fast as its author could make it without changing the design (`tests.bench.beside`).
"""

import time
from typing import Any
from uuid import UUID

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from tests.bench.beside import Beside, Chain, new_chain
from tests.bench.mapped import MappedBeside
from tests.bench.places import Place
from tests.bench.shapes import Shape

READY = "SELECT id FROM user_task WHERE instance_id = ? AND state = 'open' ORDER BY id"
READ = "SELECT stock_body, version, release_id, last_seq, last_hash FROM instance WHERE id = ?"
FIRST = "UPDATE instance SET stock_body = ?, last_seq = ?, last_hash = ? WHERE id = ?"
WRITE = f"{FIRST} AND version = ?".replace("SET ", "SET version = version + 1, ")


class Stock:
    """One process run the usual way on a bare connection; its instances name a release that was deployed before."""

    def __init__(self, place: Place, shape: Shape, *, is_bare: bool = False) -> None:
        self._is_postgres = place.name == "postgres"
        self.shape = shape
        self._beside = Beside(place) if is_bare else MappedBeside(place)
        self._beside.begin()
        parser = BpmnParser()
        parser.add_bpmn_xml(etree.fromstring(shape.stock))
        self._spec, self._inner = parser.get_spec("p"), parser.get_subprocess_specs("p")
        self._serializer = BpmnWorkflowSerializer()
        self._release = _uuid(self._run("SELECT id FROM release LIMIT 1").fetchone()[0])
        self._beside.commit()

    def close(self) -> None:
        """Close the connection."""
        self._beside.close()

    def start(self, completions: int = 0) -> UUID:
        """Start an instance, move it on in memory, and write it; return its id."""
        workflow = BpmnWorkflow(self._spec, self._inner)
        workflow.data.update(self.shape.variables)
        workflow.task_tree.data.update(self.shape.variables)
        workflow.do_engine_steps()
        for _ in range(completions):
            task = workflow.get_tasks(state=TaskState.READY, manual=True)[0]
            task.data.update(self.shape.answers())
            task.run()
            workflow.do_engine_steps()
        chain = new_chain(self._release)
        self._beside.begin()
        self._beside.add_instance(chain)
        self._open_tasks(chain, workflow, since=0.0)
        body = self._serializer.serialize_json(workflow)
        self._run(FIRST, body, chain.seq, chain.last, self._id(chain.instance))
        self._beside.commit()
        return chain.instance

    def ready(self, instance: UUID) -> list[UUID]:
        """Return the ids of an instance's open tasks."""
        self._beside.begin()
        found = [_uuid(row[0]) for row in self._run(READY, self._id(instance)).fetchall()]
        self._beside.commit()
        return found

    def complete(self, task_id: UUID, answers: dict[str, Any], actor: str, key: str) -> None:
        """Complete one task in one transaction."""
        self._beside.begin()
        self._beside.require_new(actor, key)
        instance = self._id(self._beside.instance_of(task_id))
        body, version, *chain = self._run(READ + (" FOR UPDATE" if self._is_postgres else ""), instance).fetchone()
        workflow, began = self._serializer.deserialize_json(body), time.time()
        links = Chain(_uuid(instance), _uuid(chain[0]), *chain[1:])
        name = self._move(workflow, task_id, answers)
        self._beside.complete(links, task_id, name, answers, actor)
        self._open_tasks(links, workflow, since=began)
        body = self._serializer.serialize_json(workflow)
        if self._run(WRITE, body, links.seq, links.last, instance, version).rowcount != 1:
            msg = "somebody else wrote first"
            raise RuntimeError(msg)
        self._beside.answer(actor, key, [str(task_id), answers], {"task": str(task_id)})
        self._beside.commit()

    def _move(self, workflow: Any, task_id: UUID, answers: dict[str, Any]) -> str:
        task = workflow.get_task_from_id(task_id)
        task.data.update(answers)
        task.run()
        workflow.do_engine_steps()
        return str(task.task_spec.name)

    def _open_tasks(self, chain: Chain, workflow: Any, since: float) -> None:
        """Write rows for the user tasks that became ready since an instant."""
        for task in workflow.get_tasks(state=TaskState.READY, manual=True):
            if task.last_state_change >= since:
                self._beside.open(chain, task.id, task.task_spec.name)

    def _id(self, value: UUID) -> Any:
        return value if self._is_postgres else value.hex

    def _run(self, text: str, *values: Any) -> Any:
        return self._beside.execute(text, *values)


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)
