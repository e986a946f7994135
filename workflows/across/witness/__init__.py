"""Who is told of what administrators do: auditors, the head of the body a case belongs to, and those it waits for."""

from workflows.across.witness.telling import tell_witnesses

__all__ = ["tell_witnesses"]
