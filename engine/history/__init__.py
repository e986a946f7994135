"""The audit chain: each instance's events, linked by hash, written in the command's own transaction."""

from engine.history.chain import Entry, Verification, append, verify

__all__ = ["Entry", "Verification", "append", "verify"]
