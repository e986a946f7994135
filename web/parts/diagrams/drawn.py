"""A diagram as pages show it: its picture, what is marked on it, and its steps as a list."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from engine.releases.pictures import Picture, Step
from web.parts.diagrams.standing import Standing

READABLE, USUAL = 0.65, 880
"""Below this share of its size names cannot be read; of what is narrower than this nothing is made smaller."""


@dataclass(frozen=True)
class Layer:
    """The outline of an element, with what it is marked as."""

    id: str
    marked: str
    course: str


@dataclass(frozen=True)
class Tag:
    """A word or a number at an element, for who sees no colours."""

    text: str
    marked: str
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """A step in the list: its name, its lane, and how it stands."""

    step: Step
    words: str
    is_current: bool


@dataclass(frozen=True)
class Drawn:
    """A picture with its marks; `is_small` is shown whole where nothing on it is to be looked at."""

    picture: Picture
    address: str
    standing: Standing = field(default_factory=Standing)
    marks: Mapping[str, str] = field(default_factory=dict)
    is_small: bool = False

    @property
    def is_whole(self) -> bool:
        """Tell whether it is fitted into its place rather than moved about in it."""
        return self.is_small and not self.standing.current

    @property
    def seen(self) -> str:
        """Return which part of the plane the picture shows."""
        return " ".join(f"{side:g}" for side in self.picture.view)

    @property
    def size(self) -> tuple[int, int]:
        """Return how wide and high it stands on a page."""
        view = self.picture.view
        share = min(1, max(READABLE, USUAL / view.width))
        return round(view.width * share), round(view.height * share)

    @property
    def title(self) -> str:
        """Return the names of its processes."""
        return ", ".join(part.name for part in self.picture.parts if part.name)

    @property
    def layers(self) -> Iterator[Layer]:
        """Yield what is marked, in the order in which it is laid over the picture."""
        at = self.standing
        yield from self._marked(at.taken_flows, "taken")
        yield from self._marked((name for name in at.past if name not in at.current), "done")
        for name in dict.fromkeys([*at.current, *at.late, *at.failed]):
            yield from self._marked([name], self._tone(name))
        for name, kind in self.marks.items():
            where = "outline" if name in self.picture.frames else "line" if name not in self.picture.boxes else "mark"
            yield from self._marked([name], f"{where} bv-{kind}")

    def _marked(self, names: Iterable[str], marked: str) -> Iterator[Layer]:
        for name in names:
            if name in self.picture.outlines:
                yield Layer(name, f"bv-{marked}", self.picture.outlines[name])

    @property
    def tags(self) -> Iterator[Tag]:
        """Yield the words: the state above an element, the count below, so that both can stand at one."""
        for name in [
            *self.standing.current,
            *(one for one in self.standing.failed if one not in self.standing.current),
        ]:
            yield from self._tag(name, self._state(name), self._tone(name))
        for name, count in self.standing.visits.items():
            if count > 1:
                yield from self._tag(name, f"×{count}", "visits", below=True)
        for name, kind in self.marks.items():
            yield from self._tag(name, mark_words()[kind], kind)

    def _tag(self, name: str, text: str, marked: str, *, below: bool = False) -> Iterator[Tag]:
        if (box := self.picture.boxes.get(name)) is not None:
            yield Tag(
                text, f"bv-{marked}", box.right - 16 if below else box.x + 10, box.bottom + 3 if below else box.y - 8
            )

    def _tone(self, name: str) -> str:
        return "failed" if name in self.standing.failed else "late" if name in self.standing.late else "current"

    def _state(self, name: str) -> str:
        if name in self.standing.failed:
            return _("Incident")
        if name in self.standing.late:
            return _("Overdue")
        words = _("Waiting") if name in self.picture.events else _("In progress")
        count = self.standing.waiting.get(name, 1)
        return f"{words} ×{count}" if count > 1 else words

    @property
    def parts(self) -> Iterator[tuple[str, list[Line]]]:
        """Yield the processes with their steps."""
        for part in self.picture.parts:
            if part.steps:
                yield part.name, [self._line(step) for step in part.steps]

    def _line(self, step: Step) -> Line:
        at, mark = self.standing, self.marks.get(step.id, "")
        words = [mark_words()[mark]] if mark else []
        if step.id in at.current or step.id in at.failed:
            words.append(self._state(step.id))
        elif at.current or at.past:
            words.append(_("Passed") if step.id in at.past else _("Not reached"))
        if (count := at.visits.get(step.id, 0)) > 1:
            words.append(_("%(number)s times", number=count))
        return Line(step, ", ".join(words), step.id in at.current)


def mark_words() -> dict[str, str]:
    """Return what the marks of differences and findings are called."""
    return {
        "added": _("Added"),
        "removed": _("Removed"),
        "changed": _("Changed"),
        "error": _("Error"),
        "warning": _("Warning"),
    }
