"""The word on the button that sends a task: a ballot is cast, a paper signed, anything else sent."""

from dataclasses import dataclass

from engine.base.text import N_, Text
from engine.model.capacity import Properties, capacity_of, is_deciding
from forms import Form
from forms.components import ChoiceField
from web.inbox.quick import DECISION

APPROVE = "approve"  # the decision that signs, where a final step asks for one
SEND, SIGN, CAST = Text(N_("Send")), Text(N_("Sign")), Text(N_("Cast the ballot"))


@dataclass(frozen=True)
class Button:
    """What the button says, and what it says instead once a decision is chosen that signs nothing."""

    word: Text = SEND
    otherwise: Text | None = None

    @property
    def sends(self) -> bool:
        """Tell whether it only sends."""
        return self.word == SEND


def button_of(properties: Properties, form: Form) -> Button:
    """Return the button of a step's form, by the capacity in which the step is done."""
    if capacity_of(properties) == "vote":
        return Button(CAST)
    decisions = _decisions(form)
    if not decisions:
        return Button(SIGN) if capacity_of(properties) == "sign" else Button()
    return Button(SIGN, SEND) if APPROVE in decisions and is_deciding(properties) else Button()


def _decisions(form: Form) -> set[str]:
    found = [c for c in form.tree.walk() if isinstance(c, ChoiceField) and c.path == (DECISION,)]
    return {option.key for field in found for option in field.options}
