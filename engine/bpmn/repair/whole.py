"""One file mended: by the name of the check that named what is wrong."""

from collections.abc import Callable, Collection, Mapping

from engine.bpmn.read.diagram import draws
from engine.bpmn.read.mutable import parse_mutable, write_mutable
from engine.bpmn.read.names import bpmn, is_true
from engine.bpmn.repair import declared, flows, ids, structure
from engine.bpmn.repair.gateways import pass_by
from engine.bpmn.repair.sheet import Sheet


def mark_executable(sheet: Sheet) -> None:
    """Mark the processes that draw something as executable, where they do not say."""
    for process in sheet.all("process"):
        if process.get("isExecutable") is None and draws(process):
            process.set("isExecutable", "true")


def execute(sheet: Sheet) -> None:
    """Mark the processes that draw something as executable, whatever they said, where none is."""
    processes = list(sheet.all("process"))
    if not any(is_true(one.get("isExecutable"), default=False) for one in processes):
        for process in processes:
            if draws(process):
                process.set("isExecutable", "true")


Repair = Callable[[Sheet], None]
REPAIRS: Mapping[str, Repair] = {
    "missing-id": ids.give_ids,
    "duplicate-id": ids.tell_apart,
    "bad-id": ids.make_readable,
    "schema": structure.put_in_order,
    "flow-ends": flows.place_flows,
    "reference": declared.declare,
    "loose-end": flows.draw_ends,
    "flow-lists": flows.write_lists,
    "gateway-direction": flows.drop_directions,
    "idle-gateway": pass_by,
    "event": declared.name_messages,
    "unmarked": mark_executable,
    "not-executable": execute,
}
"""What mends what a check names, in the order in which all of them are done; none of it changes what is meant."""
ASKED_FOR = frozenset({"not-executable"})
"""Done only by its own button: whether a drawing that says it does not run is to run is for its author to say."""


def repair(data: bytes, rules: Collection[str] = ()) -> bytes:
    """Return a diagram mended by some rules, or by all; as it was, byte for byte, where nothing is to be mended.

    Raises XmlRefusedError.
    """
    root = parse_mutable(data)
    if root.tag != bpmn("definitions"):
        return data
    before = write_mutable(root)
    sheet = Sheet(root)
    for rule, mend in REPAIRS.items():
        if rule in rules or (not rules and rule not in ASKED_FOR):
            mend(sheet)
    after = write_mutable(root)
    return data if after == before else after
