"""Deciding beside the list: the answers that one key gives to a form that asks for a decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms import Form
from forms.components import ChoiceField, ComponentKind, Option, TextField
from forms.options import offered_options

DECISION = "decision"
COMMENT = "comment"  # what the page beside the list calls the opinion, whatever the form does
KEYS = {"approve": "A", "return": "R"}  # decisions that have a key of their own
LONGEST = 4000


@dataclass(frozen=True)
class Quick:
    """The decisions of a task that can be given beside the list, and the field for an opinion in words, if any."""

    options: list[Option]
    comment: str

    def key_of(self, option: Option) -> str:
        """Return the key that gives a decision, or nothing."""
        return KEYS.get(option.key, "")


def quick_of(form: Form, context: Mapping[str, Any]) -> Quick | None:
    """Return what can be decided beside the list: a form's one question named `decision`; None without it."""
    found = [c for c in form.tree.walk() if isinstance(c, ChoiceField) and c.path == (DECISION,) and not c.is_multiple]
    options = [option for option in offered_options(found[0], context) if option.key in KEYS] if found else []
    return Quick(options, comment_field(form)) if options else None


def answers_for(form: Form, decision: str, comment: str) -> dict[str, list[str]]:
    """Return the answers of a decision and an opinion as a page would send them."""
    field = comment_field(form)
    return {DECISION: [decision]} | ({field: [comment[:LONGEST]]} if field else {})


def comment_field(form: Form) -> str:
    """Return the name of the field for an opinion: a form's one text of several lines; nothing without one."""
    found = [
        c for c in form.tree.walk() if isinstance(c, TextField) and c.kind == ComponentKind.PROSE and len(c.path) == 1
    ]
    return found[0].path[0] if len(found) == 1 else ""


def typed_in(form: Form, args: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the answers that a link to a task's page carries; nothing without a decision."""
    if not args.get(DECISION):
        return {}
    return answers_for(form, args[DECISION][:LONGEST], args.get(COMMENT, ""))
