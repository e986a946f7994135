"""What a diagram says in two places agrees: kinds of data, messages on both ends of a flow, events and what they name.

An error where it is to run, a warning in a drawing: its author may not have come to it yet.
"""

from engine.bpmn.check.agreement import called, events, imports, items, messages, sets

RULES = (*items.RULES, *sets.RULES, *called.RULES, *events.RULES, *messages.RULES, *imports.RULES)
