"""In which capacity people act on a case, and what keeps one person from acting in two.

A user task says in which capacity it is done (property `capacity`). Where it signs, votes or decides, nobody does it
who did any earlier step of the case, unless the diagram says which (`togetherWith`) or that none is meant
(`separateFrom="none"`), each time with its reason (`separateReason`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

CAPACITIES = (
    "propose",
    "endorse",
    "appraise",
    "advise",
    "investigate",
    "organise",
    "vote",
    "sign",
    "decide",
    "record",
)
DECIDING = frozenset({"endorse", "vote", "sign", "decide", "record"})
NEUTRAL = frozenset({"", "organise"})
"""What keeps nobody from a step that does not decide itself: calling a meeting, writing its minutes."""
NONE = "none"
Properties = Mapping[str, str]


@dataclass(frozen=True)
class Deed:
    """What somebody did on a case; `people` are who did it, for whom, and who prepared it for them.

    `is_linked` tells deeds on what belongs to the case (its council's session, a complaint about it) from its own.
    """

    people: frozenset[str]
    process_id: str
    element_id: str
    step: str
    capacity: str
    is_linked: bool = False

    @property
    def names(self) -> frozenset[str]:
        """Return what a diagram may call the step: its id, alone or after its process."""
        return frozenset({self.element_id, f"{self.process_id}:{self.element_id}"})


@dataclass(frozen=True)
class Involvement:
    """What people have to do with the case of a task: how it concerns them, and what they have done."""

    concerned: Mapping[str, frozenset[str]] = field(default_factory=dict)
    deeds: tuple[Deed, ...] = ()


def capacity_of(properties: Properties) -> str:
    """Return in which capacity a step is done; one that is final decides where it does not say otherwise."""
    return properties.get("capacity") or ("decide" if properties.get("final") == "true" else "")


def is_deciding(properties: Properties) -> bool:
    """Tell whether a step signs, votes or decides."""
    return properties.get("final") == "true" or properties.get("capacity") in DECIDING


def listed(value: str | None) -> frozenset[str]:
    """Return the words of a property that lists some."""
    return frozenset(part.strip() for part in (value or "").split(",")) - {""}


def is_apart(properties: Properties, place: tuple[str, str], deed: Deed) -> bool:
    """Tell whether who did a deed must not do a step; `place` is the step's process and element.

    Doing the same step again is no second capacity. A ballot on several cases sets people aside case by case, so what
    they did on one of those cases keeps nobody from the sheet.
    """
    if (deed.process_id, deed.element_id) == place:
        return False
    capacity, apart = capacity_of(properties), listed(properties.get("separateFrom"))
    if apart & deed.names:
        return True
    if _is_excused(properties, deed) or (capacity == "vote" and deed.is_linked):
        return False
    return is_deciding(properties) or (capacity != deed.capacity and not {capacity, deed.capacity} & NEUTRAL)


def _is_excused(properties: Properties, deed: Deed) -> bool:
    """Tell whether the diagram says, with its reason, that a deed does not matter."""
    if not properties.get("separateReason", "").strip():
        return False
    return NONE in listed(properties.get("separateFrom")) or bool(listed(properties.get("togetherWith")) & deed.names)


def kept_apart(properties: Properties, place: tuple[str, str], people: Iterable[str], done: Involvement) -> str | None:
    """Return the name of a step that one of these people did and that keeps them from this one, or None."""
    if not done.deeds:
        return None
    asked = frozenset(people)
    return next((d.step for d in done.deeds if asked & d.people and is_apart(properties, place, d)), None)


def how_concerned(properties: Properties, people: Iterable[str], done: Involvement) -> str | None:
    """Return how the case concerns one of these people, so that they must not do a step, or None.

    Where the diagram names ways (`concernedMay`) and the reason, those keep nobody from it.
    """
    if not done.concerned:
        return None
    may = listed(properties.get("concernedMay")) if properties.get("concernedReason", "").strip() else frozenset()
    found = [kind for person in people for kind in sorted(done.concerned.get(person, ())) if not may & {kind, "all"}]
    return next(iter(found), None)
