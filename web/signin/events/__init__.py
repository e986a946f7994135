"""What was done to accounts and to who may do what: appended in the transaction of the act, never changed."""

from web.signin.events.recording import record

__all__ = ["record"]
