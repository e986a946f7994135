"""How points and ranges lie to each other (DMN 1.5 table 78)."""

from collections.abc import Callable
from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.comparison import compare, order_key
from engine.feel.errors import FeelNullError
from engine.feel.values import Range
from engine.text import N_, Text

Relation = Callable[[Range, Range], bool]


def _compared(sign: str, left: Any, right: Any) -> bool:
    answer = compare(sign, left, right)
    if answer is None:
        raise FeelNullError(Text(N_("These ends cannot be compared.")))
    return answer


def _span(value: Any) -> Range:
    """Return a range, or a point as a range of itself alone."""
    if isinstance(value, Range):
        return value
    if order_key(value) is None:
        raise FeelNullError(Text(N_("Only points and ranges can be placed.")))
    return Range(value, value)


def _ends_before(a: Range, b: Range) -> bool:
    """Say whether all of `a` lies before all of `b`."""
    sign = "<" if a.end_included and b.start_included else "<="
    return _compared(sign, a.end, b.start)


def _starts_no_later(a: Range, b: Range) -> bool:
    return _compared("<", a.start, b.start) or (
        _compared("=", a.start, b.start) and (a.start_included or not b.start_included)
    )


def _ends_no_earlier(a: Range, b: Range) -> bool:
    return _compared(">", a.end, b.end) or (_compared("=", a.end, b.end) and (a.end_included or not b.end_included))


def _same_start(a: Range, b: Range) -> bool:
    return _compared("=", a.start, b.start) and a.start_included == b.start_included


def _same_end(a: Range, b: Range) -> bool:
    return _compared("=", a.end, b.end) and a.end_included == b.end_included


def _meets(a: Range, b: Range) -> bool:
    return a.end_included and b.start_included and _compared("=", a.end, b.start)


def _includes(a: Range, b: Range) -> bool:
    return _starts_no_later(a, b) and _ends_no_earlier(a, b)


def _overlaps(a: Range, b: Range) -> bool:
    return not _ends_before(a, b) and not _ends_before(b, a)


def _overlaps_before(a: Range, b: Range) -> bool:
    starts_earlier = _starts_no_later(a, b) and not _same_start(a, b)
    return starts_earlier and _overlaps(a, b) and _ends_no_earlier(b, a)


def _overlaps_after(a: Range, b: Range) -> bool:
    ends_later = _ends_no_earlier(a, b) and not _same_end(a, b)
    return ends_later and _overlaps(a, b) and _starts_no_later(b, a)


def _starts(a: Range, b: Range) -> bool:
    return _same_start(a, b) and _ends_no_earlier(b, a)


def _finishes(a: Range, b: Range) -> bool:
    return _same_end(a, b) and _starts_no_later(b, a)


def _coincides(a: Range, b: Range) -> bool:
    return _same_start(a, b) and _same_end(a, b)


def _turned(relation: Relation) -> Relation:
    return lambda a, b: relation(b, a)


def _register(name: str, params: str, relation: Relation) -> None:
    first, second = params.split(", ")
    builtin(name, _param(first), _param(second))(lambda a, b: relation(_span(a), _span(b)))


def _param(name: str) -> str:
    return f"{name}: {'range' if name.startswith('range') else 'any'}"


_POINTS, _POINT_RANGE, _RANGE_POINT, _RANGES = "point1, point2", "point, range", "range, point", "range1, range2"
_RELATIONS: tuple[tuple[str, Relation, tuple[str, ...]], ...] = (
    ("before", _ends_before, (_POINTS, _POINT_RANGE, _RANGE_POINT, _RANGES)),
    ("after", _turned(_ends_before), (_POINTS, _POINT_RANGE, _RANGE_POINT, _RANGES)),
    ("meets", _meets, (_RANGES,)),
    ("met by", _turned(_meets), (_RANGES,)),
    ("overlaps", _overlaps, (_RANGES,)),
    ("overlaps before", _overlaps_before, (_RANGES,)),
    ("overlaps after", _overlaps_after, (_RANGES,)),
    ("finishes", _finishes, (_POINT_RANGE, _RANGES)),
    ("finished by", _turned(_finishes), (_RANGE_POINT, _RANGES)),
    ("includes", _includes, (_RANGE_POINT, _RANGES)),
    ("during", _turned(_includes), (_POINT_RANGE, _RANGES)),
    ("starts", _starts, (_POINT_RANGE, _RANGES)),
    ("started by", _turned(_starts), (_RANGE_POINT, _RANGES)),
    ("coincides", _coincides, (_POINTS, _RANGES)),
)
for _name, _relation, _shapes in _RELATIONS:
    for _shape in _shapes:
        _register(_name, _shape, _relation)
