"""The sets of files that can be looked at and compared: versions by number, drafts by id."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from engine.commands.drafts import files_of_draft
from engine.model import Draft, Release
from engine.releases.exchange import Opened, opened
from engine.store import drafts, releases

DRAFT_PREFIX = "nhap-"
BINARY = (".xlsx",)
TYPES = {".bpmn": "application/xml", ".dmn": "application/xml", ".json": "application/json"}


@dataclass(frozen=True)
class Source:
    """A version or a draft with its files; `name` is what stands in addresses."""

    procedure: str
    name: str
    title: str
    files: Opened

    @property
    def diagrams(self) -> list[str]:
        """Return the paths of its diagrams."""
        return [path for path in self.files if path.endswith(".bpmn")]

    @property
    def texts(self) -> dict[str, str]:
        """Return the files that are text, as the editor takes them; a workbook is not."""
        return texts_among(self.files)

    @property
    def binaries(self) -> dict[str, bytes]:
        """Return the files that are no text, which the editor leaves as they are."""
        return {path: data for path, data in self.files.items() if path.endswith(BINARY)}

    @property
    def has_tables(self) -> bool:
        """Tell whether there is a decision table among its files."""
        return any(path.endswith(".dmn") for path in self.files)


def texts_among(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the files that are text, by path."""
    return {path: data.decode() for path, data in files.items() if not path.endswith(BINARY)}


def find_source(session: Session, procedure: str, name: str) -> Source:
    """Return a version by its number or a draft by `nhap-<id>`; raises NotFoundError."""
    if name.startswith(DRAFT_PREFIX):
        return source_of_draft(_find_draft(session, procedure, name.removeprefix(DRAFT_PREFIX)))
    return source_of_release(session, find_version(session, procedure, name))


def find_version(session: Session, procedure: str, number: str) -> Release:
    """Return a procedure's version by its number; raises NotFoundError."""
    for release in releases.releases_of(session, procedure):
        if str(release.number) == number:
            return release
    raise NotFoundError


def source_of_release(session: Session, release: Release) -> Source:
    """Return a version with its files."""
    title = _("Version %(number)s", number=release.number)
    return Source(release.procedure, str(release.number), title, opened(releases.files_of(session, release.id)))


def source_of_draft(draft: Draft) -> Source:
    """Return a draft with its files."""
    title = _("Draft of %(name)s", name=draft.author_name)
    return Source(draft.procedure, f"{DRAFT_PREFIX}{draft.id}", title, opened(files_of_draft(draft)))


def type_of(path: str) -> str:
    """Return the media type a file is sent with: never one that a browser would run."""
    return next((kind for ending, kind in TYPES.items() if path.endswith(ending)), "text/plain")


def _find_draft(session: Session, procedure: str, draft_id: str) -> Draft:
    try:
        draft = drafts.find_draft(session, UUID(draft_id))
    except ValueError:
        raise NotFoundError from None
    if draft.procedure != procedure:
        raise NotFoundError
    return draft
