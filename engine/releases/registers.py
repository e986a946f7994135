"""Codes that the files of a release write out, asked of the registers of the installation it is to run on."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from engine.base.errors import Finding, ModelRefusedError
from engine.bpmn.check import Said, placed, unheard
from engine.ports.registers import Code, registers
from engine.releases.check import Checked, is_of
from engine.releases.written import codes_written
from engine.store import releases


def unknown_codes(session: Session, said: Mapping[str, list[Said]], procedure: str) -> list[Finding]:
    """Return which of the codes in a procedure's files no register here holds; none where nobody keeps registers.

    A code is an error where its register holds others, and a warning where that is empty, or where the newest release
    of the procedure says it already: whoever changes something else is not stopped by it.
    """
    known = registers()
    codes = frozenset(one.code for written in said.values() for one in written)
    unknown = known.unknown(session, codes) if known is not None and codes else {}
    standing = _standing(session, procedure) if unknown else frozenset()
    found: list[Finding] = []
    for path, written in said.items():
        missing = [one for one in written if one.code in unknown]
        told = [unheard(one, unknown[one.code], is_standing=one.code in standing) for one in missing]
        found += placed([finding for finding in told if finding is not None], path)
    return found


def require_known_codes(
    session: Session, files: Mapping[str, bytes], procedure: str, checked: Checked | None = None
) -> None:
    """Refuse files that name what is in none of the registers that hold anything. Raises ModelRefusedError."""
    said = checked.codes if checked is not None and is_of(checked, files) else codes_written(files)
    wrong = [finding for finding in unknown_codes(session, said, procedure) if finding.severity == "error"]
    if wrong:
        raise ModelRefusedError(wrong)


def _standing(session: Session, procedure: str) -> frozenset[Code]:
    """Return the codes that the newest release of a procedure says."""
    newest = releases.latest_release(session, procedure)
    files = {} if newest is None else releases.files_of(session, newest.id)
    return frozenset(one.code for written in codes_written(files).values() for one in written)
