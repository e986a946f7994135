"""Small diagrams for tests, written as a few calls."""

from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="t">'
)


EACH_TURN = '<zeebe:properties><zeebe:property name="missedTurns" value="each"/></zeebe:properties>'
"""For those who let timers come in any order, whatever the clock says."""


def diagram(*parts: str, process: str = "p", messages: str = "", others: str = "") -> bytes:
    """Return a BPMN file with one executable process of these parts, and the other processes given."""
    return f"{HEAD}{messages}{process_of(process, *parts)}{others}</bpmn:definitions>".encode()


def process_of(id: str, *parts: str) -> str:  # noqa: A002
    """Return one executable process of a file."""
    body = "".join(parts)
    return f'<bpmn:process id="{id}" name="{id}" isExecutable="true">{body}</bpmn:process>'


def message(name: str, key: str | None = None) -> str:
    held = "" if key is None else _extension(f"<zeebe:subscription correlationKey={quoteattr(key)}/>")
    return f'<bpmn:message id="m_{name}" name="{name}">{held}</bpmn:message>'


def _extension(inner: str) -> str:
    return f"<bpmn:extensionElements>{inner}</bpmn:extensionElements>" if inner else ""


def mapping(inputs: dict[str, str] | None = None, outputs: dict[str, str] | None = None) -> str:
    lines = [f"<zeebe:input source={quoteattr(v)} target={quoteattr(k)}/>" for k, v in (inputs or {}).items()]
    lines += [f"<zeebe:output source={quoteattr(v)} target={quoteattr(k)}/>" for k, v in (outputs or {}).items()]
    return f"<zeebe:ioMapping>{''.join(lines)}</zeebe:ioMapping>" if lines else ""


def node(kind: str, id: str, extension: str = "", inner: str = "", **attributes: str) -> str:  # noqa: A002
    extra = "".join(f" {k}={quoteattr(v)}" for k, v in attributes.items())
    return f'<bpmn:{kind} id="{id}"{extra}>{_extension(extension)}{inner}</bpmn:{kind}>'


def start(id: str = "begin", message: str = "") -> str:  # noqa: A002
    return node("startEvent", id, inner=_message_event(message))


def end(id: str = "done", message: str = "", terminate: bool = False, extension: str = "") -> str:  # noqa: A002
    return node(
        "endEvent", id, extension, inner="<bpmn:terminateEventDefinition/>" if terminate else _message_event(message)
    )


def _message_event(name: str) -> str:
    return f'<bpmn:messageEventDefinition messageRef="m_{name}"/>' if name else ""


def user(id: str, groups: str = '=["clerk@A"]', extension: str = "", inner: str = "", **properties: str) -> str:  # noqa: A002
    said = "".join(f"<zeebe:property name={quoteattr(k)} value={quoteattr(v)}/>" for k, v in properties.items())
    said = f"<zeebe:properties>{said}</zeebe:properties>" if said else ""
    offered = f"<zeebe:assignmentDefinition candidateGroups={quoteattr(groups)}/>"
    return node("userTask", id, f"<zeebe:userTask/>{offered}{extension}{said}", inner, name=f"Task {id}")


def script(id: str, expression: str, result: str) -> str:  # noqa: A002
    return node(
        "scriptTask", id, f"<zeebe:script expression={quoteattr(expression)} resultVariable={quoteattr(result)}/>"
    )


def service(id: str, action: str, extension: str = "", inner: str = "") -> str:  # noqa: A002
    return node("serviceTask", id, f'<zeebe:taskDefinition type="{action}"/>{extension}', inner)


def gateway(kind: str, id: str, default: str = "") -> str:  # noqa: A002
    return node(f"{kind}Gateway", id, **({"default": default} if default else {}))


def catch(id: str, *, message: str = "", timer: str = "", extension: str = "") -> str:  # noqa: A002
    return node("intermediateCatchEvent", id, extension, inner=_message_event(message) + _timer(timer))


def throw(id: str, message: str, extension: str = "") -> str:  # noqa: A002
    return node("intermediateThrowEvent", id, extension, inner=_message_event(message))


def boundary(id: str, host: str, *, timer: str = "", message: str = "", interrupting: bool = True) -> str:  # noqa: A002
    inner = _message_event(message) + _timer(timer)
    return node(
        "boundaryEvent",
        id,
        EACH_TURN if timer.startswith("R") else "",
        inner,
        attachedToRef=host,
        cancelActivity=str(interrupting).lower(),
    )


def _timer(text: str) -> str:
    if not text:
        return ""
    first = text.lstrip("'")[0]
    tag = {"R": "timeCycle", "P": "timeDuration"}.get(first, "timeDate")
    return f"<bpmn:timerEventDefinition><bpmn:{tag}>{escape(text)}</bpmn:{tag}></bpmn:timerEventDefinition>"


def sub(id: str, *parts: str, inner: str = "") -> str:  # noqa: A002
    return node("subProcess", id, inner=inner + "".join(parts))


def each(
    collection: str, element: str, output: str = "", result: str = "", *, sequential: bool = False, enough: str = ""
) -> str:
    out = f" outputCollection={quoteattr(output)} outputElement={quoteattr(result)}" if output else ""
    held = (
        f"<zeebe:loopCharacteristics inputCollection={quoteattr(collection)} inputElement={quoteattr(element)}{out}/>"
    )
    stop = f"<bpmn:completionCondition>{escape(enough)}</bpmn:completionCondition>" if enough else ""
    return (
        f'<bpmn:multiInstanceLoopCharacteristics isSequential="{str(sequential).lower()}">'
        f"{_extension(held)}{stop}</bpmn:multiInstanceLoopCharacteristics>"
    )


def flow(source: str, target: str, condition: str = "", id: str = "") -> str:  # noqa: A002
    inner = f"<bpmn:conditionExpression>{escape(condition)}</bpmn:conditionExpression>" if condition else ""
    named = id or f"{source}__{target}"
    return f'<bpmn:sequenceFlow id="{named}" sourceRef="{source}" targetRef="{target}">{inner}</bpmn:sequenceFlow>'


def path(*ids: str) -> str:
    """Return the flows along a path."""
    return "".join(flow(a, b) for a, b in pairwise(ids))
