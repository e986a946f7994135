"""Names for what stands in diagrams, tables and forms; the messages are translated where they are shown."""

from engine.base.text import N_

KINDS = {
    "process": N_("Process"),
    "participant": N_("Pool"),
    "lane": N_("Lane"),
    "userTask": N_("User task"),
    "serviceTask": N_("Service task"),
    "scriptTask": N_("Script task"),
    "businessRuleTask": N_("Business rule task"),
    "sendTask": N_("Send task"),
    "receiveTask": N_("Receive task"),
    "manualTask": N_("Manual task"),
    "task": N_("Task"),
    "callActivity": N_("Call activity"),
    "subProcess": N_("Sub-process"),
    "startEvent": N_("Start event"),
    "endEvent": N_("End event"),
    "intermediateCatchEvent": N_("Catch event"),
    "intermediateThrowEvent": N_("Throw event"),
    "boundaryEvent": N_("Boundary event"),
    "exclusiveGateway": N_("Exclusive gateway"),
    "parallelGateway": N_("Parallel gateway"),
    "inclusiveGateway": N_("Inclusive gateway"),
    "eventBasedGateway": N_("Event-based gateway"),
    "sequenceFlow": N_("Sequence flow"),
    "messageFlow": N_("Message flow"),
    "message": N_("Message"),
    "error": N_("Error"),
    "signal": N_("Signal"),
    "escalation": N_("Escalation"),
    "textAnnotation": N_("Note"),
    "association": N_("Association"),
    "group": N_("Group"),
    "decision": N_("Decision"),
    "rule": N_("Rule"),
    "inputData": N_("Input data"),
    "form": N_("Form"),
}
FIELD = N_("Field")
OTHER = N_("Element")

# Attributes of elements, as (element or "" for any, attribute).
FACTS = {
    ("", "sourceRef"): N_("From"),
    ("", "targetRef"): N_("To"),
    ("", "default"): N_("Default flow"),
    ("", "attachedToRef"): N_("Attached to"),
    ("", "cancelActivity"): N_("Interrupts the step"),
    ("", "isExecutable"): N_("Executable"),
    ("", "hitPolicy"): N_("Hit policy"),
    ("", "messageRef"): N_("Message"),
    ("", "errorRef"): N_("Error"),
    ("", "processRef"): N_("Process"),
    ("formDefinition", "formId"): N_("Form"),
    ("assignmentDefinition", "candidateGroups"): N_("Offered to roles"),
    ("assignmentDefinition", "candidateUsers"): N_("Offered to people"),
    ("assignmentDefinition", "assignee"): N_("Assigned to"),
    ("taskSchedule", "dueDate"): N_("Due date"),
    ("taskSchedule", "followUpDate"): N_("Follow-up date"),
    ("priorityDefinition", "priority"): N_("Priority"),
    ("taskDefinition", "type"): N_("Action"),
    ("taskDefinition", "retries"): N_("Retries"),
    ("script", "expression"): N_("Script"),
    ("script", "resultVariable"): N_("Result variable"),
    ("calledDecision", "decisionId"): N_("Called decision"),
    ("calledDecision", "resultVariable"): N_("Result variable"),
    ("calledElement", "processId"): N_("Called process"),
    ("loopCharacteristics", "inputCollection"): N_("Repeated for each of"),
    ("loopCharacteristics", "inputElement"): N_("Name of each"),
    ("loopCharacteristics", "outputCollection"): N_("Results gathered in"),
    ("loopCharacteristics", "outputElement"): N_("Result of each"),
    ("multiInstanceLoopCharacteristics", "isSequential"): N_("One after another"),
    ("subscription", "correlationKey"): N_("Correlation key"),
    ("errorEventDefinition", "errorRef"): N_("Error"),
}

TEXTS = {
    "conditionExpression": N_("Condition"),
    "documentation": N_("Documentation"),
    "timeDuration": N_("Waits for"),
    "timeDate": N_("Waits until"),
    "timeCycle": N_("Repeats"),
    "completionCondition": N_("Completion condition"),
    "flowNodeRef": N_("Steps in the lane"),
}

INPUT = N_("Input “%(name)s”")
OUTPUT = N_("Output “%(name)s”")
PROPERTY = N_("Property “%(name)s”")
LISTENER = N_("Listener on “%(name)s”")
RESULT = N_("Result “%(name)s”")
COLUMN = N_("Condition on “%(name)s”")
NOTE_ON = N_("Note “%(name)s”")
ANY = N_("Setting “%(name)s”")
EXPRESSION = N_("Expression")
