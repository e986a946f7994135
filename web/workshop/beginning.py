"""What a change of a procedure stands on: one's own draft, or the version or draft that a new one begins from.

The editor, its checks, uploads and the pages of a draft all ask here, so that they speak of the same files.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import BangVangError, NotFoundError
from engine.base.text import N_, Text
from engine.commands.drafts import files_of_draft
from engine.dmn.cases import SUFFIXES
from engine.model import Draft, DraftState
from engine.releases.check import Checked, look_through
from engine.store import drafts
from web.base.database import database
from web.workshop.sources import DRAFT_PREFIX, Source, find_source, source_of_draft, source_of_release
from web.workshop.summaries import Procedure

ENDINGS = (".bpmn", ".dmn", ".form.json", *SUFFIXES)
LONGEST_NAME = 120


class FileNameError(BangVangError):
    """A file's name says nothing that a release can hold, or is taken."""


@dataclass(frozen=True)
class Beginning:
    """Files to change, and the draft that holds them already, if one does."""

    source: Source
    draft: Draft | None = None


def begin(session: Session, procedure: Procedure, name: str, me: Actor) -> Beginning:
    """Return what somebody changes: what they name, else their newest open draft, else the newest version.

    Their own open draft is changed itself; of anything else a draft is begun. Raises NotFoundError.
    """
    mine = [draft for draft in procedure.drafts if draft.author_id == me.id and draft.state == DraftState.DRAFT]
    draft = next((one for one in mine if name in ("", f"{DRAFT_PREFIX}{one.id}")), None)
    if draft is not None:
        return Beginning(source_of_draft(draft), draft)
    if name:
        return Beginning(find_source(session, procedure.key, name))
    return Beginning(source_of_release(session, procedure.newest.release))


def changed(session: Session, procedure: Procedure, draft_id: UUID | None, name: str) -> Beginning:
    """Return what files that were sent are a change of: a draft, else what they began from; raises NotFoundError."""
    if draft_id is None:
        newest = procedure.newest.release
        return Beginning(find_source(session, procedure.key, name) if name else source_of_release(session, newest))
    draft = next((one for one in procedure.drafts if one.id == draft_id), None)
    if draft is None:
        raise NotFoundError
    return Beginning(source_of_draft(draft), draft)


def look_through_draft(draft_id: UUID) -> Checked:
    """Return what the checks say of a draft, before the transaction that decides on it; raises NotFoundError."""
    with database().read() as reading:
        files = files_of_draft(drafts.find_draft(reading, draft_id))
    return look_through(files)


def rename(files: Mapping[str, bytes], old: str, new: str) -> dict[str, bytes]:
    """Return files with one under another name, the test cases of a decision model with it."""
    _require_known(files, old)
    moves = {old: new} | (dict(zip(_cases_of(old), _cases_of(new), strict=True)) if old.endswith(".dmn") else {})
    stay = files.keys() - moves.keys()
    taken = next((name for path, name in moves.items() if path in files and name in stay), None)
    if taken is not None:
        raise FileNameError(Text(N_("There is a file “%(name)s” already."), {"name": taken}))
    return {moves.get(path, path): data for path, data in files.items()}


def drop(files: Mapping[str, bytes], path: str) -> dict[str, bytes]:
    """Return files without one, and without the test cases that were for it."""
    _require_known(files, path)
    gone = {path, *(_cases_of(path) if path.endswith(".dmn") else ())}
    left = {name: data for name, data in files.items() if name not in gone}
    if not left:
        raise FileNameError(Text(N_("At least one file has to stay.")))
    return left


def place(files: Mapping[str, bytes], name: str) -> str:
    """Return the path that a file from elsewhere takes: of the one of that name, in whatever folder, else its name."""
    same = [path for path in files if path.rpartition("/")[2] == name]
    return same[0] if len(same) == 1 else name


def require_name(name: str, ending: str = "") -> str:
    """Return a file's name where a release can hold it, with its old ending; raises FileNameError."""
    if not name.endswith(ending or ENDINGS) or name in ENDINGS:
        text = N_(
            "“%(name)s” is not a diagram (.bpmn), a decision table (.dmn), a form (.form.json) "
            "or test cases of a table (.tests.csv, .tests.xlsx)."
        )
        said = N_("The name has to end in “%(ending)s” as before.")
        raise FileNameError(Text(said, {"ending": ending}) if ending else Text(text, {"name": name}))
    if len(name) > LONGEST_NAME or set(name) & set("/\\") or not name.isprintable():
        text = N_("Give the file a name of at most %(limit)s characters, without folders.")
        raise FileNameError(Text(text, {"limit": LONGEST_NAME}))
    return name


def ending_of(path: str) -> str:
    """Return what says of which kind a file is."""
    known = (*SUFFIXES, *ENDINGS)
    return next((ending for ending in known if path.endswith(ending)), "." + path.rpartition(".")[2])


def _cases_of(model: str) -> list[str]:
    return [model.removesuffix(".dmn") + suffix for suffix in SUFFIXES]


def _require_known(files: Mapping[str, bytes], path: str) -> None:
    if path not in files:
        raise NotFoundError
