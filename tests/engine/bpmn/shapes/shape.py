"""Small diagrams, each of one thing that BPMN says, with what it must do; and the few calls they are drawn with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tests.engine import drawing as d

ASSOCIATION = re.compile(r"<bpmn:association[^>]*/>")


@dataclass(frozen=True)
class Shape:
    """A diagram and what becomes of it.

    `covers` names elements and attributes of the table in docs; `does` the script tasks completed, in any order where
    branches run beside each other; `wait` the hours that pass; `starts` the processes to start.
    """

    name: str
    covers: tuple[str, ...]
    parts: tuple[str, ...]
    does: str
    outcome: str = "completed"
    given: Mapping[str, Any] = field(default_factory=dict)
    root: str = ""
    wait: int = 0
    starts: tuple[str, ...] = ("p",)
    results: Mapping[str, Any] = field(default_factory=dict)

    @property
    def diagram(self) -> bytes:
        """Return the BPMN file."""
        return d.diagram(in_order(*self.parts), messages=self.root)


def t(id: str, expression: str = "=1", result: str = "", inner: str = "", **attributes: str) -> str:  # noqa: A002
    """Draw a script task."""
    said = f"<zeebe:script expression={quoteattr(expression)} resultVariable={quoteattr(result or 'r_' + id)}/>"
    return d.node("scriptTask", id, said, inner, **attributes)


def define(kind: str, inner: str = "", **attributes: str) -> str:
    """Draw an event definition."""
    extra = "".join(f" {k}={quoteattr(v)}" for k, v in attributes.items())
    return f"<bpmn:{kind}EventDefinition{extra}>{inner}</bpmn:{kind}EventDefinition>"


def error(code: str = "") -> str:
    return define("error", **({"errorRef": f"e_{code}"} if code else {}))


def escalation(code: str = "") -> str:
    return define("escalation", **({"escalationRef": f"x_{code}"} if code else {}))


def signal(name: str) -> str:
    return define("signal", signalRef=f"s_{name}")


def when(condition: str) -> str:
    return define(
        "conditional", f'<bpmn:condition xsi:type="bpmn:tFormalExpression">{escape(condition)}</bpmn:condition>'
    )


def after(duration: str) -> str:
    tag = "timeCycle" if duration.startswith("R") else "timeDuration" if duration.startswith("P") else "timeDate"
    return define("timer", f"<bpmn:{tag}>{duration}</bpmn:{tag}>")


def compensate(activity: str = "", *, waits: bool = True) -> str:
    named = {"activityRef": activity} if activity else {}
    return define("compensate", **named, **({} if waits else {"waitForCompletion": "false"}))


def link(name: str) -> str:
    return define("link", name=name)


def start(id: str, inner: str = "", **attributes: str) -> str:  # noqa: A002
    return d.node("startEvent", id, inner=inner, **attributes)


def end(id: str, inner: str = "", extension: str = "") -> str:  # noqa: A002
    return d.node("endEvent", id, extension, inner)


def throw(id: str, inner: str = "", extension: str = "") -> str:  # noqa: A002
    return d.node("intermediateThrowEvent", id, extension, inner)


def catch(id: str, inner: str, **attributes: str) -> str:  # noqa: A002
    return d.node("intermediateCatchEvent", id, inner=inner, **attributes)


def edge(id: str, host: str, inner: str, *, interrupting: bool = True, **attributes: str) -> str:  # noqa: A002
    return d.node(
        "boundaryEvent", id, inner=inner, attachedToRef=host, cancelActivity=str(interrupting).lower(), **attributes
    )


def sub(id: str, *parts: str, kind: str = "subProcess", **attributes: str) -> str:  # noqa: A002
    return d.node(kind, id, inner=in_order(*parts), **attributes)


def in_order(*parts: str) -> str:
    """Return parts with their associations at the end, where the standard's schema wants them."""
    body = "".join(parts)
    return ASSOCIATION.sub("", body) + "".join(ASSOCIATION.findall(body))


def straight(prefix: str, *ids: str, trigger: str = "", **attributes: str) -> str:
    """Draw a start, script tasks in a row, and an end."""
    drawn = [start(f"{prefix}s", trigger, **attributes), *(t(i) for i in ids), end(f"{prefix}e")]
    return "".join(drawn) + d.path(f"{prefix}s", *ids, f"{prefix}e")


def on_event(id: str, trigger: str, *ids: str, interrupting: bool = True, extra: str = "") -> str:  # noqa: A002
    """Draw an event sub-process of script tasks in a row."""
    inner = straight(id, *ids, trigger=trigger, isInterrupting=str(interrupting).lower())
    return sub(id, inner, extra, triggeredByEvent="true")


def undone_by(event: str, host: str, handler: str) -> str:
    """Draw a compensation boundary event, its handler (a script task) and the association between them."""
    return (
        edge(event, host, compensate())
        + t(handler, isForCompensation="true")
        + f'<bpmn:association id="{event}_a" sourceRef="{event}" targetRef="{handler}" associationDirection="One"/>'
    )


def errors(*codes: str) -> str:
    return "".join(f'<bpmn:error id="e_{c}" errorCode="{c}"/>' for c in codes)


def escalations(*codes: str) -> str:
    return "".join(f'<bpmn:escalation id="x_{c}" escalationCode="{c}"/>' for c in codes)


def signals(*names: str) -> str:
    return "".join(f'<bpmn:signal id="s_{n}" name="{n}"/>' for n in names)
