"""The usual design, to compare with: the whole instance as JSON in one column, read, run and written per completion.

Plain driver, prepared as well as its author could: one connection, one transaction a completion, the parsed process
kept, and the side writes the product makes too (event, task rows, idempotency key and answer).
"""

import hashlib
import json
import time
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from tests.bench.places import Place
from tests.bench.shapes import Shape

TABLES = """
CREATE TABLE IF NOT EXISTS stock_instance (id VARCHAR(36) PRIMARY KEY, version INTEGER NOT NULL, body TEXT);
CREATE TABLE IF NOT EXISTS stock_task (
  id VARCHAR(36) PRIMARY KEY, instance_id VARCHAR(36) NOT NULL, name VARCHAR(200) NOT NULL, state VARCHAR(20) NOT NULL,
  candidates TEXT NOT NULL, created_at VARCHAR(40) NOT NULL, completed_at VARCHAR(40), completed_by VARCHAR(100));
CREATE INDEX IF NOT EXISTS stock_task_instance ON stock_task (instance_id);
CREATE TABLE IF NOT EXISTS stock_event (
  instance_id VARCHAR(36), seq INTEGER, at VARCHAR(40), kind VARCHAR(40), actor VARCHAR(100), task_id VARCHAR(36),
  data TEXT, PRIMARY KEY (instance_id, seq));
CREATE TABLE IF NOT EXISTS stock_command (
  actor VARCHAR(100), key VARCHAR(200), request_hash VARCHAR(64), answer TEXT, PRIMARY KEY (actor, key));
"""
TAKE_KEY = "INSERT INTO stock_command VALUES (?, ?, ?, NULL) ON CONFLICT DO NOTHING"
KEEP_ANSWER = "UPDATE stock_command SET answer = ? WHERE actor = ? AND key = ?"
TASK = "SELECT instance_id, state, candidates FROM stock_task WHERE id = ?"
READ = "SELECT body, version FROM stock_instance WHERE id = ?"
WRITE = "UPDATE stock_instance SET body = ?, version = version + 1 WHERE id = ? AND version = ?"
DONE = "UPDATE stock_task SET state = 'completed', completed_at = ?, completed_by = ? WHERE id = ?"
OPEN = "INSERT INTO stock_task VALUES (?, ?, ?, 'open', ?, ?, NULL, NULL) ON CONFLICT DO NOTHING"
EVENT = "INSERT INTO stock_event VALUES (?, ?, ?, ?, ?, ?, ?)"


class Stock:
    """One process run the usual way on a bare connection."""

    def __init__(self, place: Place, shape: Shape) -> None:
        self._is_postgres = place.name == "postgres"
        self.shape = shape
        self._connection = place.connect()
        parser = BpmnParser()
        parser.add_bpmn_xml(etree.fromstring(shape.stock))
        self._spec, self._inner = parser.get_spec("p"), parser.get_subprocess_specs("p")
        self._serializer = BpmnWorkflowSerializer()
        for table in TABLES.split(";")[:-1]:
            self._run(table)
        self._connection.commit()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def start(self, completions: int = 0) -> str:
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
        instance = str(uuid4())
        self._begin()
        self._run("INSERT INTO stock_instance VALUES (?, 1, ?)", instance, self._serializer.serialize_json(workflow))
        self._open_tasks(instance, workflow, since=0.0)
        self._connection.commit()
        return instance

    def ready(self, instance: str) -> list[str]:
        """Return the ids of an instance's open tasks."""
        query = "SELECT id FROM stock_task WHERE instance_id = ? AND state = 'open' ORDER BY id"
        found = [row[0] for row in self._run(query, instance).fetchall()]
        self._connection.commit()
        return found

    def tasks_kept(self, instance: str) -> int:
        """Return how many tasks SpiffWorkflow keeps for an instance."""
        body = self._run(READ, instance).fetchone()[0]
        self._connection.commit()
        return len(json.loads(body)["tasks"])

    def complete(self, task_id: str, answers: dict[str, Any], actor: str, key: str) -> None:
        """Complete one task in one transaction."""
        self._begin()
        digest = hashlib.sha256(json.dumps([task_id, answers]).encode()).hexdigest()
        if not self._run(TAKE_KEY, actor, key, digest).rowcount:
            msg = "the bench never sends a key twice"
            raise RuntimeError(msg)
        instance, state, candidates = self._run(TASK, task_id).fetchone()
        if state != "open" or "clerk@A" not in json.loads(candidates):
            msg = "the bench completes only what is open and offered"
            raise RuntimeError(msg)
        body, version = self._run(READ + (" FOR UPDATE" if self._is_postgres else ""), instance).fetchone()
        workflow, began = self._serializer.deserialize_json(body), time.time()
        self._move(workflow, task_id, answers)
        written = self._run(WRITE, self._serializer.serialize_json(workflow), instance, version)
        if written.rowcount != 1:
            msg = "somebody else wrote first"
            raise RuntimeError(msg)
        now = datetime.now(UTC).isoformat()
        self._run(DONE, now, actor, task_id)
        self._open_tasks(instance, workflow, since=began)
        self._run(EVENT, instance, version, now, "task_completed", actor, task_id, json.dumps(answers))
        self._run(KEEP_ANSWER, json.dumps({"task": task_id}), actor, key)
        self._connection.commit()

    def _move(self, workflow: Any, task_id: str, answers: dict[str, Any]) -> None:
        task = workflow.get_task_from_id(UUID(task_id))
        task.data.update(answers)
        task.run()
        workflow.do_engine_steps()

    def _open_tasks(self, instance: str, workflow: Any, since: float) -> None:
        """Write rows for the user tasks that became ready since an instant."""
        now = datetime.now(UTC).isoformat()
        rows = [
            (str(t.id), instance, t.task_spec.name, '["clerk@A"]', now)
            for t in workflow.get_tasks(state=TaskState.READY, manual=True)
            if t.last_state_change >= since
        ]
        if rows:
            self._connection.cursor().executemany(self._sql(OPEN), rows)

    def _begin(self) -> None:
        if not self._is_postgres:
            self._connection.execute("BEGIN IMMEDIATE")

    def _sql(self, text: str) -> str:
        return text.replace("?", "%s") if self._is_postgres else text

    def _run(self, text: str, *values: Any) -> Any:
        return self._connection.execute(self._sql(text), values)
