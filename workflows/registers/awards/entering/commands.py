"""Entering what eligibility is judged on: awards held, ratings by year, initiatives.

An award entered here is an award held, and a rating decides on one: so a person enters them only with another's
approval, and neither of the two about themselves. The machine's own command line enters them as the system.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import NotAllowedError
from engine.base.text import N_, Text
from engine.commands.care import require_care
from engine.commands.operators import require_two
from engine.sheets import Book
from workflows.registers.awards.entering.targets import InitiativeTarget, YearTarget
from workflows.registers.awards.importing import TitleTarget
from workflows.registers.awards.register import register_in_turn
from workflows.registers.organisation.sheet.loading import ImportReport, load_book

TargetOf = Callable[[Session, Actor], Any]


def import_titles(session: Session, book: Book, *, dry_run: bool, by: Actor) -> ImportReport:
    """Load title records; with any error or in a dry run nothing changes. The caller owns the transaction.

    Raises NeedsTwoError for a person without an approval, NotAllowedError for one's own.
    """
    if not dry_run:
        require_care("import_titles", by)
        require_two(by, "import_titles", book.filename)
        register_in_turn(session)
    return _load(session, TitleTarget(session, by), book, dry_run=dry_run, by=by)


def import_years(session: Session, book: Book, *, dry_run: bool, by: Actor) -> ImportReport:
    """Load ratings by year, as `import_titles` loads titles."""
    if not dry_run:
        require_care("import_years", by)
        require_two(by, "import_years", book.filename)
    return _load(session, YearTarget(session), book, dry_run=dry_run, by=by)


def import_initiatives(session: Session, book: Book, *, dry_run: bool, by: Actor) -> ImportReport:
    """Load initiatives, as `import_titles` loads titles."""
    if not dry_run:
        require_care("import_initiatives", by)
        require_two(by, "import_initiatives", book.filename)
    return _load(session, InitiativeTarget(session), book, dry_run=dry_run, by=by)


def _load(session: Session, target: Any, book: Book, *, dry_run: bool, by: Actor) -> ImportReport:
    looked = load_book(session, book, target, dry_run=True)
    if dry_run or looked.errors:
        return looked
    _require_not_own(target, by)
    return load_book(session, book, target, dry_run=False)


def _require_not_own(target: Any, by: Actor) -> None:
    """Refuse a file about whoever proposed it or approves it; the key of each row begins with the person."""
    acting = {*by.ids, *([by.approval.approver_id] if by.approval else [])}
    named = {target.people[key[0]] for key in target.in_file if key[0]}
    own = sorted(person.code for person in named if str(person.id) in acting)
    if own:
        said = N_("Nobody enters what they achieved themselves, nor approves it: %(code)s.")
        raise NotAllowedError(Text(said, {"code": ", ".join(own)}))
