"""The button of a form says what the step is: over the steps of all shipped procedures."""

import json
from collections import defaultdict

from engine.bpmn.build.library import prepare
from engine.model.capacity import capacity_of
from forms import parse_form
from web.inbox.button import CAST, SEND, SIGN, Button, button_of
from web.shell.wiring import join_rooms
from workflows.shipped import procedures

SIGNING = (Button(SIGN), Button(SIGN, SEND))


def buttons() -> dict[str, dict[str, Button]]:
    """Return the button of each step of the shipped procedures, by the capacity it is done in."""
    join_rooms()
    found: dict[str, dict[str, Button]] = defaultdict(dict)
    for one in procedures():
        files = one.files()
        schemas = [json.loads(data) for path, data in files.items() if path.endswith(".form.json")]
        forms = {schema["id"]: parse_form(schema) for schema in schemas}
        for definition in prepare(files).definitions.values():
            for step in definition.process.elements.values():
                if step.form_id in forms:
                    found[capacity_of(step.properties)][step.id] = button_of(step.properties, forms[step.form_id])
    return found


def test_votes_are_cast_papers_signed_and_nothing_else_is() -> None:
    found = buttons()
    assert found["vote"] == dict.fromkeys(("vote", "elect"), Button(CAST))
    assert found["sign"]["cosign_minutes"] == Button(SIGN)
    signed = {step for steps in found.values() for step, button in steps.items() if button in SIGNING}
    assert signed - set(found["sign"]) == {"endorse", "leader_sign", "leader_decide"}
    assert set(found["sign"]) < signed
    assert all(found[each][step] == Button() for each in ("propose", "appraise", "organise") for step in found[each])
