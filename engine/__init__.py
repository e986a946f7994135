"""A BPMN 2.0 and DMN engine on SpiffWorkflow: it knows processes and nothing of awards."""
