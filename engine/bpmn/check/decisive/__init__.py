"""Steps that sign, vote or decide: nobody moves a case past them by hand, or sets what they decide.

A step is decisive where its diagram says `final`, and where it waits for a message: that is how the result of another
process, with signatures of its own, comes back.
"""

from engine.bpmn.check.decisive.guard import Shift, lost_steps, refused_move
from engine.bpmn.check.decisive.settled import Settled, settled_variables
from engine.bpmn.check.decisive.steps import is_decisive, is_final

__all__ = ["Settled", "Shift", "is_decisive", "is_final", "lost_steps", "refused_move", "settled_variables"]
