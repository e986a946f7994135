"""Uploading diagrams, decision tables and forms drawn elsewhere: checked, taken into a draft, told what they lack."""

from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from engine.base.errors import BangVangError, Finding, ModelRefusedError
from engine.base.text import N_, Text
from engine.commands import drafts as commands
from engine.dmn.cases import model_path
from engine.dmn.sheets import read_rows
from engine.model import Draft
from engine.releases.exchange import Document, Note, Opened, in_utf8, require_readable, translate_read
from web.base.database import database
from web.layout.numbers import read_number
from web.signin.access import access, current_actor
from web.signin.errors import status_of
from web.workshop.beginning import Beginning, begin, place, require_name
from web.workshop.blueprint import EDITOR, bp
from web.workshop.editing import LARGEST_FILE
from web.workshop.looking import look_at
from web.workshop.summaries import Procedure, find_procedure

MOST_FILES = 50


class UploadRefusedError(BangVangError):
    """What was sent is not a set of models."""


@dataclass(frozen=True)
class Uploaded:
    """What came of an upload: the draft, or the findings that kept the files out."""

    findings: list[Finding]
    draft: Draft | None = None
    refusal: Text | None = None
    notes: tuple[Note, ...] = ()


@bp.get("/<procedure>/tai-len")
@access(EDITOR)
def show_upload(procedure: str) -> ResponseReturnValue:
    """Show the form for files from elsewhere."""
    with database().read() as session:
        found = find_procedure(session, procedure)
        begun = begin(session, found, request.args.get("tu", ""), current_actor())
    return _page(found, begun, None)


@bp.post("/<procedure>/tai-len")
@access(EDITOR)
def upload(procedure: str) -> ResponseReturnValue:
    """Check the files and take them into one's own draft, or into a new one beside the files it begins from."""
    with database().read() as session:
        found = find_procedure(session, procedure)
        begun = begin(session, found, request.form.get("into") or str(found.newest.release.number), current_actor())
    try:
        sent, notes = read_upload(request.files.getlist("files"), with_translation="translate" in request.form)
        result = _take(found, begun, sent, notes)
    except BangVangError as error:
        findings = error.findings if isinstance(error, ModelRefusedError) else []
        return _page(found, begun, Uploaded(findings, refusal=error.text)), _status(error)
    return _page(found, Beginning(begun.source, result.draft), result)


def _status(error: BangVangError) -> int:
    return 409 if isinstance(error, commands.StaleDraftError) else status_of(error)


def read_upload(files: list[FileStorage], *, with_translation: bool) -> tuple[Opened, tuple[Note, ...]]:
    """Return the files of a request by name, diagrams as they were read, and what became of other programs' settings.

    Raises UploadRefusedError, SheetRefusedError for test cases that cannot be read, and ModelRefusedError for a diagram
    that cannot be read, or not without danger.
    """
    named = [file for file in files if file.filename]
    if not named or len(named) > MOST_FILES:
        raise UploadRefusedError(Text(N_("Choose between 1 and %(limit)s files."), {"limit": MOST_FILES}))
    sent = in_utf8({_name(file): _read(file) for file in named})
    notes: tuple[Note, ...] = ()
    forms: dict[str, bytes] = {}
    read: dict[str, Document] = {}
    for path, data in sent.items():
        if path.endswith(".bpmn"):
            read[path] = require_readable(data, path)
            if with_translation:
                translated = translate_read(data, read[path])
                sent[path], notes = translated.data, (*notes, *translated.notes)
                forms |= translated.files
                if translated.data is not data:
                    del read[path]
        _require_size(path, data)
        if model_path(path) is None:
            _require_text(path, data)
        else:
            read_rows(data, path)
    return Opened({**forms, **sent}, read), notes


def _read(file: FileStorage) -> bytes:
    """Read a file, one byte further than allowed, and let go of where it was put meanwhile."""
    data: bytes = file.stream.read(LARGEST_FILE + 1)
    file.close()
    return data


def _name(file: FileStorage) -> str:
    name = (file.filename or "").replace("\\", "/").rpartition("/")[2]
    return require_name(name.removesuffix(".bpmn20.xml") + ".bpmn" if name.endswith(".bpmn20.xml") else name)


def _require_size(path: str, data: bytes) -> None:
    if len(data) > LARGEST_FILE:
        text = Text(N_("“%(name)s” is larger than %(limit)s KiB."), {"name": path, "limit": LARGEST_FILE // 1024})
        raise UploadRefusedError(text)


def _require_text(path: str, data: bytes) -> None:
    try:
        is_text = "\0" not in data.decode()
    except UnicodeDecodeError:
        is_text = False
    if not is_text:
        raise UploadRefusedError(Text(N_("“%(name)s” is not text in UTF-8."), {"name": path}))


def _take(procedure: Procedure, begun: Beginning, sent: Opened, notes: tuple[Note, ...]) -> Uploaded:
    placed = {place(begun.source.files, name) for name in sent}
    files = sent.among(begun.source.files, partial(place, begun.source.files))
    findings = [finding for finding in look_at(files, procedure.key) if finding.file in placed]
    note = _("Uploaded: %(names)s", names=", ".join(sorted(sent)))[:2000]
    draft = begun.draft

    def work(session: Session) -> Draft:
        return commands.save_draft(
            session,
            procedure.key,
            files,
            by=current_actor(),
            key=request.form.get("key") or str(uuid4()),
            draft_id=draft.id if draft else None,
            version=read_number(request.form.get("version")) if draft else None,
            note=(draft.note if draft else "") or note,
        )

    return Uploaded(findings, draft=database().perform(work), notes=notes)


def _page(procedure: Procedure, begun: Beginning, result: Uploaded | None) -> str:
    return render_template(
        "workshop/upload.html",
        procedure=procedure,
        begun=begun,
        result=result,
        key=uuid4(),
        endings=",".join([".bpmn", ".xml", ".dmn", ".json", ".csv", ".xlsx"]),
        back=url_for("workshop.show_procedure", procedure=procedure.key),
    )
