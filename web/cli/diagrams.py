"""`bangvang check` and `bangvang deploy`."""

import json
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from engine import commands
from engine.base import actor
from engine.base.errors import Finding
from engine.model.base import new_id
from engine.ports.acts import Happening, tell
from engine.releases.check import check_files, look_through
from engine.releases.exchange import hints_of, translate_diagram
from engine.releases.registers import require_known_codes
from web.base.config import Settings
from web.cli.commands import COMMANDS
from web.cli.frame import main
from web.cli.language import _, in_both, show
from web.cli.opening import opened
from web.shell.wiring import join_rooms
from workflows.shipped import shared_beside

SUFFIXES = (".bpmn", ".dmn", ".form.json", ".json", ".tests.csv", ".tests.xlsx")


@main.command("check", help=COMMANDS["check"].help)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=_("Print the findings as JSON."))
@click.option("--hints", is_flag=True, help=_("Say as well what could be drawn better."))
def check(files: tuple[Path, ...], *, as_json: bool, hints: bool) -> None:
    """Check the files together, as one release."""
    join_rooms()
    read = read_files(files)
    findings = check_files(read)
    if hints:
        findings += [one for path, data in read.items() if path.endswith(".bpmn") for one in hints_of(data, path)]
    if as_json:
        click.echo(json.dumps([_as_dict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            click.echo(_as_line(finding))
        click.echo(_("%(number)d findings.") % {"number": len(findings)})
    if any(finding.severity == "error" for finding in findings):
        raise SystemExit(1)


@main.command("translate", help=COMMANDS["translate"].help)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--output", type=click.Path(path_type=Path), help=_("Where to write the diagram; else standard output."))
def translate(file: Path, output: Path | None) -> None:
    """Write a diagram in our vocabulary, and tell what became of each setting."""
    translated = translate_diagram(file.read_bytes())
    if output is None:
        click.echo(translated.data.decode(), nl=False)
    else:
        output.write_bytes(translated.data)
        for name, form in translated.files.items():
            output.with_name(name).write_bytes(form)
    for note in translated.notes:
        mark = f"→ {note.became}" if note.is_translated else _("NOT TRANSLATED")
        click.echo(f"{file.name}:{note.line}:{note.element}: {note.said} {mark}", err=True)
    left = sum(not note.is_translated for note in translated.notes)
    counts = {"all": len(translated.notes), "left": left}
    click.echo(_("%(all)d settings, %(left)d of them not translated.") % counts, err=True)


@main.command("deploy", help=COMMANDS["deploy"].help)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--procedure", required=True, help=_("The procedure the release belongs to."))
@click.option("--note", default="", help=_("What is new in it."))
@click.pass_obj
def deploy(settings: Settings, folder: Path, procedure: str, note: str) -> None:
    """Deploy in the name of the system; people deploy through the workshop, with a second pair of eyes."""
    join_rooms()
    files = read_files([folder])
    with opened(settings) as database:
        about = {"procedure": procedure, "note": note, "checked": look_through(files)}
        number = database.perform(lambda session: _deploy(session, files, about))
        live = {"number": number, "procedure": procedure}
        click.echo(_("Release %(number)d of %(procedure)s is live.") % live)


def _deploy(session: Session, files: dict[str, bytes], about: dict[str, Any]) -> int:
    by = actor.COMMAND_LINE
    require_known_codes(session, files, about["procedure"], about["checked"])
    release = commands.deploy(session, files, author=by, approver=None, key=str(new_id()), **about)
    tell(session, Happening("done_by_command", by, about["procedure"]))
    return release.number


def read_files(paths: tuple[Path, ...] | list[Path]) -> dict[str, bytes]:
    """Read files, and the models in folders, by the path they have in a release.

    The folder of a shipped procedure brings the shared tables that it asks.
    """
    found: dict[str, bytes] = {}
    for path in paths:
        if path.is_dir():
            found |= shared_beside(path)
            models = [file for file in sorted(path.rglob("*")) if file.name.endswith(SUFFIXES)]
            found.update({str(file.relative_to(path)): file.read_bytes() for file in models})
        else:
            found[path.name] = path.read_bytes()
    return found


def _as_line(finding: Finding) -> str:
    place = ":".join(str(part) for part in (finding.file, finding.line, finding.element) if part)
    severity = _("error") if finding.severity == "error" else _("warning")
    advice = f"\n    → {show(finding.suggestion)}" if finding.suggestion else ""
    return f"{place}: {severity}: {show(finding.message)} [{finding.rule}]{advice}"


def _as_dict(finding: Finding) -> dict[str, object]:
    """Return a finding as JSON: `message` in the chosen language, `messages` and `suggestions` in both."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": show(finding.message),
        "messages": in_both(finding.message),
        "suggestions": in_both(finding.suggestion),
        "file": finding.file,
        "element": finding.element,
        "line": finding.line,
    }
