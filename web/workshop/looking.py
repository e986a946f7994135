"""What is wrong with the files of a procedure on this installation."""

from collections.abc import Mapping

from engine.base.errors import Finding
from engine.releases import check
from engine.releases.exchange import opened
from engine.releases.registers import unknown_codes
from engine.releases.written import codes_written
from web.base.database import database


def look_at(files: Mapping[str, bytes], procedure: str) -> list[Finding]:
    """Return what the checks find, which takes its time, and then the codes that no register here holds."""
    read = opened(files)
    found, said = check.check_files(read), codes_written(read)
    with database().read() as session:
        return [*found, *unknown_codes(session, said, procedure)]
