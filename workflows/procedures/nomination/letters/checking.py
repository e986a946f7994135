"""What speaks against the entries of a list: cells, duplicates, what is held already, conditions of the award, caps."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.clock import local_day
from engine.base.text import N_, Text
from engine.sheets import Book
from workflows.procedures.nomination.caps import cap_check, proposed_by
from workflows.procedures.nomination.letters.columns import KINDS
from workflows.procedures.nomination.standing.rules import refusal_of
from workflows.procedures.nomination.standing.store import Wanted, already_proposed
from workflows.procedures.nomination.store import entries_of
from workflows.registers.awards.achievement import OF_THE_YEAR, Achievement
from workflows.registers.awards.facts import facts_for, find_subject
from workflows.registers.awards.model import Award, SubjectKind
from workflows.registers.awards.rules import decide_under
from workflows.registers.awards.store import Subject, find_award
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.access import is_within
from workflows.registers.organisation.folding import bare_name, fold_text
from workflows.registers.organisation.likeness import Likenesses
from workflows.registers.organisation.model import Person, Unit
from workflows.registers.organisation.sheet.columns import RowError
from workflows.registers.organisation.sheet.table import Table, find_table
from workflows.registers.organisation.store import people_by_code, people_by_id, units_by_code
from workflows.registers.registration.ruling.rules import registration_check
from workflows.registers.sources import VERIFIED, plain_source

MAX_ENTRIES = 1_000
MAX_SHOWN = 20


@dataclass(frozen=True)
class Asked:
    """What a list proposes its entries for."""

    award: str
    year: int
    unit: str
    kind: str
    regime: str
    release: UUID | None = None
    achievement: Achievement = OF_THE_YEAR
    handed_on: date | None = None


@dataclass(frozen=True)
class Candidate:
    """One row of a list that can be taken: the file's row, the person or the unit, and what it is proposed for."""

    row: int
    subject: Subject
    summary: str

    @property
    def name(self) -> str:
        """Return the name as the register has it."""
        return self.subject.full_name if isinstance(self.subject, Person) else self.subject.name


@dataclass
class CheckedList:
    """What a file holds: rows that can be taken, and what is wrong with the others by row, column and reason."""

    rows: int = 0
    candidates: list[Candidate] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    notices: list[Text] = field(default_factory=list)
    doubts: list[RowError] = field(default_factory=list)


def check_book(session: Session, book: Book, asked: Asked) -> CheckedList:
    """Check every row of a list; nothing is kept."""
    table = find_table(book, KINDS[asked.kind])
    checked = CheckedList(len(table.lines), errors=list(table.errors), notices=table.notices)
    if len(table.lines) > MAX_ENTRIES:
        said = Text(N_("There are more than %(limit)s rows."), {"limit": MAX_ENTRIES})
        checked.errors.append(RowError(0, "", said))
    if not checked.errors:
        checked.doubts = list(islice(table.doubts(), MAX_SHOWN))
        _check_lines(session, table, asked, checked)
    return checked


def _check_lines(session: Session, table: Table, asked: Asked, checked: CheckedList) -> None:
    examiner = Examiner(session, asked)
    columns = {column.name: column for column in KINDS[asked.kind]}
    for line in table.lines:
        values, wrong = table.read(line)
        if not wrong:
            found = examiner.examine(line.number, values)
            wrong = [table.error(line.number, columns[name], why) for name, why in found]
        checked.errors += wrong
        if not wrong:
            checked.candidates.append(Candidate(line.number, examiner.subject(values), str(values["summary"])))
    met = Likenesses()
    for candidate in checked.candidates:
        checked.doubts += [
            table.error(candidate.row, columns["code"], why) for why in _likeness(met, candidate.subject)
        ]


def _likeness(met: Likenesses, subject: Subject) -> Iterable[Text]:
    if isinstance(subject, Person):
        return list(met.meet(subject.code, subject.full_name, subject.unit_code, subject.birth_year))
    return ()


class Examiner:
    """Examines one row after another against the register, other nominations and the award's conditions."""

    def __init__(self, session: Session, asked: Asked) -> None:
        self.session, self.asked = session, asked
        self.award: Award = find_award(session, asked.award)
        self.known: Mapping[str, Subject] = (
            people_by_code(session) if asked.kind == SubjectKind.INDIVIDUAL else units_by_code(session)
        )
        self.standing = already_proposed(session, Wanted(self.award, asked.year, asked.achievement))
        self.seen: dict[str, int] = {}

    def subject(self, values: Mapping[str, Any]) -> Subject:
        """Return who a row names."""
        return self.known[values["code"]]

    def examine(self, row: int, values: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong with a row, the first kind of wrong only: column and reason."""
        found = self._identity(values) or self._duplicates(row, values) or self._conditions(values)
        yield from found

    def _identity(self, values: Mapping[str, Any]) -> list[tuple[str, Text]]:
        subject = self.known.get(values["code"])
        if subject is None:
            missing = N_("There is no person “%(code)s”."), N_("There is no unit “%(code)s”.")
            return [("code", Text(missing[self.asked.kind != SubjectKind.INDIVIDUAL], {"code": values["code"]}))]
        name = subject.full_name if isinstance(subject, Person) else subject.name
        if _plain(name) != _plain(values["name"]):
            said = {"code": values["code"], "name": name}
            return [("name", Text(N_("The register has another name for %(code)s: %(name)s."), said))]
        return self._place(subject, name)

    def _place(self, subject: Subject, name: str) -> list[tuple[str, Text]]:
        unit = subject.unit_code if isinstance(subject, Person) else subject.code
        if not is_within(unit, self.asked.unit):
            return [("code", Text(N_("%(name)s does not belong to the proposing unit."), {"name": name}))]
        if isinstance(subject, Person) and subject.left_on is not None:
            return [("code", Text(N_("%(name)s has left."), {"name": name}))]
        if isinstance(subject, Unit) and subject.dissolved:
            return [("code", Text(N_("The unit “%(code)s” is dissolved."), {"code": subject.code}))]
        return []

    def _duplicates(self, row: int, values: Mapping[str, Any]) -> list[tuple[str, Text]]:
        first = self.seen.setdefault(values["code"], row)
        if first != row:
            return [("code", Text(N_("The same entry stands in row %(row)s."), {"row": first}))]
        subject = self.known[values["code"]]
        other = self.standing.get(subject.id if isinstance(subject, Person) else subject.code)
        if other is not None:
            return [("code", refusal_of(self.session, values["name"], other, self.award.code))]
        return []

    def _conditions(self, values: Mapping[str, Any]) -> list[tuple[str, Text]]:
        unmet = unmet_conditions(self.session, self.known[values["code"]], self.asked)
        return [("code", as_reason(one)) for one in unmet]


def _plain(name: str) -> str:
    return fold_text(bare_name(name))


def as_reason(finding: Mapping[str, Any]) -> Text:
    """Return a condition not met as a reason, with its source; of one not read in the law, that the body applies it."""
    said = {"text": finding["text"], "source": plain_source(finding["source"])}
    if finding["status"] != VERIFIED:
        return Text(N_("Not met: %(text)s (%(source)s, as the body applies it)"), said)
    return Text(N_("Not met: %(text)s (%(source)s)"), said)


def unmet_conditions(session: Session, subject: Subject, asked: Asked) -> list[dict[str, Any]]:
    """Return the conditions that a subject does not meet, by the tables of a release and its body's own rule."""
    facts = facts_for(session, asked.award, subject, asked.year, asked.achievement, handed_on=asked.handed_on)
    context = {"award": asked.award, "regime": asked.regime, "facts": facts}
    value = decide_under(session, asked.release, "eligibility.dmn", "eligibility", context)
    registered = registration_check(session, asked.award, subject, asked.year, asked.achievement.commendation_type)
    return [dict(check) for check in (*value["checks"], *registered) if check["met"] is not True]


def asked_by(nomination: Nomination, kind: str, release: UUID | None) -> Asked:
    """Return what a letter proposes entries of a kind for."""
    handed_on = local_day(nomination.handed_in_at) if nomination.handed_in_at else None
    what = (nomination.award_code, nomination.year, nomination.unit_code, kind, nomination.regime, release)
    return Asked(*what, nomination.achievement, handed_on)


def check_letter(session: Session, nomination: Nomination, release: UUID) -> list[dict[str, Any]]:
    """Check the entries of a letter anew and keep their findings; return the checks the letter is judged by.

    One check says that every entry meets its conditions; entries that do not are named one by one, some of them.
    """
    entries = entries_of(session, [nomination.code], ["proposed"])
    people = people_by_id(session, [e.person_id for e in entries if e.person_id is not None])
    kind = "individual" if any(e.person_id for e in entries) else "collective"
    asked = asked_by(nomination, kind, release)
    for entry in entries:
        subject = people[entry.person_id] if entry.person_id else find_subject(session, unit=entry.unit_code)
        entry.findings = unmet_conditions(session, subject, asked)
    session.flush()
    wrong = [entry for entry in entries if entry.findings]
    checks = [_overall(len(entries), len(wrong)), *cap_check(session, proposed_by(nomination, release))]
    named = [(f"{e.no}. {e.name}", finding) for e in wrong for finding in e.findings]
    return checks + [dict(one, text=f"{who}: {one['text']}", met=False) for who, one in named[:MAX_SHOWN]]


def _overall(count: int, wrong: int) -> dict[str, Any]:
    return {
        "rule": "danh-sach",
        "met": count > 0 and wrong == 0,
        "text": f"Tất cả {count} trường hợp trong danh sách đủ điều kiện ({wrong} chưa đủ)",
        "text_en": f"All {count} entries of the list meet their conditions ({wrong} do not)",
        "source": "Bảng quyết định eligibility.dmn; mỗi dòng ghi căn cứ",
        "status": "verified",
    }
