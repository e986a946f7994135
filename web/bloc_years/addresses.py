"""How the pages of blocs' years are addressed: by a code that is the scope behind a mark."""

from engine.base.errors import NotFoundError
from workflows.procedures.bloc_year.commands import MARK


def scope_in(code: str) -> str:
    """Return the scope of a year's code; raises NotFoundError for what is none."""
    if not code.startswith(MARK):
        raise NotFoundError
    return code.removeprefix(MARK)
