"""Records of who holds which award, from CSV or XLSX."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.text import N_, Text
from workflows.registers.awards import store
from workflows.registers.awards.achievement import ADHOC, MERIT, MOST_FEATS, TYPES, TYPES_VI, Achievement
from workflows.registers.awards.model import TitleRecord
from workflows.registers.organisation.sheet.columns import Column, choice, code, day, text, whole
from workflows.registers.organisation.sheet.loading import Record, Target
from workflows.registers.organisation.store import people_by_code, units_by_code

Key = tuple[str, str, str, int, str, str]
KINDS = {word: code for code, word in TYPES_VI.items()} | {code: code for code in TYPES}


class TitleTarget(Target):
    """The register of awards; each record is about one person or one unit."""

    columns: Sequence[Column] = (
        Column("award_code", ("Mã danh hiệu", "Danh hiệu", "Hình thức"), code(20), is_required=True),
        Column("year", ("Năm",), whole(1945, 2100), is_required=True),
        Column("person_code", ("Mã cán bộ",), code(40)),
        Column("unit_code", ("Mã đơn vị",), code(80)),
        Column("commendation_type", ("Loại hình khen thưởng", "Loại hình"), choice(KINDS)),
        Column("feat", ("Thành tích", "Phong trào, chuyên đề"), text(1000)),
        Column("feat_on", ("Ngày lập thành tích",), day),
        Column("feat_no", ("Thành tích thứ mấy trong ngày",), whole(1, MOST_FEATS)),
        Column("decision_no", ("Số quyết định",), text(80)),
        Column("decided_on", ("Ngày quyết định",), day),
        Column("authority", ("Cơ quan quyết định",), text(200)),
        Column("source", ("Nguồn",), text(200)),
    )

    def __init__(self, session: Session, by: Actor) -> None:
        self.by = by
        self.awards = {award.code: award for award in store.awards(session)}
        self.people = people_by_code(session)
        self.units = units_by_code(session)
        self.in_file: set[Hashable] = set()
        self.known = {self._key_of(title): title for title in store.all_titles(session)}

    def check(self, record: Record) -> Iterable[tuple[str, Text]]:
        """Yield what is wrong with the award, the subject or the dates."""
        yield from self._check_award(record.values)
        yield from self._check_subject(record.values)
        decided = record.values.get("decided_on")
        if decided and decided > clock.today():
            yield "decided_on", Text(N_("The day lies in the future."))
        if record.values["year"] > clock.today().year:
            yield "year", Text(N_("The year lies in the future."))

    def _check_award(self, values: Mapping[str, Any]) -> Iterable[tuple[str, Text]]:
        award = self.awards.get(values["award_code"])
        if award is None:
            yield "award_code", Text(N_("There is no award “%(code)s”."), {"code": values["award_code"]})
        elif values.get("person_code") and not award.for_individuals:
            yield "person_code", Text(N_("%(award)s is given to collectives only."), {"award": award.name})
        elif values.get("unit_code") and not award.for_collectives:
            yield "unit_code", Text(N_("%(award)s is given to individuals only."), {"award": award.name})
        if values.get("commendation_type") == ADHOC and not values.get("feat_on"):
            yield "feat_on", Text(N_("Give the day of the feat."))

    def _check_subject(self, values: Mapping[str, Any]) -> Iterable[tuple[str, Text]]:
        person, unit = values.get("person_code"), values.get("unit_code")
        if bool(person) == bool(unit):
            yield "person_code", Text(N_("Name either a person or a unit."))
        elif person and person not in self.people:
            yield "person_code", Text(N_("There is no person “%(code)s”."), {"code": person})
        elif unit and unit not in self.units:
            yield "unit_code", Text(N_("There is no unit “%(code)s”."), {"code": unit})

    def key(self, values: Mapping[str, Any]) -> Key:
        """Return person, unit, award, year and for which achievement."""
        told = self._achievement(values)
        of = values.get("person_code") or "", values.get("unit_code") or ""
        return *of, values["award_code"], values["year"], told.commendation_type, told.occasion

    def _achievement(self, values: Mapping[str, Any]) -> Achievement:
        """Return what a row's award was given for; what the award is usually given for where it does not say."""
        award = self.awards.get(values["award_code"])
        usual = award.commendation_types[0] if award else MERIT
        told = values.get("commendation_type") or usual
        return Achievement(told, values.get("feat") or "", values.get("feat_on"), values.get("feat_no") or 1)

    def _key_of(self, title: TitleRecord) -> Key:
        of = title.person.code if title.person else "", title.unit_code or ""
        return *of, title.award_code, title.year, title.commendation_type, title.occasion

    def find(self, values: Mapping[str, Any]) -> TitleRecord | None:
        """Return the record there is on this subject, award and year."""
        return self.known.get(self.key(values))

    def fields(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return a record's attributes; what a file leaves out stays as it is."""
        kept = {name: values[name] for name in ("award_code", "year")}
        kept |= {name: values[name] or "" for name in ("decision_no", "authority", "source") if name in values}
        told = self._achievement(values)
        kept |= {"commendation_type": told.commendation_type, "occasion": told.occasion}
        kept |= {name: getattr(told, name) for name in ("feat", "feat_on") if name in values}
        if "decided_on" in values:
            kept["decided_on"] = values["decided_on"]
        person = values.get("person_code")
        return kept | ({"person_id": self.people[person].id} if person else {"unit_code": values["unit_code"]})

    def create(self, fields: dict[str, Any]) -> TitleRecord:
        """Return a new record, with when and by whom it was entered."""
        return TitleRecord(**fields, recorded_at=clock.now(), recorded_by=self.by.id)
