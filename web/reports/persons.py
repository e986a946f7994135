"""What a report tells of the people proposed: words for sexes, posts, levels and halves of a year."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from engine.base.text import N_
from web.parts.places import SEXES
from workflows.registers.organisation.folding import fold_text

LEVELS: Mapping[str, str] = {"base": N_("Base level"), "ministry": N_("Ministry level"), "state": N_("State level")}
OF_PEOPLE = ("sex", "ethnicity", "post", "direct")
"""Along these a collective has no value."""
LEADING = ("truong", "pho", "chanh", "chu tich", "bi thu", "tong thanh tra", "tong kiem toan", "giam doc", "tu lenh")
"""Words, folded, by which a post is known as a leader's or manager's; nothing else recorded tells direct workers."""


def is_leading(position: str) -> bool:
    """Tell whether a post is a leader's or manager's, by its words: Phó Vụ trưởng."""
    words = f" {fold_text(position).replace(',', ' ')} "
    return any(f" {word} " in words for word in LEADING)


def directness(position: Any) -> str | None:
    """Return `direct` or `leading` for a post, empty where none is recorded, None for a collective."""
    return position and ("leading" if is_leading(str(position)) else "direct")


def people_names() -> dict[str, Mapping[Any, str]]:
    """Return the words for what people are told along; none are recorded where the value is empty."""
    unknown = {"": _("Not recorded")}
    direct = {"direct": _("Direct workers"), "leading": _("Leaders and managers")}
    return {
        "sex": unknown | {code: _(name) for code, name in SEXES.items()},
        "ethnicity": unknown,
        "post": unknown,
        "direct": unknown | direct,
        "level": {code: _(name) for code, name in LEVELS.items()},
    }


def people_namer(known: Mapping[Any, str]) -> Callable[[Any], str]:
    """Return what names a value that people have and collectives have not."""
    return lambda value: _("Collectives") if value is None else known.get(value, str(value))


def half_name(value: str) -> str:
    """Return the words for a half of a year, `2019-1`."""
    year, _sign, half = value.partition("-")
    return _("First half of %(year)s", year=year) if half == "1" else _("Second half of %(year)s", year=year)
