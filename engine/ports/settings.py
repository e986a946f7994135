"""Settings that two people change: what each is called, what it may hold, and how the program is shipped.

Whoever owns a rule with a number or a list in it registers that here; a limit that stands in the program, such as the
most days of a grant, is never passed by a setting.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from sqlalchemy.orm import Session

from engine.base.errors import BangVangError, NotFoundError
from engine.base.text import N_, Text
from engine.store.settings import chosen_setting


class SettingRefusedError(BangVangError):
    """A setting cannot take a value; the text says why."""


@dataclass(frozen=True)
class Whole:
    """A whole number between two others."""

    least: int
    most: int

    def read(self, value: Any) -> int:
        """Return a value as it is kept; raises SettingRefusedError."""
        number = int(value) if str(value).strip().isascii() and str(value).strip().isdigit() else None
        if number is None or not self.least <= number <= self.most:
            said = N_("Enter a whole number from %(least)s to %(most)s.")
            raise SettingRefusedError(Text(said, {"least": self.least, "most": self.most}))
        return number

    def show(self, value: Any) -> Text:
        """Return a value in words."""
        return Text("%(value)s", {"value": value})


@dataclass(frozen=True)
class Several:
    """Some of what can be chosen, at least one."""

    words: Mapping[str, str]

    def read(self, value: Any) -> list[str]:
        """Return a value as it is kept; raises SettingRefusedError."""
        chosen = value if isinstance(value, list) else [value]
        if not chosen or any(one not in self.words for one in chosen):
            raise SettingRefusedError(Text(N_("Choose one or more from the list.")))
        return [one for one in self.words if one in chosen]

    def show(self, value: Any) -> Text:
        """Return a value in words."""
        words = [Text(self.words.get(one, one)) for one in value]
        if not words:
            return Text(N_("nobody"))
        return Text(", ".join(f"%(w{no})s" for no in range(len(words))), {f"w{no}": w for no, w in enumerate(words)})


@dataclass(frozen=True)
class Setting:
    """One setting: its name, what people call it, what it may hold, and how it is shipped."""

    name: str
    title: str
    hint: str
    holds: Whole | Several
    shipped: Any


_settings: dict[str, Setting] = {}


def register_setting(setting: Setting) -> None:
    """Let a setting be changed; a name registered again takes the place of the first."""
    _settings[setting.name] = setting


def find_setting(name: str) -> Setting:
    """Return a setting; raises NotFoundError."""
    return _settings.get(name) or _missing()


def all_settings() -> list[Setting]:
    """Return every setting, in the order in which they were registered."""
    return list(_settings.values())


def value_of(session: Session, setting: Setting) -> Any:
    """Return the value of a setting: what was chosen, else how it is shipped."""
    chosen = chosen_setting(session, setting.name)
    return setting.shipped if chosen is None else chosen.value


def _missing() -> NoReturn:
    raise NotFoundError
