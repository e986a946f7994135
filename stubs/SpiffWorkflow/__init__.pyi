# SpiffWorkflow as far as engine.bpmn asks of it: the library itself has no types.
