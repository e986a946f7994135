"""What a multi-instance activity runs over: the items of a list, or the numbers up to a cardinality."""

from decimal import Decimal

from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.bpmn.read.element import Element
from engine.bpmn.token.token import Token

MAX_ITEMS = 10_000


class ItemsError(BangVangError):
    """A multi-instance activity has no list to run over, one too long, or one grown too short."""


def loop_items(task: Token, element: Element) -> list[object]:
    """Return what a multi-instance element runs over. Raises ItemsError."""
    loop, name = element.loop, element.name or element.id
    source = None if loop is None else (loop.collection or loop.cardinality)
    value = None if source is None else source.evaluate(task.data)
    if loop is not None and loop.collection is None:
        return list(range(1, turns(element, value) + 1))
    items = value
    if not isinstance(items, list):
        text = N_("“%(name)s” needs a list to run over, not %(value)s.")
        raise ItemsError(Text(text, {"name": name, "value": repr(value)[:60]}))
    if len(items) > MAX_ITEMS:
        raise ItemsError(_too_many(element))
    return items


def turns(element: Element, value: object) -> int:
    """Return how often an element runs by its number of turns. Raises ItemsError for what is no such number."""
    values = {"name": element.name or element.id, "value": repr(value)[:60]}
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or value != int(value) or value < 0:
        raise ItemsError(Text(N_("“%(name)s” needs a whole number of turns, not %(value)s."), values))
    if value > MAX_ITEMS:
        raise ItemsError(_too_many(element))
    return int(value)


def _too_many(element: Element) -> Text:
    text = N_("“%(name)s” would run more than %(limit)s times.")
    return Text(text, {"name": element.name or element.id, "limit": MAX_ITEMS})


def loop_item(task: Token, element: Element, number: int) -> object:
    """Return the item of one turn, counted from 0. Raises ItemsError where the list has become too short for it."""
    items = loop_items(task, element)
    if number < len(items):
        return items[number]
    text = N_("“%(name)s” needs item %(number)s of its list, which holds only %(count)s.")
    raise ItemsError(Text(text, {"name": element.name or element.id, "number": number + 1, "count": len(items)}))
