"""The parts of the page of a bloc's year: which there are, how each is called, and which one the year is at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.base.text import N_
from workflows.procedures.bloc_year.overview.year import Year

Shown = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """A part of the page, which folds; `is_open` where the year stands at it."""

    code: str
    title: str
    is_open: bool


AT: Mapping[str, str] = {
    "plan": "plan",
    "launch": "launch",
    "covenant": "covenant",
    "registration": "registration",
    "midyear": "reports",
    "self_scores": "points",
    "checks": "points",
    "flag": "flag",
    "election": "election",
    "close": "minutes",
}
"""Where the page tells of each stage."""
PARTS: tuple[tuple[str, str, Callable[[Year, Shown], Any]], ...] = (
    ("now", N_("Who is waited for"), lambda year, _shown: year.waited_for or year.leads or year.late),
    ("plan", N_("Plan and regulation"), lambda year, _shown: year.said.get("drafts")),
    ("criteria", N_("Criteria"), lambda year, _shown: year.criteria),
    ("launch", N_("Launch of the movement"), lambda year, _shown: year.said.get("launch_note")),
    ("covenant", N_("Covenant"), lambda year, _shown: year.said.get("drafts")),
    ("registration", N_("Registered targets and titles"), lambda year, _shown: year.has_come_to("registration")),
    ("reports", N_("Mid-year reports"), lambda year, _shown: year.has_come_to("midyear")),
    ("movements", N_("Movements of the bloc"), lambda _year, shown: shown["movements"]),
    (
        "directions",
        N_("Directions and who does them"),
        lambda year, shown: shown["directions"] or (shown["is_head"] and year.has_come_to("midyear")),
    ),
    ("points", N_("Points and ranking"), lambda year, _shown: year.has_come_to("self_scores")),
    ("flag", N_("Vote for the flag"), lambda year, _shown: year.has_come_to("flag")),
    ("election", N_("Election of next year's head and deputy"), lambda year, _shown: year.has_come_to("election")),
    ("minutes", N_("Year-end minutes"), lambda year, _shown: year.said.get("minutes")),
    ("discussion", N_("Contributions to the discussion"), lambda _year, _shown: True),
    ("papers", N_("Official papers"), lambda _year, shown: shown["papers"].issued or shown["papers"].offers),
    ("without", N_("Gone on without"), lambda year, _shown: year.absences),
    ("taken-on", N_("Taken on for the head or the deputy"), lambda year, _shown: year.taken_on),
)


def parts_of(year: Year, shown: Shown) -> dict[str, Part]:
    """Return the parts that there is something to show in, in their order."""
    here = {AT[stage.code] for stage in year.stages if stage.tone == "now"} | {"now"}
    return {code: Part(code, title, code in here) for code, title, has in PARTS if has(year, shown)}
