"""The audit chain: each instance's events, linked by hash, written in the command's own transaction."""

from engine.history.chain import Entry, Verification, append, is_erased, verify
from engine.history.fact import Unknown
from engine.history.kinds import Happened
from engine.history.stored import approver_of, fact_of

__all__ = ["Entry", "Happened", "Unknown", "Verification", "append", "approver_of", "fact_of", "is_erased", "verify"]
