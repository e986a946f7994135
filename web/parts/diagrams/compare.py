"""What differs between two sets of files, said element by element: added, removed, changed, and which settings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from engine.base.text import N_
from engine.releases.exchange import Opened, opened
from web.parts.diagrams.decisions import read_decisions
from web.parts.diagrams.fields import read_fields
from web.parts.diagrams.items import Contents, Fact, Item, Label
from web.parts.diagrams.processes import read_process
from web.parts.diagrams.sameness import says_the_same
from web.parts.diagrams.trials import read_trials

Sort = Literal["added", "removed", "changed"]
NAME: Label = (N_("Name"), "")
KIND: Label = (N_("Kind"), "")


@dataclass(frozen=True)
class FactChange:
    """One setting before and after; an empty side means it was not set."""

    label: Label
    before: str
    after: str


@dataclass(frozen=True)
class ItemChange:
    """An element that was added, removed or changed."""

    sort: Sort
    item: Item
    facts: tuple[FactChange, ...] = ()


@dataclass(frozen=True)
class FileChange:
    """A file that differs; `moved` counts elements that are only drawn elsewhere.

    `is_untold`: it says something else than before, and none of the items tells what.
    """

    path: str
    sort: Sort
    items: tuple[ItemChange, ...]
    moved: int = 0
    is_untold: bool = False

    @property
    def marks(self) -> dict[str, Sort]:
        """Return what to mark on the diagram, by element."""
        return {change.item.id: change.sort for change in self.items}


def compare_files(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[FileChange]:
    """Return the files that differ, in order of path; raises XmlRefusedError or FormUnreadableError."""
    before, after = opened(old), opened(new)
    paths = sorted(before.keys() | after.keys())
    return [_compare_file(path, before, after) for path in paths if before.get(path) != after.get(path)]


def read_contents(path: str, files: Opened) -> Contents:
    """Return the comparable items of one of several files by its ending; a file of another kind has none."""
    if path not in files:
        return Contents({}, {})
    if path.endswith(".bpmn"):
        return read_process(files.tree(path))
    if path.endswith(".dmn"):
        return read_decisions(files.tree(path))
    data = files[path]
    if path.endswith(".tests.csv"):
        return read_trials(data)
    return read_fields(data) if path.endswith(".form.json") else Contents({}, {})


def _compare_file(path: str, old: Opened, new: Opened) -> FileChange:
    before, after = read_contents(path, old), read_contents(path, new)
    changes = tuple(_compare_items(before.items, after.items))
    told = {change.item.id for change in changes}
    places = before.places.keys() & after.places.keys() - told
    moved = sum(before.places[place] != after.places[place] for place in places)
    sort: Sort = "added" if path not in old else "removed" if path not in new else "changed"
    is_untold = not changes and not says_the_same(path, old, new)
    return FileChange(path, sort, changes, moved, is_untold)


def _compare_items(before: Mapping[str, Item], after: Mapping[str, Item]) -> Iterable[ItemChange]:
    for item_id, item in after.items():
        if item_id not in before:
            yield ItemChange("added", item, _differences(None, item))
        elif facts := _differences(before[item_id], item):
            yield ItemChange("changed", item, facts)
    gone = (item for item_id, item in before.items() if item_id not in after)
    yield from (ItemChange("removed", item, _differences(item, None)) for item in gone)


def _differences(before: Item | None, after: Item | None) -> tuple[FactChange, ...]:
    old, new = _all_facts(before), _all_facts(after)
    labels = [*new, *(label for label in old if label not in new)]
    unset = Fact("")
    pairs = [(label, old.get(label, unset), new.get(label, unset)) for label in labels]
    return tuple(FactChange(label, str(a), str(b)) for label, a, b in pairs if a != b)


def _all_facts(item: Item | None) -> dict[Label, Fact]:
    return {NAME: Fact(item.name), KIND: Fact(item.kind), **item.facts} if item else {}
