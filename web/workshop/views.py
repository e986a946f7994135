"""Reading the procedures: the list, a procedure with its versions, one version, and two of them compared."""

from collections.abc import Mapping

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.base.errors import BangVangError
from engine.base.xml import XmlRefusedError
from engine.store import releases
from web.base.database import database
from web.layout.downloads import send_download
from web.layout.language import translate
from web.parts.diagrams.compare import FileChange, compare_files
from web.parts.diagrams.tables import Table, read_tables
from web.signin.access import access, current_actor
from web.workshop.blueprint import EDITOR, READERS, bp
from web.workshop.cases import try_cases
from web.workshop.findings import WORDS
from web.workshop.sources import find_source, find_version, source_of_draft, source_of_release, type_of
from web.workshop.summaries import all_procedures, find_procedure


@bp.get("/")
@access(*READERS)
def list_procedures() -> ResponseReturnValue:
    """Show every procedure with its newest version and what is being changed."""
    with database().read() as session:
        return render_template("workshop/procedures.html", procedures=all_procedures(session), may_edit=may_edit())


@bp.get("/<procedure>")
@access(*READERS)
def show_procedure(procedure: str) -> ResponseReturnValue:
    """Show a procedure: its diagram as it stands, its versions, its drafts."""
    with database().read() as session:
        found = find_procedure(session, procedure)
        source = source_of_release(session, found.shown.release)
        return render_template("workshop/procedure.html", procedure=found, source=source, may_edit=may_edit())


@bp.get("/<procedure>/phien-ban/<number>")
@access(*READERS)
def show_version(procedure: str, number: str) -> ResponseReturnValue:
    """Show one version: who made and approved it, its diagrams and its files."""
    with database().read() as session:
        release = find_version(session, procedure, number)
        found = find_procedure(session, procedure)
        version = next(v for v in found.versions if v.release.id == release.id)
        source = source_of_release(session, release)
        processes = releases.processes_of(session, release.id)
        return render_template(
            "workshop/version.html",
            procedure=found,
            version=version,
            source=source,
            processes=processes,
            words=WORDS,
        )


@bp.get("/<procedure>/tep/<name>/<path:path>")
@access(*READERS)
def send_file(procedure: str, name: str, path: str) -> ResponseReturnValue:
    """Send one file of a version or a draft as it is."""
    with database().read() as session:
        files = find_source(session, procedure, name).files
    if path not in files:
        return _("There is no such file."), 404
    return send_download(files[path], type_of(path), path.rpartition("/")[2])


@bp.get("/<procedure>/xem/<name>/<path:path>")
@access(*READERS)
def show_file(procedure: str, name: str, path: str) -> ResponseReturnValue:
    """Show one file of a version or a draft: a diagram drawn, anything else as text."""
    with database().read() as session:
        found = find_procedure(session, procedure)
        source = find_source(session, procedure, name)
    if path not in source.files:
        return _("There is no such file."), 404
    return render_template(
        "workshop/file.html",
        procedure=found,
        source=source,
        path=path,
        text=source.texts.get(path, ""),
        tables=_tables(source.files[path]) if path.endswith(".dmn") else [],
        trial=try_cases(source.files, path),
    )


@bp.get("/<procedure>/so-sanh")
@access(*READERS)
def compare(procedure: str) -> ResponseReturnValue:
    """Show what differs between two versions, or a version and a draft."""
    with database().read() as session:
        found = find_procedure(session, procedure)
        newest = found.newest.release.number
        old = find_source(session, procedure, request.args.get("tu") or str(max(1, newest - 1)))
        new = find_source(session, procedure, request.args.get("den") or str(newest))
        drafts = [source_of_draft(draft) for draft in found.drafts]
    changes, refusal = compare_sources(old.files, new.files)
    return render_template(
        "workshop/compare.html",
        procedure=found,
        old=old,
        new=new,
        drafts=drafts,
        changes=changes,
        refusal=refusal,
    )


def compare_sources(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> tuple[list[FileChange], str]:
    """Return what differs, or why that cannot be told."""
    try:
        return compare_files(old, new), ""
    except BangVangError as error:
        return [], translate(error.text)


def _tables(data: bytes) -> list[Table]:
    """Return the decisions of a DMN file; a broken one is shown as text only."""
    try:
        return read_tables(data)
    except XmlRefusedError:
        return []


def may_edit() -> bool:
    """Tell whether the signed-in person may edit procedures."""
    return current_actor().holds(EDITOR)
