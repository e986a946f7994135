"""How points and ranges lie to each other (DMN 1.5 table 78)."""

from collections.abc import Callable
from typing import Any

from engine.base.text import N_, Text
from engine.feel.builtins.registry import builtin
from engine.feel.comparison import compare, order_key
from engine.feel.errors import FeelNullError
from engine.feel.values import Range

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


def _order(left: Any, right: Any, infinite: int) -> int:
    """Return -1, 0 or 1 as `left` lies before, at or after `right`; an open end lies at `infinite` (-1 or 1)."""
    if left is None or right is None:
        return 0 if left is right else infinite if left is None else -infinite
    return -1 if _compared("<", left, right) else int(not _compared("=", left, right))


def _starts(a: Range, b: Range) -> int:
    """Return -1, 0 or 1 as the first value of `a` lies before, at or after that of `b`."""
    return _order(a.start, b.start, -1) or b.start_included - a.start_included


def _ends(a: Range, b: Range) -> int:
    """Return -1, 0 or 1 as the last value of `a` lies before, at or after that of `b`."""
    return _order(a.end, b.end, 1) or a.end_included - b.end_included


def _before(a: Range, b: Range) -> bool:
    """Say whether all of `a` lies before all of `b`."""
    if a.end is None or b.start is None:
        return False
    order = _order(a.end, b.start, 1)
    return order < 0 or (order == 0 and not (a.end_included and b.start_included))


def _meets(a: Range, b: Range) -> bool:
    return a.end_included and b.start_included and _compared("=", a.end, b.start)


def _includes(a: Range, b: Range) -> bool:
    return _starts(a, b) <= 0 and _ends(a, b) >= 0


def _overlaps(a: Range, b: Range) -> bool:
    return not _before(a, b) and not _before(b, a)


def _overlaps_before(a: Range, b: Range) -> bool:
    return _starts(a, b) < 0 and _overlaps(a, b) and _ends(a, b) <= 0


def _overlaps_after(a: Range, b: Range) -> bool:
    """Follow the table, where ranges that end alike overlap if the second starts first."""
    return _starts(b, a) < 0 and _overlaps(a, b) and _ends(b, a) <= 0


def _begins(a: Range, b: Range) -> bool:
    return _starts(a, b) == 0 and _ends(a, b) <= 0


def _finishes(a: Range, b: Range) -> bool:
    return _ends(a, b) == 0 and _starts(a, b) >= 0


def _coincides(a: Range, b: Range) -> bool:
    return _starts(a, b) == 0 and _ends(a, b) == 0


def _turned(relation: Relation) -> Relation:
    return lambda a, b: relation(b, a)


def _register(name: str, params: str, relation: Relation) -> None:
    first, second = params.split(", ")
    builtin(name, _param(first), _param(second))(lambda a, b: relation(_span(a), _span(b)))


def _param(name: str) -> str:
    return f"{name}: {'range' if name.startswith('range') else 'any'}"


_POINTS, _POINT_RANGE, _RANGE_POINT, _RANGES = "point1, point2", "point, range", "range, point", "range1, range2"
_RELATIONS: tuple[tuple[str, Relation, tuple[str, ...]], ...] = (
    ("before", _before, (_POINTS, _POINT_RANGE, _RANGE_POINT, _RANGES)),
    ("after", _turned(_before), (_POINTS, _POINT_RANGE, _RANGE_POINT, _RANGES)),
    ("meets", _meets, (_RANGES,)),
    ("met by", _turned(_meets), (_RANGES,)),
    ("overlaps", _overlaps, (_RANGES,)),
    ("overlaps before", _overlaps_before, (_RANGES,)),
    ("overlaps after", _overlaps_after, (_RANGES,)),
    ("finishes", _finishes, (_POINT_RANGE, _RANGES)),
    ("finished by", _turned(_finishes), (_RANGE_POINT, _RANGES)),
    ("includes", _includes, (_RANGE_POINT, _RANGES)),
    ("during", _turned(_includes), (_POINT_RANGE, _RANGES)),
    ("starts", _begins, (_POINT_RANGE, _RANGES)),
    ("started by", _turned(_begins), (_RANGE_POINT, _RANGES)),
    ("coincides", _coincides, (_POINTS, _RANGES)),
)
for _name, _relation, _shapes in _RELATIONS:
    for _shape in _shapes:
        _register(_name, _shape, _relation)
