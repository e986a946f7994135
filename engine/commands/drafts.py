"""Drafts: a change to a procedure is saved, checked, submitted, and deployed by another's approval."""

from base64 import b64decode, b64encode
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.digest import release_digest
from engine.base.errors import BangVangError, Finding, ModelRefusedError, NotAllowedError
from engine.base.plaintext import plain_text
from engine.base.text import N_, Text
from engine.commands.deployment import APPROVER_ROLE, ReleaseFiles, new_release
from engine.commands.once import once
from engine.commands.operators import require_reason
from engine.model import Draft, DraftState, Release, new_id
from engine.ports.acts import Happening, tell
from engine.releases.check import Checked, check_files, refusals
from engine.releases.exchange import in_utf8, opened
from engine.releases.registers import require_known_codes, unknown_codes
from engine.releases.safeguards import Weakening, records_of, weakenings
from engine.releases.written import codes_written
from engine.store import drafts, releases
from engine.store.turns import take_turns

AUTHOR_ROLE = "administrator"
_PACKED = "base64:"


class StaleDraftError(BangVangError):
    """Somebody saved the draft, or a release went live, since it was opened."""


class PastDayError(BangVangError):
    """A change can come into force today or later, not before."""

    def __init__(self) -> None:
        super().__init__(Text(N_("Choose today or a day to come: what was decided before stays as it was.")))


class SafeguardsWeakenedError(BangVangError):
    """A change takes safeguards away, and its approver has not taken note of each."""

    def __init__(self, open_ones: int) -> None:
        text = N_("This change weakens safeguards. Take note of each first: %(count)s are open.")
        super().__init__(Text(text, {"count": open_ones}))


def files_of_draft(draft: Draft) -> dict[str, bytes]:
    """Return a draft's files by path."""
    return {path: _content(text) for path, text in draft.files.items()}


def _content(text: str) -> bytes:
    return b64decode(text.removeprefix(_PACKED)) if text.startswith(_PACKED) else text.encode()


def _kept(data: bytes) -> str:
    """Return a file as a draft keeps it: text as it is, a workbook packed."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _PACKED + b64encode(data).decode()
    return _PACKED + b64encode(data).decode() if text.startswith(_PACKED) else text


def save_draft(  # noqa: PLR0913 - a command's whole address
    session: Session,
    procedure: str,
    files: ReleaseFiles,
    *,
    by: Actor,
    key: str,
    draft_id: UUID | None = None,
    version: int | None = None,
    note: str = "",
) -> Draft:
    """Save a change to a procedure's files, as a new draft or over one's own.

    Raises StaleDraftError where `version` is not the draft's present one, naming who saved it; NotAllowedError where it
    is no longer a draft or belongs to somebody else.
    """
    _require_role(by, AUTHOR_ROLE)
    files = in_utf8(files)
    texts = {path: _kept(data) for path, data in files.items()}

    def work() -> dict[str, Any]:
        draft = _new_draft(session, procedure, by) if draft_id is None else _own_draft(session, draft_id, by)
        if draft_id is not None:
            require_fresh(draft, version)
        draft.files, draft.note, draft.saved_at = texts, plain_text(note), clock.now()
        session.flush()
        return {"draft": draft.id}

    request = {
        "procedure": procedure,
        "sha256": release_digest(files),
        "draft": draft_id,
        "version": version,
        "note": note,
    }
    answer = once(session, "save_draft", request, work, by=by, key=key)
    return drafts.find_draft(session, answer["draft"])


def require_fresh(draft: Draft, version: int | None) -> None:
    """Raise StaleDraftError, naming who saved it, where a draft is not at the version somebody saw."""
    if version is not None and draft.version != version:
        said = N_("%(name)s saved this draft meanwhile. Open it again before you go on.")
        raise StaleDraftError(Text(said, {"name": draft.author_name}))


def _require_role(by: Actor, role: str) -> None:
    if not by.holds(role):
        raise NotAllowedError


def _new_draft(session: Session, procedure: str, by: Actor) -> Draft:
    base = releases.latest_release(session, procedure)
    draft = Draft(
        id=new_id(),
        procedure=procedure,
        base_release_id=base.id if base else None,
        author_id=by.id,
        author_name=by.name,
        state=DraftState.DRAFT,
        saved_at=clock.now(),
        files={},
    )
    session.add(draft)
    return draft


def _own_draft(session: Session, draft_id: UUID, by: Actor) -> Draft:
    draft = drafts.lock_draft(session, draft_id)
    if draft.author_id != by.id:
        text = Text(N_("This is %(name)s's draft. Start one of your own."), {"name": draft.author_name})
        raise NotAllowedError(text)
    if draft.state != DraftState.DRAFT:
        raise NotAllowedError(Text(N_("This draft has been submitted and can no longer be changed.")))
    return draft


def check_draft(session: Session, draft_id: UUID) -> list[Finding]:
    """Return what the checks say of a draft's files."""
    draft = drafts.find_draft(session, draft_id)
    files = opened(files_of_draft(draft))
    return [*check_files(files), *unknown_codes(session, codes_written(files), draft.procedure)]


def submit_draft(session: Session, draft_id: UUID, *, by: Actor, key: str, checked: Checked | None = None) -> Draft:
    """Hand a draft to a second person; files that were `checked` before are not checked again.

    Raises ModelRefusedError where its files have errors, NotAllowedError.
    """

    def work() -> dict[str, Any]:
        draft = _own_draft(session, draft_id, by)
        _require_sound(files_of_draft(draft), checked)
        require_known_codes(session, files_of_draft(draft), draft.procedure, checked)
        draft.state, draft.submitted_at = DraftState.SUBMITTED, clock.now()
        return {"draft": draft.id}

    once(session, "submit_draft", {"draft": draft_id}, work, by=by, key=key)
    return drafts.find_draft(session, draft_id)


def _require_sound(files: Mapping[str, bytes], checked: Checked | None) -> None:
    findings = refusals(files, checked)
    if findings:
        raise ModelRefusedError(findings)


def approve_draft(  # noqa: PLR0913 - a command's whole address
    session: Session,
    draft_id: UUID,
    *,
    by: Actor,
    key: str,
    effective_on: date | None = None,
    noted: Collection[str] = (),
    checked: Checked | None = None,
) -> Release:
    """Approve another person's draft; it goes live as a new release, at once or at the beginning of a day to come.

    Instances that run, and those begun before that day, keep theirs. `noted` are the marks of the weakened safeguards
    that the approver took note of: all there are, no more and no fewer; the release keeps them. Raises
    NotAllowedError for one's own draft, StaleDraftError where a newer release is live than it began from,
    SafeguardsWeakenedError, PastDayError, ModelRefusedError.
    """

    def work() -> dict[str, Any]:
        draft = _submitted(session, draft_id, by)
        take_turns(session, "release", draft.procedure)
        _require_newest(session, draft)
        weakened = weakened_by(session, draft)
        _require_noted(weakened, noted)
        about: dict[str, Any] = {"effective_at": _beginning(effective_on), "checked": checked}
        release = _release(session, draft, by, **about)
        release.weakened = records_of(weakened)
        tell(session, Happening("draft_approved", by, draft.procedure, proposed_by=draft.author_id))
        return {"release": release.id}

    request: dict[str, Any] = {"draft": draft_id} | ({"effective_on": effective_on} if effective_on else {})
    request |= {"noted": sorted(noted)} if noted else {}
    answer = once(session, "approve_draft", request, work, by=by, key=key)
    return releases.find_release(session, answer["release"])


def _release(session: Session, draft: Draft, by: Actor, **about: Any) -> Release:
    author = Actor(id=draft.author_id, name=draft.author_name)
    about |= {"procedure": draft.procedure, "note": draft.note}
    release = new_release(session, files_of_draft(draft), author=author, approver=by, **about)
    _decide(draft, DraftState.APPROVED, by)
    draft.release_id = release.id
    return release


def _require_newest(session: Session, draft: Draft) -> None:
    newest = releases.latest_release(session, draft.procedure)
    if newest is not None and newest.id != draft.base_release_id:
        said = N_("Version %(number)s went live after this draft was begun. Begin again from it.")
        raise StaleDraftError(Text(said, {"number": newest.number}))


def weakened_by(session: Session, draft: Draft) -> list[Weakening]:
    """Return what a draft weakens in the newest release of its procedure, which it would follow."""
    newest = releases.latest_release(session, draft.procedure)
    return weakenings(releases.files_of(session, newest.id) if newest else {}, files_of_draft(draft))


def _require_noted(weakened: Sequence[Weakening], noted: Collection[str]) -> None:
    missing = {one.mark for one in weakened} ^ set(noted)
    if missing:
        raise SafeguardsWeakenedError(len(missing))


def _beginning(day: date | None) -> datetime | None:
    """Return the first instant of a day in Vietnam, None for today: at once."""
    if day is None or day == clock.today():
        return None
    if day < clock.today():
        raise PastDayError
    return datetime.combine(day, time.min, clock.local_zone())


def reject_draft(session: Session, draft_id: UUID, reason: str, *, by: Actor, key: str) -> Draft:
    """Reject a submitted draft, for a reason. Raises NotAllowedError, ReasonMissingError."""
    require_reason(reason)

    def work() -> dict[str, Any]:
        draft = _submitted(session, draft_id, by)
        _decide(draft, DraftState.REJECTED, by)
        draft.reason = reason
        return {"draft": draft.id}

    once(session, "reject_draft", {"draft": draft_id, "reason": reason}, work, by=by, key=key)
    return drafts.find_draft(session, draft_id)


def _submitted(session: Session, draft_id: UUID, by: Actor) -> Draft:
    draft = drafts.lock_draft(session, draft_id)
    _require_role(by, APPROVER_ROLE)
    if not by.is_second_to(draft.author_id):
        raise NotAllowedError(Text(N_("You cannot approve your own change. Another person must do it.")))
    if draft.state != DraftState.SUBMITTED:
        raise NotAllowedError(Text(N_("This draft is not waiting for approval.")))
    return draft


def _decide(draft: Draft, state: str, by: Actor) -> None:
    draft.state, draft.decided_at, draft.decided_by, draft.decided_by_name = state, clock.now(), by.id, by.name
