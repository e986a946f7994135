"""The audit chain: each instance's events, linked by hash, written in the command's own transaction."""

from engine.history.chain import ERASURE, Entry, Verification, append, is_erased, verify

__all__ = ["ERASURE", "Entry", "Verification", "append", "is_erased", "verify"]
