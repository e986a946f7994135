"""All checks, in the order in which they are told."""

from collections.abc import Iterator

from engine.base.text import N_
from engine.commands import try_loading
from engine.store.database import Database
from engine.store.installation import find_fact, note_fact
from web.base.config import Settings
from web.health.belonging import check_folder, check_secret
from web.health.finding import Finding, Grade, bad, good, warning
from web.health.folders import check_privacy, check_writing
from web.health.machine import check_descriptors, check_disk, check_memory, check_versions
from workflows.registers.nominations.tally.store import counted_anew, kinds

READ_BACK = "instances.read_back_by"
MOST_NAMED = 20


def check_installation(database: Database, settings: Settings) -> Iterator[Finding]:
    """Look at everything but the running instances; the tables must be usable."""
    yield from check_versions(database)
    yield from check_writing(settings)
    yield from check_privacy(settings)
    yield from check_folder(database, settings)
    yield from check_secret(database, settings)
    yield from check_descriptors()
    yield from check_memory()
    yield from check_disk(settings.data_dir)


def check_instances(database: Database, version: str) -> Iterator[Finding]:
    """Read back every running instance once, and note that this version of the program could."""
    with database.read() as session:
        tried = list(try_loading(session))
    wrong = [found for found in tried if found is not None]
    for found in wrong[:MOST_NAMED]:
        said = {"instance": found.instance_id, "process": found.process_id, "key": found.business_key}
        told = N_("Instance %(instance)s (%(process)s of %(key)s) cannot be read back: %(problem)s")
        yield bad(told, **said, problem=found.problem)
    if len(wrong) > MOST_NAMED:
        yield bad(N_("%(number)s more cannot be read back."), number=len(wrong) - MOST_NAMED)
    if not wrong:
        yield good(N_("All %(number)s running instances can be read back."), number=len(tried))
        database.perform(lambda session: note_fact(session, READ_BACK, version))


def check_counts(database: Database) -> Iterator[Finding]:
    """Count all nominations anew, and compare with the counts that lists and reports are added up from."""
    with database.read() as session:
        kept, found = kinds(session), counted_anew(session)
    wrong = {kind for kind in (*kept, *found) if kept.get(kind) != found.get(kind)}
    if wrong:
        told = N_(
            "Counts of %(number)s kinds of nominations are not those of the nominations: reports tell them wrong."
        )
        yield warning(told, number=len(wrong))
    else:
        yield good(
            N_("Lists and reports count %(number)s nominations and entries, as there are."), number=sum(found.values())
        )


def are_read_back(database: Database, version: str) -> bool:
    """Tell whether this version of the program has read back all running instances before."""
    with database.read() as session:
        return find_fact(session, READ_BACK) == version


def is_fit(findings: list[Finding]) -> bool:
    """Tell whether nothing keeps the server from its work."""
    return all(finding.grade is not Grade.BAD for finding in findings)
