"""By no approved act is a step that signs skipped, or what it says set."""

from typing import Any

import pytest

from engine import commands
from engine.bpmn.run.moving import MoveRefusedError
from engine.commands.variables import VariableRefusedError
from engine.store import releases
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import CLERK, HEAD, Play, approved, key


def signing(name: str, final: str = "true") -> bytes:
    signature = d.user(name, extension=d.mapping(outputs={"signature": "=decision"}), final=final)
    return d.diagram(
        d.start(), d.user("draft"), signature, d.user("issue"), d.end(), d.path("begin", "draft", name, "issue", "done")
    )


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    played = Play(database)
    played.deploy(signing("sign"))
    return played


def test_a_signature_is_neither_skipped_nor_written_by_an_approved_act(play: Play) -> None:
    i = play.start({"note": "a"})
    for step, by in (("draft", CLERK), ("sign", HEAD)):
        token = play.open(i)[0].id
        with pytest.raises(MoveRefusedError, match="Task sign"):
            play.database.perform(
                lambda s, t=token: commands.move_token(  # type: ignore[misc]
                    s, i, cancel=[t], start=[commands.Place("issue")], reason="x", by=approved("move_token"), key=key()
                )
            )
        for name in ("signature", "decision"):
            with pytest.raises(VariableRefusedError, match="Task sign"):
                play.database.perform(
                    lambda s, n=name: commands.set_variables(  # type: ignore[misc]
                        s, i, {"note": "b", n: "approve"}, "x", by=approved("set_variables"), key=key()
                    )
                )
        assert play.names(i) == [step]
        play.complete(i, step, {"decision": "refuse"}, by=by)
    assert play.variables(i)["signature"] == "refuse"
    assert play.variables(i)["note"] == "a"


def test_a_case_goes_to_no_version_without_the_signature(play: Play) -> None:
    i = play.start()
    play.deploy(signing("sign", final="false"))
    with play.database.read() as s:
        weak = releases.releases_of(s, "test")[0].id
        fit = commands.check_migration(s, i, weak, {})
    assert "Task sign" in str(fit.problems[0])
    with pytest.raises(commands.MigrationRefusedError):
        play.database.perform(
            lambda s: commands.migrate_instance(s, i, weak, {}, "x", by=approved("migrate_instance"), key=key())
        )
