"""What ships with the product is named where it is loaded: rooms with actions, folders with a diagram."""

from tests.architecture.sources import HOME, committed_files
from workflows.shipped import ACTIONS, procedures

ELSEWHERE = {"registers.mail"}
"""What belongs to no procedure of ours, and is loaded with the program."""


def test_each_room_with_actions_is_loaded_with_the_shipped_procedures() -> None:
    rooms = set()
    for path in committed_files():
        if (
            path.parts[0] == "workflows"
            and path.name == "actions.py"
            and "\n@action(" in (HOME / path).read_text("utf-8")
        ):
            rooms.add(".".join(path.parts[1:-1]))
    assert rooms == {*ACTIONS, *ELSEWHERE}


def test_each_folder_with_a_diagram_is_a_shipped_procedure() -> None:
    drawn = {path.parts[2] for path in committed_files() if path.match("workflows/procedures/*/*.bpmn")}
    assert drawn == {one.key for one in procedures()}
