"""Whether the tokens of a process always find their way out: no deadlock, no second token on one flow, a proper end.

A container is read as a net: places are its sequence flows, and each element takes a token from one of its flows, from
all of them, or from all that can still come, and gives tokens to one of several sets of flows. The net is made smaller
by rules that keep its faults, then every state it can reach is looked at, up to a bound.
"""

from engine.bpmn.check.soundness.verdict import Verdict, judge

__all__ = ["Verdict", "judge"]
