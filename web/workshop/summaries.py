"""What the lists of the workshop show of each procedure and version."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.errors import NotFoundError
from engine.model import Draft, Release
from engine.store import drafts, instances, releases
from web.layout.language import language
from workflows.shipped import procedures as shipped_procedures


@dataclass(frozen=True)
class Version:
    """A release with how many instances run on it and how many have ended."""

    release: Release
    running: int
    ended: int

    @property
    def is_to_come(self) -> bool:
        """Tell whether new instances follow it only from a later day on."""
        return self.release.in_force_since > clock.now()


@dataclass(frozen=True)
class Procedure:
    """A procedure as the list shows it: its newest version, what runs on any version, what is being changed."""

    key: str
    names: list[str]
    diagram: str
    versions: list[Version]
    drafts: list[Draft]

    @property
    def title(self) -> str:
        """Return the names of its processes; in English what the procedure shipped as."""
        english = {procedure.key: procedure.name_en for procedure in shipped_procedures()}
        if language() == "en" and self.key in english:
            return english[self.key]
        return ", ".join(self.names) or self.key

    @property
    def newest(self) -> Version:
        """Return the newest version, in force or still to come: what a draft begins from."""
        return self.versions[0]

    @property
    def in_force(self) -> Version | None:
        """Return the version new instances follow today."""
        return next((version for version in self.versions if not version.is_to_come), None)

    @property
    def shown(self) -> Version:
        """Return the version that says how the procedure runs today; before the first day of the first, that one."""
        return self.in_force or self.newest

    @property
    def coming(self) -> list[Version]:
        """Return the versions that come into force on a later day, the next one first."""
        later = [version for version in self.versions if version.is_to_come and version != self.shown]
        return sorted(later, key=lambda version: version.release.in_force_since)

    @property
    def running(self) -> int:
        """Return how many instances run, on whatever version."""
        return sum(version.running for version in self.versions)


def all_procedures(session: Session) -> list[Procedure]:
    """Return every procedure that has a version."""
    return [find_procedure(session, key) for key in releases.procedures(session)]


def find_procedure(session: Session, key: str) -> Procedure:
    """Return a procedure by its key; raises NotFoundError."""
    found = releases.releases_of(session, key)
    if not found:
        raise NotFoundError
    counts = instances.count_by_release(session, [release.id for release in found])
    versions = [_version(release, counts) for release in found]
    procedure = Procedure(key, [], "", versions, drafts.drafts_of(session, key, open_only=False))
    processes = releases.processes_of(session, procedure.shown.release.id)
    names = [process.name or process.process_id for process in processes]
    return replace(procedure, names=names, diagram=processes[0].path if processes else "")


def _version(release: Release, counts: Mapping[UUID, Mapping[str, int]]) -> Version:
    states = counts.get(release.id, {})
    running = states.get("active", 0)
    return Version(release, running, sum(states.values()) - running)
