"""What a form refuses."""

from engine.base.errors import FieldError, Finding, ModelRefusedError


class AnswerError(FieldError):
    """An answer cannot be read or is against a rule; `text` says why, beside the field."""


class FormRefusedError(ModelRefusedError):
    """A schema is no form this room can show; `findings` say why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(findings)
