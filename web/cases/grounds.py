"""On what ground somebody is proposed, as it was typed: the type of commendation, the feat and its day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from engine.base.text import N_, Text
from forms.dates import read_date
from forms.errors import AnswerError
from web.parts.naming import TYPES
from workflows.registers.awards.achievement import ADHOC, MERIT, MOST_FEATS, MOVEMENT, Achievement

LONGEST_FEAT = 1000
_NUMBERS = frozenset(map(str, range(1, MOST_FEATS + 1)))


@dataclass(frozen=True)
class Ground:
    """What was typed; a type that is empty is what the award is usually given for."""

    type: str = ""
    feat: str = ""
    feat_on: str = ""
    feat_no: int = 1
    movement: str = ""

    @classmethod
    def read(cls, sent: Mapping[str, str], usual: str = "") -> Self:
        """Read a query or a form."""
        return cls(
            type=sent["type"] if sent.get("type") in TYPES else usual,
            feat=sent.get("feat", "")[:LONGEST_FEAT],
            feat_on=sent.get("feat_on", "").strip()[:20],
            feat_no=int(sent["feat_no"]) if sent.get("feat_no") in _NUMBERS else 1,
            movement=sent.get("movement", "")[:40],
        )

    @property
    def day(self) -> date | None:
        """Return the day of the feat, none where it is not a day."""
        try:
            return read_date(self.feat_on) if self.type == ADHOC else None
        except AnswerError:
            return None

    @property
    def achievement(self) -> Achievement | None:
        """Return what is to be commended; none where it is what the award is usually given for."""
        movement = self.movement if self.type == MOVEMENT else ""
        return Achievement(self.type, self.feat, self.day, self.feat_no, movement) if self.type else None

    def lacking(self) -> dict[str, Text]:
        """Return what is missing."""
        if self.type == ADHOC and self.day is None:
            return {"feat_on": Text(N_("Give the day of the feat: day/month/year."))}
        if self.type == MOVEMENT and not self.movement:
            return {"movement": Text(N_("Choose the movement."))}
        return {}


UNTOLD, OF_MERIT = Ground(), Ground(MERIT)
