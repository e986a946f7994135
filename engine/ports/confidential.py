"""Roles whose tasks are shown only to those who hold them, however somebody else would come to such a task."""

from collections.abc import Iterable

_roles: set[str] = set()


def keep_confidential(roles: Iterable[str]) -> None:
    """Let tasks offered to some roles be given and shown to nobody to whom they are not offered."""
    _roles.update(roles)


def is_confidential(principals: Iterable[str]) -> bool:
    """Tell whether a task offered to some principals is for their holders alone."""
    return any(principal.partition("@")[0] in _roles for principal in principals)
