"""Deploying: files become one immutable release, after every check has passed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM, Actor
from engine.base.digest import digest_of, release_digest
from engine.base.errors import ModelRefusedError, NotAllowedError
from engine.base.text import N_, Text
from engine.bpmn.read.diagram import Process, read_processes
from engine.bpmn.read.document import read_document
from engine.bpmn.read.kinds import ElementKind
from engine.commands.once import once
from engine.commands.starts import plan_starts
from engine.model import Content, ProcessVersion, Release, ReleaseFile, new_id
from engine.releases.check import Checked, refusals
from engine.releases.exchange import in_utf8
from engine.releases.registers import require_known_codes
from engine.store import releases
from engine.store.rows import add_new
from engine.store.turns import take_turns

APPROVER_ROLE = "process_approver"
ReleaseFiles = Mapping[str, bytes]
"""The files of a release by path."""


def deploy(  # noqa: PLR0913 - a command's whole address
    session: Session,
    files: ReleaseFiles,
    *,
    procedure: str,
    author: Actor,
    approver: Actor | None,
    key: str,
    note: str = "",
    checked: Checked | None = None,
) -> Release:
    """Make files live as the newest release of a procedure; running instances do not notice.

    What ships with the product is deployed by the system without an approver; everything else needs another person.
    Deploying what is live already changes nothing; what was `checked` before is not checked again.
    Raises ModelRefusedError with every finding, NotAllowedError.
    """
    by = approver or author
    files = in_utf8(files)
    digest = release_digest(files)

    def work() -> dict[str, Any]:
        take_turns(session, "release", procedure)
        newest = releases.latest_release(session, procedure)
        if newest is not None and newest.sha256 == digest:
            return {"release": newest.id}
        about: dict[str, Any] = {"procedure": procedure, "note": note}
        made = new_release(session, files, author=author, approver=approver, checked=checked, **about)
        return {"release": made.id}

    answer = once(session, "deploy", {"procedure": procedure, "sha256": digest}, work, by=by, key=key)
    return releases.find_release(session, answer["release"])


def new_release(  # noqa: PLR0913 - see deploy
    session: Session,
    files: ReleaseFiles,
    *,
    procedure: str,
    author: Actor,
    approver: Actor | None,
    note: str,
    effective_at: datetime | None = None,
    checked: Checked | None = None,
) -> Release:
    """Check the files and store them as the next release, in force at once or from an instant on."""
    _require_four_eyes(author, approver)
    findings = refusals(files, checked)
    if findings:
        raise ModelRefusedError(findings)
    if approver is not None:  # what ships with the product comes before the registers are filled
        require_known_codes(session, files, procedure, checked)
    second = approver or author
    newest = releases.latest_release(session, procedure)
    release = Release(
        id=new_id(),
        sha256=release_digest(files),
        procedure=procedure,
        number=(newest.number if newest else 0) + 1,
        author_id=author.id,
        author_name=author.name,
        approver_id=second.id,
        approver_name=second.name,
        note=note,
        created_at=clock.now(),
        effective_at=effective_at,
    )
    session.add(release)
    session.flush()
    _store_files(session, release, files)
    _store_processes(session, release, files)
    session.flush()
    return release


def _require_four_eyes(author: Actor, approver: Actor | None) -> None:
    if approver is None and author.id != SYSTEM.id:
        raise NotAllowedError(Text(N_("A change to a process needs the approval of a second person.")))
    if approver is not None and approver.id == author.id:
        raise NotAllowedError(Text(N_("You cannot approve your own change. Another person must do it.")))
    if approver is not None and not approver.holds(APPROVER_ROLE):
        raise NotAllowedError(Text(N_("%(name)s may not approve changes to processes."), {"name": approver.name}))


def _store_files(session: Session, release: Release, files: ReleaseFiles) -> None:
    digests = {path: digest_of(data) for path, data in files.items()}
    known = releases.known_content(session, list(digests.values()))
    new = {digests[path]: data for path, data in files.items() if digests[path] not in known}
    add_new(session, Content, [{"sha256": digest, "data": data} for digest, data in sorted(new.items())])
    session.add_all(ReleaseFile(release_id=release.id, path=path, sha256=digest) for path, digest in digests.items())


def _store_processes(session: Session, release: Release, files: ReleaseFiles) -> None:
    runs: list[Process] = []
    for path, data in files.items():
        if not path.endswith(".bpmn"):
            continue
        for process in read_processes(read_document(data).root):
            if process.is_executable:
                runs.append(process)
                session.add(
                    ProcessVersion(
                        release_id=release.id,
                        process_id=process.id,
                        number=release.number,
                        name=process.name,
                        path=path,
                        start_message=_start_message(process),
                    )
                )
    session.flush()
    plan_starts(session, release, runs)


def _start_message(process: Process) -> str | None:
    starts = [e for e in process.inside(process.id) if e.kind == ElementKind.START_EVENT and e.message is not None]
    return starts[0].message.name if starts and starts[0].message else None
