"""Messages for people, carried untranslated until a page or a command line shows them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

ELLIPSIS = "…"


def N_(msgid: str) -> str:  # noqa: N802 - the name gettext extractors look for
    """Mark a message for translation without translating it."""
    return msgid


@dataclass(frozen=True)
class Text:
    """A message and what stands in its places: `Text(N_("Field %(name)s is missing"), {"name": "x"})`.

    A parameter may itself be a Text; it is translated with its surroundings.
    """

    msgid: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.translated(lambda msgid: msgid)

    def outline(self, shown: Collection[str] = ()) -> "Text":
        """Return the message without what stands in its places, but for the parameters named: those may be values."""
        left = {k: v if k in shown else ELLIPSIS for k, v in self.params.items()}
        return Text(self.msgid, left)

    def as_data(self) -> dict[str, Any]:
        """Return the message as plain values, to be kept until somebody reads it."""
        params = {k: v.as_data() if isinstance(v, Text) else str(v) for k, v in self.params.items()}
        return {"msgid": self.msgid, "params": params}

    def as_failure(self, shown: Collection[str] = ()) -> dict[str, Any]:
        """Return the message to be kept with what failed: whole, and without what may be values of a case."""
        return {**self.as_data(), "outline": self.outline(shown).as_data()}

    @classmethod
    def outline_from(cls, data: Mapping[str, Any]) -> "Text":
        """Return what `as_failure` wrote, as it may be told to who does not see the case."""
        return cls.from_data(data["outline"]) if "outline" in data else cls.from_data(data).outline()

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Text":
        """Return the message that `as_data` wrote."""
        params = {k: cls.from_data(v) if isinstance(v, dict) else v for k, v in data["params"].items()}
        return cls(data["msgid"], params)

    def translated(self, gettext: Callable[[str], str]) -> str:
        """Return the message in the language of `gettext`."""
        if not self.params:
            return gettext(self.msgid)
        shown = {k: v.translated(gettext) if isinstance(v, Text) else v for k, v in self.params.items()}
        return gettext(self.msgid) % shown
