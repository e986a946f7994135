"""What waits for the worker."""

from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import Play


def test_a_message_starts_an_instance_while_another_of_that_process_runs(database: Database) -> None:
    play = Play(database)
    play.deploy(
        d.diagram(
            d.start(message="asked"),
            d.user("look"),
            d.end(),
            d.path("begin", "look", "done"),
            messages=d.message("asked", "=nomination"),
        )
    )
    for code in ("A", "B", "C"):
        play.send("asked", code, {"nomination": code})
        assert [task.element_id for task in play.open(business_key=code)] == ["look"]
