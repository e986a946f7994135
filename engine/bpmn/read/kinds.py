"""The words by which a diagram's elements, events and timers are told apart (BPMN 2.0.2, §8 and §10).

What a diagram says is read as it stands: an element's kind may be a tag that is none of these.
"""

from enum import StrEnum


class ElementKind(StrEnum):
    """The tag of a flow node."""

    START_EVENT = "startEvent"
    END_EVENT = "endEvent"
    INTERMEDIATE_CATCH_EVENT = "intermediateCatchEvent"
    INTERMEDIATE_THROW_EVENT = "intermediateThrowEvent"
    BOUNDARY_EVENT = "boundaryEvent"
    USER_TASK = "userTask"
    SERVICE_TASK = "serviceTask"
    SEND_TASK = "sendTask"
    RECEIVE_TASK = "receiveTask"
    SCRIPT_TASK = "scriptTask"
    BUSINESS_RULE_TASK = "businessRuleTask"
    CALL_ACTIVITY = "callActivity"
    SUB_PROCESS = "subProcess"
    EVENT_BASED_GATEWAY = "eventBasedGateway"
    COMPLEX_GATEWAY = "complexGateway"


class EventKind(StrEnum):
    """What an event definition is of."""

    MESSAGE = "message"
    SIGNAL = "signal"
    ESCALATION = "escalation"
    CONDITIONAL = "conditional"
    LINK = "link"
    COMPENSATE = "compensate"
    CANCEL = "cancel"
    TERMINATE = "terminate"


class TimerKind(StrEnum):
    """How a timer says its time."""

    DURATION = "duration"
    CYCLE = "cycle"
