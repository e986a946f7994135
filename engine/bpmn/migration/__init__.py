"""Taking a running instance from one release of its process to another.

Elements with the same id are the same; others may be mapped by hand. Nothing that is under way may be lost: where a
token has no place in the new diagram, or a vote would be counted otherwise than it was asked, the move is refused.
"""

from engine.bpmn.migration.apply import fitness, migrate
from engine.bpmn.migration.counterparts import DROPPED, Counterparts
from engine.bpmn.migration.plan import Choice, Plan, plan
from engine.bpmn.migration.refusal import MigrationRefusedError

__all__ = ["DROPPED", "Choice", "Counterparts", "MigrationRefusedError", "Plan", "fitness", "migrate", "plan"]
