"""What a new version takes away from the safeguards of the one before, said one by one to whoever approves it."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from lxml import etree

from engine.base.errors import BangVangError
from engine.bpmn.read.opened import Opened, opened

# Properties of elements that keep people apart or bind a step to its person; any change of one is told.
PROPERTIES = frozenset(
    {"separateFrom", "separateFromReason", "excluded", "final", "inPerson", "capacity", "ballotMode"}
)
VOTES = frozenset({"numerator", "denominator", "comparator", "base", "ballot"})
SHARES = ("quorum_", "floor_")
TASKS = ("userTask", "manualTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask", "scriptTask", "task")
STEPS = frozenset({*TASKS, "callActivity", "subProcess", "boundaryEvent", "intermediateCatchEvent", "exclusiveGateway"})
SENDS = frozenset({"serviceTask", "sendTask"})
TIMES = ("timeDate", "timeDuration", "timeCycle")
# Attributes of definitions that name a schema or a program and are never followed.
NAMESPACES = re.compile(r"namespace$|Language$|^exporter|schemaLocation$|^\{.*\}schemaLocation$", re.IGNORECASE)
LINK = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]*:)?//[^\s\"'<>)]+|\b(?:mailto|tel|javascript|data):[^\s\"'<>)]+", re.IGNORECASE
)
TOLD_WHEN_NEW = frozenset({"sending", "exempt"})
HIDDEN = frozenset({"Cf", "Co", "Cs", "Cc"})


@dataclass(frozen=True)
class Weakening:
    """One safeguard that a new version lacks or changes, or something it brings that deserves a look."""

    kind: str
    file: str
    element: str
    name: str
    what: str
    before: str
    after: str

    @property
    def mark(self) -> str:
        """Return what the approver ticks: it is of this change alone."""
        written = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class _Guard:
    """A setting of an element that guards something."""

    kind: str
    name: str
    value: str


Guards = dict[tuple[str, str], _Guard]


def weakenings(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[Weakening]:
    """Return what files of a new version weaken or bring in that the old ones did not, by file.

    A file that cannot be read guards nothing; the checks refuse it elsewhere.
    """
    found: list[Weakening] = []
    before, after = opened(old), opened(new)
    for path in sorted(before.keys() | after.keys()):
        found += _changed(path, _guards(path, before), _guards(path, after))
    found += _brought_in(before, after)
    return found


def _changed(path: str, before: Guards, after: Guards) -> Iterator[Weakening]:
    for place in [*before, *(place for place in after if place not in before)]:
        was, now = before.get(place), after.get(place)
        told = now or was
        # A safeguard that is new strengthens; a place that data goes to is told when it is new, too.
        if told is None or (was is None and told.kind not in TOLD_WHEN_NEW):
            continue
        if was is None or now is None or was.value != now.value:
            element, what = place
            values = (was.value if was else "", now.value if now else "")
            yield Weakening(told.kind, path, element, told.name, what, *values)


def _guards(path: str, files: Opened) -> Guards:
    if path not in files or not path.endswith((".bpmn", ".dmn")):
        return {}
    try:
        root = files.tree(path)
    except BangVangError:
        return {}
    return dict(_of_process(root) if path.endswith(".bpmn") else _of_tables(root))


def _of_process(root: etree._Element) -> Iterator[tuple[tuple[str, str], _Guard]]:
    for node in root.iter(etree.Element):
        if node.get("id") and _local(node) in STEPS:
            yield from _of_step(node)


def _of_step(node: etree._Element) -> Iterator[tuple[tuple[str, str], _Guard]]:
    element, name = str(node.get("id")), str(node.get("name") or node.get("id"))
    yield (element, "step"), _Guard("step", name, _local(node))
    for inner in _own(node):
        found = _of_person(inner) or _of_work(inner) or (_of_sending(inner) if _local(node) in SENDS else None)
        if found is not None:
            what, kind, value = found
            yield (element, what), _Guard(kind, name, value)
    if _local(node) == "sendTask":
        yield (element, "to message"), _Guard("sending", name, node.get("messageRef", ""))


Told = tuple[str, str, str] | None


def _of_person(inner: etree._Element) -> Told:
    """Return what a setting says of who may act: what it is, its kind and value."""
    if _local(inner) == "property" and inner.get("name") in PROPERTIES:
        value = inner.get("value", "")
        return str(inner.get("name")), "exempt" if value.strip() in ("none", "false") else "apart", value
    return ("who", "who", _attributes(inner)) if _local(inner) == "assignmentDefinition" else None


def _of_work(inner: etree._Element) -> Told:
    """Return what a setting says of when a step is due, and what is asked on the way."""
    kind = _local(inner)
    if kind == "taskSchedule" or kind in TIMES:
        return "deadline", "deadline", _attributes(inner) if kind == "taskSchedule" else (inner.text or "").strip()
    if kind == "taskListener":
        return f"listener {inner.get('eventType')} {inner.get('type')}", "rule", "on"
    return ("decision", "rule", inner.get("decisionId", "")) if kind == "calledDecision" else None


def _of_sending(inner: etree._Element) -> Told:
    """Return what a setting says of where data goes."""
    if _local(inner) not in ("taskDefinition", "input"):
        return None
    return f"to {inner.get('target') or 'type'}", "sending", str(inner.get("source") or inner.get("type") or "")


def _own(node: etree._Element) -> Iterator[etree._Element]:
    """Yield what belongs to a step itself: not the steps drawn inside it."""
    for child in node.iterchildren(etree.Element):
        if _local(child) not in STEPS:
            yield child
            yield from _own(child)


def _of_tables(root: etree._Element) -> Iterator[tuple[tuple[str, str], _Guard]]:
    """Yield every rule of a table that says how votes count, and every formula in the same file."""
    tables = [table for table in root.iter("{*}decisionTable") if _counts_votes(table)]
    for table in tables:
        yield from _of_table(table)
    if tables:
        for formula in root.iter("{*}literalExpression"):
            name = _decision(formula)
            yield (str(formula.get("id") or name), "formula"), _Guard("votes", name, _written(formula))


def _of_table(table: etree._Element) -> Iterator[tuple[tuple[str, str], _Guard]]:
    name, own = _decision(table), str(table.get("id"))
    rules = {str(r.get("id") or f"{own} {n}"): r for n, r in enumerate(table.iterchildren("{*}rule"), 1)}
    for rule_id, rule in rules.items():
        entries = [_written(one) for one in rule.iterchildren("{*}inputEntry", "{*}outputEntry")]
        yield (rule_id, "rule"), _Guard("votes", name, " | ".join(entries))
    yield (own, "order"), _Guard("votes", name, f"{table.get('hitPolicy', 'UNIQUE')}: {' '.join(rules)}")
    head = [_written(one) for one in table.iterchildren("{*}input")]
    head += [str(one.get("name")) for one in table.iterchildren("{*}output")]
    yield (own, "columns"), _Guard("votes", name, " | ".join(head))


def _decision(node: etree._Element) -> str:
    owner = node.getparent()
    return "" if owner is None else str(owner.get("name") or owner.get("id") or "")


def _written(node: etree._Element) -> str:
    """Return the text in a node, its white space evened."""
    return " ".join("".join(str(text) for text in node.itertext()).split())


def _counts_votes(table: etree._Element) -> bool:
    names = {str(output.get("name")) for output in table.iterchildren("{*}output")}
    return bool(names & VOTES) or any(name.startswith(SHARES) for name in names)


def _brought_in(old: Opened, new: Opened) -> Iterator[Weakening]:
    """Yield odd characters and links in texts of the new files that no old file had."""
    known = {text for path in old for _, text in texts_of(path, old)}
    links = {link for text in known for link in LINK.findall(text)}
    for path in sorted(new):
        for place, text in texts_of(path, new):
            odd = odd_characters(text) if text not in known else []
            if odd:
                yield Weakening("characters", path, place, _shown(text), "characters", "", ", ".join(odd))
            for link in sorted(set(LINK.findall(text)) - links):
                yield Weakening("link", path, place, _shown(text), "link", "", link[:200])


def odd_characters(text: str) -> list[str]:
    """Return the letters of other scripts and the characters that cannot be seen in a text, by code and name."""
    return [f"U+{ord(c):04X} {unicodedata.name(c, '?')}" for c in dict.fromkeys(text) if _is_odd(c)]


def _is_odd(character: str) -> bool:
    if character in "\n\r\t":
        return False
    category, name = unicodedata.category(character), unicodedata.name(character, "")
    if category in HIDDEN:
        return True
    is_wide = name.startswith(("FULLWIDTH", "MATHEMATICAL", "HALFWIDTH"))
    return category.startswith("L") and (is_wide or not name.startswith(("LATIN", "FEMININE", "MASCULINE", "MICRO")))


def texts_of(path: str, files: Opened) -> Iterator[tuple[str, str]]:
    """Yield the texts of one of several files with the place each stands at; none of XML that cannot be read."""
    data = files[path]
    if path.endswith((".bpmn", ".dmn")):
        with suppress(BangVangError):
            yield from _texts_of_xml(files.tree(path))
    elif path.endswith(".json"):
        try:
            yield from _texts_of_json(json.loads(data), "")
        except (ValueError, RecursionError):
            return
    elif path.endswith((".csv", ".md", ".txt", ".feel")):
        for number, line in enumerate(data.decode(errors="replace").splitlines(), 1):
            yield str(number), line


def _texts_of_xml(root: etree._Element) -> Iterator[tuple[str, str]]:
    for node in root.iter(etree.Element):
        place = _place(node)
        for name, value in node.attrib.items():
            if not NAMESPACES.search(str(name)):
                yield place, str(value)
        yield from ((place, text) for text in (node.text, node.tail) if text and text.strip())


def _place(node: etree._Element) -> str:
    near = next((one for one in (node, *node.iterancestors()) if one.get("id")), None)
    return "" if near is None else str(near.get("id"))


def _texts_of_json(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        here = str(value.get("key") or value.get("id") or place)
        for name, inner in value.items():
            yield here, str(name)
            yield from _texts_of_json(inner, here)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts_of_json(inner, place)


def records_of(found: Iterable[Weakening]) -> list[dict[str, str]]:
    """Return weakenings as plain data, to be kept with an approval."""
    return [asdict(one) for one in found]


def _shown(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:120]}…"


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname


def _attributes(node: etree._Element) -> str:
    return ", ".join(f"{name!s}: {value!s}" for name, value in sorted((str(n), str(v)) for n, v in node.attrib.items()))
