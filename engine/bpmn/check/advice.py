"""What to do about each finding, by rule."""

from engine.text import N_, Text

ADVICE = {
    "schema": N_("Let an editor of BPMN 2.0 write the file, or take out what the standard does not know."),
}


def advice(rule: str) -> Text | None:
    """Return what people can do about a finding of a rule."""
    return Text(ADVICE[rule]) if rule in ADVICE else None
