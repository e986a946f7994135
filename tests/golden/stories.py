"""What each command and each kind of work writes into histories: the events in order, who did each, what it tells.

The names of what an event tells stand in the order in which they are kept: its hash covers that order.

`.venv/bin/python -m tests.golden.stories` writes the stories again; read the difference before committing it.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.base import clock
from engine.base.errors import BusinessError
from engine.base.text import Text
from engine.model import Event, Instance
from engine.ports.actions import ActionCall, action
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.bpmn.shapes.shape import edge, error, errors
from tests.engine.play import Play
from tests.faults.commands import COMMANDS, WORK, deploy_all
from tests.instants import instant_of_this_run
from web.shell.tables import load_all

FILE = Path(__file__).parent / "stories.json"
ERROR = "an error that is caught"
NAMES = (*COMMANDS, *WORK, ERROR)


@action("stories.refuse", title="Từ chối")
def refuse(call: ActionCall) -> None:
    raise BusinessError("LATE", Text("No."), {})


def refusing() -> bytes:
    """Return a process whose action raises an error that an event at its edge catches."""
    caught = edge("b", "work", error("LATE")) + d.user("late")
    ways = d.path("begin", "work", "done"), d.path("b", "late", "done")
    parts = (d.start(), d.service("work", "stories.refuse"), caught, d.end(), *ways)
    return d.diagram(*parts, process="refusing", messages=errors("LATE"))


def tell(play: Play, name: str) -> list[list[str]]:
    """Give a command, and return the story of each instance there is then, in the order they began."""
    deploy_all(play)
    if name == ERROR:
        play.deploy(refusing())
        play.start(process="refusing")
    else:
        case: Any = (COMMANDS | WORK)[name]
        case.run(play.database, case.prepare(play, name), f"key-{name}")
    with play.database.read() as session:
        made = session.scalars(select(Instance.id).order_by(Instance.started_at, Instance.id)).all()
        return [list(_lines(session, one)) for one in made]


def _lines(session: Any, instance_id: UUID) -> Iterator[str]:
    for event in session.scalars(select(Event).where(Event.instance_id == instance_id).order_by(Event.seq)):
        where = f" at {event.element_id}" if event.element_id else ""
        behalf = f" for {event.on_behalf_of}" if event.on_behalf_of else ""
        told = f" telling {', '.join(event.data)}" if event.data else ""
        yield f"{event.kind} by {event.actor_id}{behalf}{where}{told}"


def main() -> None:
    """Write every story as the present code tells it."""
    load_all()
    told = {}
    for name in NAMES:
        with tempfile.TemporaryDirectory() as folder, clock.travel_to(instant_of_this_run()):
            play = Play(Database(f"sqlite:///{folder}/story.db"))
            play.folder = Path(folder)
            play.database.create_all()
            told[name] = tell(play, name)
            play.database.dispose()
    FILE.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
