"""What must not be done by hand to a case because of the steps in it that decide."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from engine.base.text import N_, Text
from engine.bpmn.build.builder import Definition
from engine.bpmn.check.decisive.steps import decisive_steps, is_final, label
from engine.bpmn.check.decisive.ways import Ways


@dataclass(frozen=True)
class Shift:
    """Elements whose tokens are taken out, all from which tokens went with them, where others are put, where any stand.

    `left` is how things stand afterwards.
    """

    taken: Collection[str]
    gone: Collection[str]
    placed: Collection[str]
    left: Collection[str]


def refused_move(definition: Definition, shift: Shift) -> Text | None:
    """Say why tokens must not go from some elements to others, or None where they may.

    What is final lies ahead afterwards as before, and a token comes behind what decides only from behind it, to where
    its way leads for sure.
    """
    ways = Ways(definition.processes)
    text = N_("“%(name)s” signs or decides: a case cannot be moved past it by hand.")
    for step in decisive_steps(ways.elements.values()):
        behind = [place for place in shift.placed if place != step and step in ways.behind(place)]
        allowed = all(any(_from_behind(ways, step, token, place) for token in shift.taken) for place in behind)
        if not allowed or _is_skipped(ways, step, shift):
            return Text(text, {"name": label(ways.elements[step])})
    return None


def _from_behind(ways: Ways, step: str, token: str, place: str) -> bool:
    return token != step and step in ways.behind(token) and ways.is_sure_after(place, token)


def _is_skipped(ways: Ways, step: str, shift: Shift) -> bool:
    """Tell whether a final step lay ahead of what is taken out and lies ahead of nothing afterwards."""
    if not is_final(ways.elements[step]):
        return False
    after = (*shift.left, *shift.placed)
    return any(step in ways.ahead(token) for token in shift.gone) and not any(step in ways.ahead(one) for one in after)


def lost_steps(old: Definition, new: Definition, mapping: Mapping[str, str], standing: Mapping[str, str]) -> list[Text]:
    """Say which final steps a move to another release would lose, or put a token behind.

    `standing` maps the elements where tokens stand to those of the new release where they will.
    """
    before, after = Ways(old.processes), Ways(new.processes)
    lost = N_("“%(name)s” signs or decides, and the new version has no such step in its place.")
    past = N_("“%(name)s” signs or decides in the new version, and this case would stand behind it without it.")
    found = []
    targets = {one.id: mapping.get(one.id, one.id) for one in before.elements.values() if is_final(one)}
    for step in sorted(targets):
        one = after.elements.get(targets[step])
        if one is None or not is_final(one):
            found.append(Text(lost, {"name": label(before.elements[step])}))
    for here, there in standing.items():
        was = {targets[step] for step in before.behind(here) if step in targets}
        passed = (
            {step for step in after.behind(there) if is_final(after.elements[step])}
            if there in after.elements
            else set()
        )
        found += [Text(past, {"name": label(after.elements[step])}) for step in sorted(passed - was)]
    return found
