"""Activities: compensation, loops, scripts, sub-processes of each kind, lanes."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.standard.events import definitions
from engine.bpmn.check.standard.kinds import ACTIVITIES, FLOW_NODES, SUB_PROCESSES
from engine.bpmn.check.standard.place import at, container_of, flag, label, process_of
from engine.bpmn.read.document import Document, plain, references
from engine.bpmn.read.names import bpmn, extension, id_of, local


def check_compensation(document: Document) -> Iterator[Finding]:
    """`compensation`: a compensation event at an edge is joined to one activity that compensates, and the other way."""
    handlers: dict[str, set[str]] = {}
    for association in document.all("association"):
        source, target = (plain(association.get(end)) for end in ("sourceRef", "targetRef"))
        handlers.setdefault(source, set()).add(target)
    joined: set[str] = set()
    for event in document.all("boundaryEvent"):
        if "compensate" not in definitions(document, event):
            continue
        targets = [document.by_id[h] for h in handlers.get(id_of(event), ()) if h in document.by_id]
        activities = [node for node in targets if local(node) in ACTIVITIES]
        joined.update(id_of(node) for node in activities)
        if len(activities) != 1:
            yield at(
                "compensation",
                event,
                N_("“%(name)s” must be joined to one activity that compensates; found %(count)s."),
                {"count": len(activities)},
            )
        elif not flag(activities[0], "isForCompensation"):
            message = N_("“%(name)s” compensates but is not marked for compensation.")
            yield at("compensation", activities[0], message)
    for activity in document.all(*sorted(ACTIVITIES)):
        if (
            flag(activity, "isForCompensation")
            and id_of(activity) not in joined
            and not flag(activity, "triggeredByEvent")
        ):
            yield at(
                "compensation",
                activity,
                N_("No compensation event is joined to “%(name)s”, so it never runs."),
                None,
                "warning",
            )


def check_instantiate(document: Document) -> Iterator[Finding]:
    """`instantiate`: nothing leads into a receive task that begins the process."""
    for task in document.all("receiveTask"):
        if flag(task, "instantiate") and task.get("id") in document.incoming:
            yield at("instantiate", task, N_("Receive task “%(name)s” begins a process, so nothing may lead into it."))


def check_quantities(document: Document) -> Iterator[Finding]:
    """`quantity`: an activity takes at least one token and gives at least one."""
    for activity in document.all(*sorted(ACTIVITIES)):
        for name in ("startQuantity", "completionQuantity"):
            if int(activity.get(name, "1")) < 1:
                yield at("quantity", activity, N_("“%(name)s”: %(what)s must be at least 1."), {"what": name})


def check_loops(document: Document) -> Iterator[Finding]:
    """`loop-definition`: a multi-instance activity runs over a number or over data, and says each event it throws."""
    for loop in document.all("multiInstanceLoopCharacteristics"):
        tags = {local(child) for child in loop}
        if {"loopCardinality", "loopDataInputRef"} <= tags:
            yield at(
                "loop-definition", loop.getparent(), N_("“%(name)s” runs over a number and over data; choose one.")
            )
        for child, needed in (("inputDataItem", "loopDataInputRef"), ("outputDataItem", "loopDataOutputRef")):
            if child in tags and needed not in tags and not (child == "inputDataItem" and "loopCardinality" in tags):
                message = N_("“%(name)s” has a %(what)s but no %(needed)s.")
                yield at("loop-definition", loop.getparent(), message, {"what": child, "needed": needed})
        behaviour = loop.get("behavior")
        event = {"None": "noneBehaviorEventRef", "One": "oneBehaviorEventRef"}.get(behaviour or "")
        if (event and not loop.get(event)) or (behaviour == "Complex" and "complexBehaviorDefinition" not in tags):
            message = N_("“%(name)s” throws an event as its instances end (behavior %(what)s) but does not say which.")
            yield at("loop-definition", loop.getparent(), message, {"what": behaviour})
    for loop in document.all("standardLoopCharacteristics"):
        if int(loop.get("loopMaximum", "1")) < 1:
            yield at(
                "loop-definition",
                loop.getparent(),
                N_("“%(name)s”: %(what)s must be at least 1."),
                {"what": "loopMaximum"},
            )


def check_scripts(document: Document) -> Iterator[Finding]:
    """`script-format`: a script says its language."""
    for task in document.all("scriptTask", "globalScriptTask"):
        name = "scriptFormat" if local(task) == "scriptTask" else "scriptLanguage"
        script = task.find(bpmn("script"))
        if (
            script is not None
            and (script.text or "").strip()
            and not task.get(name)
            and extension(task, "script") is None
        ):
            yield at("script-format", task, N_("The script of “%(name)s” does not say its language."))


def check_ad_hoc(document: Document) -> Iterator[Finding]:
    """`ad-hoc`: an ad-hoc sub-process holds at least one activity, and no start or end event."""
    for holder in document.all("adHocSubProcess"):
        if not any(local(child) in ACTIVITIES for child in holder):
            yield at("ad-hoc", holder, N_("Ad-hoc sub-process “%(name)s” holds no activity."))
        for child in holder:
            if local(child) in ("startEvent", "endEvent"):
                yield at("ad-hoc", child, N_("“%(name)s” stands in an ad-hoc sub-process, which has no start or end."))


def check_event_sub_processes(document: Document) -> Iterator[Finding]:
    """`event-sub-process`: an event sub-process begins with exactly one start event, and that has a trigger."""
    for holder in document.all(*sorted(SUB_PROCESSES)):
        if not flag(holder, "triggeredByEvent"):
            continue
        starts = [child for child in holder if local(child) == "startEvent"]
        if len(starts) != 1:
            message = N_("Event sub-process “%(name)s” must have exactly one start event; it has %(count)s.")
            yield at("event-sub-process", holder, message, {"count": len(starts)})
        elif not definitions(document, starts[0]):
            message = N_("The start of event sub-process “%(other)s” needs a trigger.")
            yield at("event-sub-process", starts[0], message, {"other": label(holder)})


def check_lanes(document: Document) -> Iterator[Finding]:
    """`lane`: a lane holds elements of its own process, and an element lies in one lane of a set."""
    for lanes in document.all("laneSet"):
        held: set[str] = set()
        for lane in lanes:
            for reference in references(lane, "flowNodeRef") if local(lane) == "lane" else ():
                node = document.find(lane, reference)
                if node is not None and local(node) in FLOW_NODES and process_of(node) is not process_of(lane):
                    message = N_("Lane “%(name)s” holds “%(other)s”, which belongs to another process.")
                    yield at("lane", lane, message, {"other": label(node)})
                elif plain(reference) in held:
                    message = N_("“%(other)s” lies in more than one lane of the same set.")
                    yield at("lane", lane, message, {"other": reference[:80]})
                held.add(plain(reference))


def check_operations(document: Document) -> Iterator[Finding]:
    """`operation`: a task that names a message and an operation names the operation's own message."""
    for task in document.all("sendTask", "receiveTask"):
        operation = document.find(task, task.get("operationRef"))
        message = document.find(task, task.get("messageRef"))
        if operation is None or message is None or local(operation) != "operation":
            continue
        taken = [plain(r) for r in references(operation, "inMessageRef") + references(operation, "outMessageRef")]
        if message.get("id") not in taken:
            text = N_("“%(name)s” names message “%(message)s”, which its operation “%(other)s” does not take.")
            yield at("operation", task, text, {"message": label(message), "other": label(operation)})


def check_places(document: Document) -> Iterator[Finding]:
    """`choreography-place`: choreography activities stand in choreographies, and activities of a process do not."""
    for node in document.all("choreographyTask", "subChoreography", "callChoreography"):
        if local(container_of(node)) not in ("choreography", "subChoreography", "globalChoreographyTask"):
            yield at("choreography-place", node, N_("“%(name)s” belongs in a choreography."))
    for node in document.all(*sorted(ACTIVITIES), "dataObject", "dataObjectReference", "dataStoreReference"):
        if local(container_of(node)) in ("choreography", "subChoreography", "globalChoreographyTask"):
            yield at("choreography-place", node, N_("“%(name)s” may not stand in a choreography."))


RULES = (
    check_compensation,
    check_instantiate,
    check_quantities,
    check_loops,
    check_scripts,
    check_ad_hoc,
    check_event_sub_processes,
    check_lanes,
    check_operations,
    check_places,
)
