"""What is drawn, as SpiffWorkflow task specs that follow the specification.

SpiffWorkflow predicts every possible path into its task tree, walks that tree to decide joins, and copies data from
task to task. Here a task's children are made when it completes, joins count the tokens that wait at them, and data stay
in scopes, so a step costs what it changes. Nothing in a spec changes once it is built, so all threads share it.
"""

from engine.bpmn.specs.activities import Activity, PassThrough, UserTask, WorkTask
from engine.bpmn.specs.containers import MultiInstance, SubProcess
from engine.bpmn.specs.driven import BoundarySplit, Driven, End, EndJoin, Start, Step
from engine.bpmn.specs.events import BoundaryEvent, CatchEvent, EventGateway, StartEvent, ThrowEvent
from engine.bpmn.specs.gateways import ExclusiveGateway, InclusiveGateway, ParallelGateway, TokenJoin

__all__ = [
    "Activity",
    "BoundaryEvent",
    "BoundarySplit",
    "CatchEvent",
    "Driven",
    "End",
    "EndJoin",
    "EventGateway",
    "ExclusiveGateway",
    "InclusiveGateway",
    "MultiInstance",
    "ParallelGateway",
    "PassThrough",
    "Start",
    "StartEvent",
    "Step",
    "SubProcess",
    "ThrowEvent",
    "TokenJoin",
    "UserTask",
    "WorkTask",
]
