"""Where the opinion of a party committee is asked for: by a table that each body confirms and completes."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from workflows.registers.awards.rules import decide_under
from workflows.registers.awards.store import find_award
from workflows.registers.nominations.model import Nomination


@dataclass(frozen=True)
class Asked:
    """Which committee is asked, who supplies its opinion (in Vietnamese and English), the rule's source and mark."""

    committee: str
    committee_en: str
    supplier: str
    supplier_en: str
    source: str
    status: str

    def as_part(self) -> dict[str, Any]:
        """Return the opinion as a part of a dossier, as `dossier_parts` gives those."""
        named = {"part": "party_opinion", "name": "Ý kiến của cấp ủy", "name_en": "Opinion of the party committee"}
        return named | {"originals": 1, "source": self.source, "status": self.status}


def opinion_asked(session: Session, nomination: Nomination, release: UUID | None) -> Asked | None:
    """Return whose opinion the dossier of a nomination must hold by the table of a release; none where it need not."""
    award = find_award(session, nomination.award_code).rules_code
    context = {"award": award, "body": nomination.body_code}
    found = decide_under(session, release, "party_opinion.dmn", "party_opinion", context)
    if not found or found["required"] is not True:
        return None
    names = ("committee", "committee_en", "supplier", "supplier_en", "source", "status")
    return Asked(*(str(found[name] or "") for name in names))
