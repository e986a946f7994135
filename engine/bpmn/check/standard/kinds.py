"""Families of BPMN elements."""

TASKS = frozenset(
    ["task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask", "sendTask", "receiveTask"]
)
SUB_PROCESSES = frozenset(["subProcess", "transaction", "adHocSubProcess"])
ACTIVITIES = TASKS | SUB_PROCESSES | {"callActivity"}
CATCHING = frozenset(["startEvent", "intermediateCatchEvent", "boundaryEvent"])
THROWING = frozenset(["endEvent", "intermediateThrowEvent"])
EVENTS = CATCHING | THROWING | {"implicitThrowEvent"}
CHOICES = frozenset(["exclusiveGateway", "inclusiveGateway", "complexGateway"])
GATEWAYS = CHOICES | {"parallelGateway", "eventBasedGateway"}
CHOREOGRAPHIES = frozenset(["choreographyTask", "subChoreography", "callChoreography"])
FLOW_NODES = ACTIVITIES | EVENTS | GATEWAYS | CHOREOGRAPHIES
CONTAINERS = SUB_PROCESSES | {"process", "choreography", "globalChoreographyTask", "subChoreography"}

GLOBAL_TASKS = frozenset(
    ["globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask"]
)
CALLABLE = GLOBAL_TASKS | {"process"}
DEFINITIONS = frozenset(
    [
        "messageEventDefinition",
        "timerEventDefinition",
        "conditionalEventDefinition",
        "signalEventDefinition",
        "errorEventDefinition",
        "escalationEventDefinition",
        "compensateEventDefinition",
        "cancelEventDefinition",
        "linkEventDefinition",
        "terminateEventDefinition",
    ]
)
CONVERSATIONS = frozenset(["conversation", "subConversation", "callConversation"])
COLLABORATIONS = frozenset(["collaboration", "choreography", "globalConversation", "globalChoreographyTask"])
DATA = frozenset(["dataObject", "dataObjectReference", "dataStoreReference", "property", "dataInput", "dataOutput"])
INTERACTING = ACTIVITIES | EVENTS | CONVERSATIONS | {"participant"}
ARTIFACTS = frozenset(["textAnnotation", "group", "association"])
