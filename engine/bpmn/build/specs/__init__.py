"""What is drawn, as SpiffWorkflow task specs that follow the specification.

SpiffWorkflow predicts every possible path into its task tree, walks that tree to decide joins, and copies data from
task to task. Here a task's children are made when it completes, joins count the tokens that wait at them, and data stay
in scopes, so a step costs what it changes. Nothing in a spec changes once it is built, so all threads share it.
"""

from engine.bpmn.build.specs.activities import Activity, PassThrough, UserTask, WorkTask, activity_of
from engine.bpmn.build.specs.compensation import run_name
from engine.bpmn.build.specs.complexgateway import ComplexGateway
from engine.bpmn.build.specs.containers import EventSubProcess, SubProcess
from engine.bpmn.build.specs.driven import BoundarySplit, Driven, End, EndJoin, Start, Step
from engine.bpmn.build.specs.events import (
    BoundaryEvent,
    CatchEvent,
    EventGateway,
    LinkCatch,
    Listener,
    ListenerPart,
    StartEvent,
    TriggerPart,
    event_of,
    part_name,
    part_of,
)
from engine.bpmn.build.specs.gateways import (
    ExclusiveGateway,
    FlowSplit,
    Gather,
    InclusiveGateway,
    ParallelGateway,
    TokenJoin,
)
from engine.bpmn.build.specs.loops import MultiInstance, Repeated, StandardLoop, body_of
from engine.bpmn.build.specs.throws import CompensationRun, ThrowEvent

__all__ = [
    "Activity",
    "BoundaryEvent",
    "BoundarySplit",
    "CatchEvent",
    "CompensationRun",
    "ComplexGateway",
    "Driven",
    "End",
    "EndJoin",
    "EventGateway",
    "EventSubProcess",
    "ExclusiveGateway",
    "FlowSplit",
    "Gather",
    "InclusiveGateway",
    "LinkCatch",
    "Listener",
    "ListenerPart",
    "MultiInstance",
    "ParallelGateway",
    "PassThrough",
    "Repeated",
    "StandardLoop",
    "Start",
    "StartEvent",
    "Step",
    "SubProcess",
    "ThrowEvent",
    "TokenJoin",
    "TriggerPart",
    "UserTask",
    "WorkTask",
    "activity_of",
    "body_of",
    "event_of",
    "part_name",
    "part_of",
    "run_name",
]
