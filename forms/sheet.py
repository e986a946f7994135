"""A form being filled in: every field in its place, with its answer and whether it is shown, locked or wrong."""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.base.text import Text
from forms.components import (
    ChoiceField,
    Component,
    Container,
    ExpressionField,
    Field,
    ListGroup,
    Option,
    Tree,
)
from forms.entry import accept_value, empty_answer, read_answer
from forms.errors import AnswerError
from forms.limits import MAX_KNOWN_ROWS, MAX_PASSES, MAX_ROWS
from forms.options import offered_options
from forms.paths import Place, find, has, name_of, put
from forms.submission import Raw


@dataclass(frozen=True, eq=False)
class Slot:
    """One component at one place: a field of a list's item has a slot for every item."""

    component: Component
    place: Place
    parent: "Slot | None" = None
    item: int | None = None  # of the list that is the parent

    @property
    def name(self) -> str:
        """Return the name of the input, or of the list."""
        return name_of(self.place)


@dataclass(frozen=True)
class Given:
    """What a sheet starts from: process data, and answers typed (raw) or kept (typed)."""

    context: Mapping[str, Any] = field(default_factory=dict)
    raw: Raw | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)


class Sheet:
    """The state of a form for some data and some answers; conditions are settled when it is made."""

    def __init__(self, tree: Tree, given: Given) -> None:
        self.given = given
        self._context = dict(given.context)
        self.values: dict[str, Any] = {}
        self.faults: dict[str, Text] = {}
        self.hidden: set[Slot] = set()
        self.locked: set[Slot] = set()
        self.slots = list(self._lay_out(tree.components, (), None, None))
        self._children: dict[tuple[Slot | None, int | None], list[Slot]] = {}
        for slot in self.slots:
            self._children.setdefault((slot.parent, slot.item), []).append(slot)
        self._settle()

    def children(self, parent: Slot | None = None, item: int | None = None) -> list[Slot]:
        """Return the shown slots directly inside another, or on the form itself."""
        return [slot for slot in self._children.get((parent, item), []) if slot not in self.hidden]

    def descend(self, slot: Slot) -> list[Slot]:
        """Return the shown slots directly inside a group, or inside every item of a list."""
        if not isinstance(slot.component, ListGroup):
            return self.children(slot)
        return [inner for index in range(self.count(slot)) for inner in self.children(slot, index)]

    def known_item(self, slot: Slot, index: int) -> dict[str, Any]:
        """Return what the process knows of an item of a fixed list, nothing for items people add and remove."""
        if getattr(slot.component, "is_repeating", False):
            return {}
        known = find(self.given.context, (*slot.place, index))
        return dict(known) if isinstance(known, Mapping) else {}

    def value(self, slot: Slot) -> Any:
        """Return the answer in a slot."""
        return find(self.values, slot.place)

    def typed(self, slot: Slot) -> list[str] | None:
        """Return what a person typed there, None where the field was not on the page or is locked."""
        if self.given.raw is None or slot in self.locked:
            return None
        found = find(self.given.raw.tree, slot.place)
        return found if isinstance(found, list) else None

    def count(self, slot: Slot) -> int:
        """Return how many items a list has."""
        rows = find(self.values, slot.place)
        return len(rows) if isinstance(rows, list) else 0

    def names(self, slot: Slot | None) -> Mapping[str, Any]:
        """Return what formulas at a slot can name: process data, answers, and the list's item around it."""
        maps: list[Any] = []
        inner: Slot | None = slot
        while inner is not None:
            maps.extend(self._scope(inner))
            inner = inner.parent
        return ChainMap(*maps, self.values, self._context)

    def options(self, slot: Slot) -> list[Option]:
        """Return the values a choice offers now."""
        if not isinstance(slot.component, ChoiceField):
            return []
        return offered_options(slot.component, self.names(slot))

    def _scope(self, slot: Slot) -> list[Any]:
        """Return the names an item of a list, or a group with a path, adds for what is inside."""
        parent = slot.parent
        if parent is None or not parent.component.path:
            return []
        here = (*parent.place, slot.item) if slot.item is not None else parent.place
        inside = find(self.values, here)
        own = inside if isinstance(inside, dict) else {}
        known = {} if slot.item is None else self.known_item(parent, slot.item)
        own = known | own if known else own
        told = {"this": own, "parent": find(self.values, parent.place[: -len(parent.component.path)])}
        return [own, told | ({"i": slot.item + 1} if slot.item is not None else {})]

    def _lay_out(
        self, components: tuple[Component, ...], base: Place, parent: Slot | None, item: int | None
    ) -> Iterator[Slot]:
        for component in components:
            slot = Slot(component, base + component.path, parent, item)
            yield slot
            if isinstance(component, ListGroup):
                yield from self._lay_out_items(component, slot)
            elif isinstance(component, Container):
                yield from self._lay_out(component.children, slot.place, slot, None)

    def _lay_out_items(self, group: ListGroup, slot: Slot) -> Iterator[Slot]:
        count = self._count_items(group, slot)
        put(self.values, slot.place, [{} for _ in range(count)])
        for index in range(count):
            yield from self._lay_out(group.children, (*slot.place, index), slot, index)

    def _count_items(self, group: ListGroup, slot: Slot) -> int:
        """Count the typed items; else those kept, those of the process, or the number a new form begins with."""
        kept = find(self.given.context, slot.place)
        if group.is_repeating:
            typed = find(self.given.raw.tree, slot.place) if self.given.raw else None
            told = (typed, find(self.given.answers, slot.place), kept)
            kept = next((rows for rows in told if rows is not None), None)
        most = MAX_ROWS if group.is_repeating else MAX_KNOWN_ROWS
        return min(len(kept), most) if isinstance(kept, list) else group.repetitions

    def _settle(self) -> None:
        """Evaluate conditions and formulas until nothing changes; they may depend on one another."""
        for _ in range(MAX_PASSES):
            changes = [self._settle_slot(slot) for slot in self.slots]
            if not any(changes):
                return

    def _settle_slot(self, slot: Slot) -> bool:
        names = self.names(slot)
        hides = slot.parent in self.hidden or slot.component.hide.holds(names)
        changed = _mark(self.hidden, slot, hides)
        if not isinstance(slot.component, Field):
            return changed
        locks = slot.component.readonly.holds(names) or slot.component.disabled.holds(names)
        changed |= _mark(self.locked, slot, locks)
        value = empty_answer(slot.component) if hides else self._answer(slot, names)
        if has(self.values, slot.place) and find(self.values, slot.place) == value:
            return changed
        put(self.values, slot.place, value)
        return True

    def _answer(self, slot: Slot, names: Mapping[str, Any]) -> Any:
        component = slot.component
        self.faults.pop(slot.name, None)
        if isinstance(component, ExpressionField):
            return component.formula.evaluate(names)
        typed = self.typed(slot)
        if isinstance(component, Field) and typed is not None:
            return self._read(slot, component, typed)
        return self._first_value(slot)

    def _read(self, slot: Slot, component: Field, typed: list[str]) -> Any:
        try:
            return read_answer(component, typed, self.options(slot))
        except AnswerError as error:
            self.faults[slot.name] = error.text
            return None

    def _first_value(self, slot: Slot) -> Any:
        """Return the answer kept before, else the process's value, else the default."""
        component, options = slot.component, self.options(slot)
        if not isinstance(component, Field):
            return None
        if slot not in self.locked and has(self.given.answers, slot.place):
            return accept_value(component, find(self.given.answers, slot.place), options)
        known = find(self.given.context, slot.place) if self._has_own_place(slot) else None
        return accept_value(component, component.default if known is None else known, options)

    def _has_own_place(self, slot: Slot) -> bool:
        """Tell whether the process's data at this place is this slot's: items a person may move have none."""
        inner = slot
        while inner.parent is not None and self.given.raw is not None:
            inner = inner.parent
            if getattr(inner.component, "is_repeating", False):
                return find(self.given.raw.tree, inner.place) is None
        return True


def _mark(slots: set[Slot], slot: Slot, belongs: bool) -> bool:
    """Put a slot into a set or take it out; tell whether that changed anything."""
    if (slot in slots) == belongs:
        return False
    if belongs:
        slots.add(slot)
    else:
        slots.discard(slot)
    return True
