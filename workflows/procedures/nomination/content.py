"""The content of a nomination: frozen when it is handed over, the same for all who act on it afterwards."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM, Actor
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.ports.sealing import UNSEALED, Sealed, use_seals
from engine.store.instances import instances_for, variables_of
from workflows.procedures.nomination.store import entries_of, lock_nomination, nominations_named
from workflows.registers.attachments.store import known_attachments
from workflows.registers.awards.store import find_award
from workflows.registers.frozen.digest import digest_of, short
from workflows.registers.frozen.model import ContentRound
from workflows.registers.frozen.store import digests_of, last_round
from workflows.registers.nominations.model import EntryState, Nomination

PREFIX = "TĐKT-"
ANSWERS = ("dossier", "supplement", "central_supplement")
# The steps of the unit whose answers are the content; each hands it over anew, but for one that withdraws.
HANDING = frozenset({"prepare_dossier", "supplement_review", "supplement_central"})
CHANGING = HANDING | {"review_findings"}
# What may still be said of a content that differs: that it goes back, or comes to nothing.
AGAINST = frozenset({"return", "reject", "unqualified"})
UUID_LENGTH = 36


class ContentChangedError(BangVangError):
    """What somebody would act on is not what was handed over."""

    def __init__(self, code: str, handed: str, found: str) -> None:
        said = N_(
            "The content of %(code)s is no longer what was handed over (%(handed)s, now %(found)s). "
            "It must be returned and handed over anew."
        )
        super().__init__(Text(said, {"code": code, "handed": short(handed), "found": short(found)}))


class NominationSeals:
    """Freezes what units hand over, and holds every later step of the case to it."""

    def require_same(
        self, session: Session, step: tuple[str, str], answers: Mapping[str, Any], variables: Mapping[str, Any]
    ) -> Sealed:
        """Return the content a step acts on; raises ContentChangedError where it changed since."""
        code, element = step
        nomination = None if element in CHANGING else _live(session, code)
        if nomination is None:
            return UNSEALED
        now = _variables(session, code)
        # One handed over before digests were kept is frozen as its next step finds it.
        handed = last_round(session, code) or _freeze(session, nomination, now, SYSTEM)
        found = digest_of(content_of(session, nomination, now))
        is_same = found == handed.sha256 and _shows_same(variables, now)
        if not is_same and answers.get("decision") not in AGAINST:
            raise ContentChangedError(code, handed.sha256, found)
        return Sealed(handed.sha256, handed.no)

    def hand_over(
        self,
        session: Session,
        step: tuple[str, str],
        answers: Mapping[str, Any],
        variables: Mapping[str, Any],
        by: Actor,
    ) -> Sealed | None:
        """Freeze what a unit's step hands over as a new round."""
        code, element = step
        is_handed = element in HANDING and answers.get("decision") != "withdraw"
        nomination = _live(session, code) if is_handed else None
        if nomination is None:
            return None
        made = _freeze(session, nomination, variables, by)
        return Sealed(made.sha256, made.no)


def require_unchanged(session: Session, codes: Iterable[str], laid: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the digests some nominations stand under, having seen that each still is what was handed over.

    `laid` are the digests under which they came to be acted on, where that was before now.

    Raises ContentChangedError.
    """
    handed = digests_of(session, sorted(set(codes)))
    for nomination in nominations_named(session, list(handed)):
        found, digest = _found(session, nomination), (laid or {}).get(nomination.code) or handed[nomination.code]
        if nomination.outcome is None and found != digest:
            raise ContentChangedError(nomination.code, digest, found)
    return handed


def content_of(session: Session, nomination: Nomination, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return all that is proposed: who for what, the answers, the entries of a list, the files by their contents."""
    told = {name: variables.get(name) for name in ANSWERS}
    files = known_attachments(session, set(_ids(told)), nomination.code)
    entries = [one for one in entries_of(session, [nomination.code]) if one.state != EntryState.WITHDRAWN]
    return {
        "nomination": nomination.code,
        "award": nomination.award_code,
        "year": nomination.year,
        "unit": nomination.unit_code,
        "subject": [
            nomination.subject_kind,
            nomination.person_id,
            nomination.subject_unit_code,
            nomination.subject_name,
        ],
        **_achievement(session, nomination),
        "answers": told,
        "files": {key: [file.filename, file.sha256] for key, file in files.items()},
        "entries": [[one.no, one.person_id, one.unit_code, one.name, one.summary] for one in entries],
    }


def _achievement(session: Session, nomination: Nomination) -> dict[str, Any]:
    """Return what is commended and on what ground; nothing where it is the usual one, as before grounds were kept."""
    told = nomination.achievement
    if told.commendation_type == find_award(session, nomination.award_code).commendation_types[0]:
        return {}
    return {"achievement": told.as_told}


def _ids(value: Any) -> Iterator[str]:
    """Yield what may be ids of files among answers, however deep."""
    if isinstance(value, str) and len(value) == UUID_LENGTH:
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _ids(one)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for one in value:
            yield from _ids(one)


def _freeze(session: Session, nomination: Nomination, variables: Mapping[str, Any], by: Actor) -> ContentRound:
    lock_nomination(session, nomination.code)
    last = last_round(session, nomination.code)
    made = ContentRound(
        nomination=nomination.code,
        no=last.no + 1 if last else 1,
        sha256=digest_of(content_of(session, nomination, variables)),
        at=clock.now(),
        by_id=by.id,
        by_name=by.name,
    )
    session.add(made)
    session.flush()
    return made


def _live(session: Session, code: str) -> Nomination | None:
    """Return the nomination of a business key, if it is one that has not come to its end."""
    found = nominations_named(session, [code]) if code.startswith(PREFIX) else []
    return found[0] if found and found[0].outcome is None else None


def _found(session: Session, nomination: Nomination) -> str:
    return digest_of(content_of(session, nomination, _variables(session, nomination.code)))


def _variables(session: Session, code: str) -> dict[str, Any]:
    found = [one for one in instances_for(session, code) if one.process_id == "nomination"]
    return variables_of(session, found[-1].id) if found else {}


def _shows_same(shown: Mapping[str, Any], handed: Mapping[str, Any]) -> bool:
    """Tell whether the instance acted in shows the dossier that was handed over, or none."""
    return "dossier" not in shown or digest_of(shown["dossier"]) == digest_of(handed.get("dossier"))


use_seals(NominationSeals())
