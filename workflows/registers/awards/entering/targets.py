"""How people and units did by year, and recognised initiatives, as rows that a file is loaded into."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.text import N_, Text
from workflows.registers.awards import store
from workflows.registers.awards.model import Initiative, YearRecord
from workflows.registers.organisation.sheet.columns import Column, choice, code, day, text, whole
from workflows.registers.organisation.sheet.loading import Record, Target
from workflows.registers.organisation.store import people_by_code, units_by_code

RATINGS = {
    "Hoàn thành xuất sắc nhiệm vụ": "EXCELLENT",
    "Hoàn thành tốt nhiệm vụ": "GOOD",
    "Hoàn thành nhiệm vụ": "DONE",
    "Không hoàn thành nhiệm vụ": "NOT_DONE",
}
DISCIPLINES = {"Không": "NONE", "Khiển trách": "REPRIMAND", "Cảnh cáo": "WARNING", "Nặng hơn cảnh cáo": "HEAVIER"}
SCOPES = {"Cơ sở": "base", "Bộ, ban, ngành, tỉnh": "ministry", "Toàn quốc": "nation"}
POSTS = {
    "Bộ trưởng và tương đương": "bo_truong",
    "Thứ trưởng và tương đương": "thu_truong",
    "Vụ trưởng và tương đương": "vu_truong",
    "Phó vụ trưởng và tương đương": "pho_vu_truong",
}
YES_NO = {"Có": True, "Không": False}
NUMBERS = ("members", "members_done", "ldtt_members", "cstdcs_members")
VOTES = ("cluster_members", "cluster_yes")
OF_UNITS = (*NUMBERS, *VOTES, "leads_cluster", "movement_years")
OF_PEOPLE = ("training_months", "training_good", "absent_months", "post", "retires_later")
MOST_MONTHS = 600
OF_BOTH = ("discipline", "disciplined_until", "discipline_counted")
# What an emptied cell says.
_NONE = dict.fromkeys((*OF_BOTH, *OF_PEOPLE, *OF_UNITS)) | {
    "discipline": "NONE",
    "discipline_counted": False,
    "post": "",
    "retires_later": False,
    "leads_cluster": False,
}
MOST_PEOPLE = 10_000_000
MOST_MEMBERS = 1_000
MOST_YEARS = 100


def _in_future(values: Mapping[str, Any]) -> Iterable[tuple[str, Text]]:
    if values["year"] > clock.today().year:
        yield "year", Text(N_("The year lies in the future."))


class YearTarget(Target):
    """How a person or a unit did in a year; the numbers are of a unit that states them itself."""

    columns: Sequence[Column] = (
        Column("year", ("Năm",), whole(1945, 2100), is_required=True),
        Column("person_code", ("Mã cán bộ",), code(40)),
        Column("unit_code", ("Mã đơn vị",), code(80)),
        Column("rating", ("Xếp loại", "Mức độ hoàn thành nhiệm vụ"), choice(RATINGS), is_required=True),
        Column("discipline", ("Kỷ luật",), choice(DISCIPLINES)),
        Column("disciplined_until", ("Kỷ luật có hiệu lực đến ngày",), day),
        Column("discipline_counted", ("Vi phạm đã tính cho năm trước",), choice(YES_NO)),
        Column("training_months", ("Số tháng đi học, bồi dưỡng",), whole(0, MOST_MONTHS)),
        Column("training_good", ("Kết quả học tập từ khá trở lên",), choice(YES_NO)),
        Column("absent_months", ("Số tháng nghỉ (không tính thai sản, điều trị)",), whole(0, MOST_MONTHS)),
        Column("members", ("Số người",), whole(0, MOST_PEOPLE)),
        Column("members_done", ("Số người hoàn thành nhiệm vụ",), whole(0, MOST_PEOPLE)),
        Column("ldtt_members", ("Số người đạt Lao động tiên tiến",), whole(0, MOST_PEOPLE)),
        Column("cstdcs_members", ("Số người đạt Chiến sĩ thi đua cơ sở",), whole(0, MOST_PEOPLE)),
        Column("leads_cluster", ("Dẫn đầu cụm, khối",), choice(YES_NO)),
        Column("cluster_members", ("Số thành viên của cụm, khối",), whole(0, MOST_MEMBERS)),
        Column("cluster_yes", ("Số phiếu cụm, khối suy tôn",), whole(0, MOST_MEMBERS)),
        Column("movement_years", ("Số năm của phong trào do Thủ tướng phát động",), whole(0, MOST_YEARS)),
        Column("post", ("Chức vụ tương đương",), choice(POSTS)),
        Column("retires_later", ("Nghỉ hưu ở tuổi cao hơn",), choice(YES_NO)),
    )

    def __init__(self, session: Session) -> None:
        self.people = people_by_code(session)
        self.units = units_by_code(session)
        self.in_file: set[Hashable] = set()
        self.known = {(row.person_id, row.unit_code, row.year): row for row in store.all_years(session)}

    def check(self, record: Record) -> Iterable[tuple[str, Text]]:
        """Yield what is wrong with the subject, the year or the numbers."""
        values = record.values
        person, unit = values.get("person_code"), values.get("unit_code")
        if bool(person) == bool(unit):
            yield "person_code", Text(N_("Name either a person or a unit."))
        elif person and person not in self.people:
            yield "person_code", Text(N_("There is no person “%(code)s”."), {"code": person})
        elif unit and unit not in self.units:
            yield "unit_code", Text(N_("There is no unit “%(code)s”."), {"code": unit})
        yield from _in_future(values)
        yield from self._check_numbers(values)

    def _check_numbers(self, values: Mapping[str, Any]) -> Iterable[tuple[str, Text]]:
        is_person = bool(values.get("person_code"))
        for name in OF_UNITS if is_person else OF_PEOPLE:
            if values.get(name):
                said = N_("This is stated of units only.") if is_person else N_("This is stated of people only.")
                yield name, Text(said)
        for names, most in ((NUMBERS, values.get("members")), (VOTES, values.get("cluster_members"))):
            above = (name for name in names if most is not None and (values.get(name) or 0) > most)
            yield from ((name, Text(N_("There are more than members."))) for name in above)

    def key(self, values: Mapping[str, Any]) -> Hashable:
        """Return person, unit and year."""
        return values.get("person_code") or "", values.get("unit_code") or "", values["year"]

    def find(self, values: Mapping[str, Any]) -> YearRecord | None:
        """Return the record there is on this subject and year."""
        person = values.get("person_code")
        found = (self.people[person].id, None) if person else (None, values["unit_code"])
        return self.known.get((*found, values["year"]))

    def fields(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return a record's attributes; what a file leaves out stays as it is, an emptied one says none."""
        kept = {"year": values["year"], "rating": values["rating"]}
        person = values.get("person_code")
        told = (*OF_BOTH, *(OF_PEOPLE if person else OF_UNITS))
        kept |= {name: _NONE[name] if values[name] is None else values[name] for name in told if name in values}
        return kept | ({"person_id": self.people[person].id} if person else {"unit_code": values["unit_code"]})

    def create(self, fields: dict[str, Any]) -> YearRecord:
        """Return a new record."""
        return YearRecord(**fields)


class InitiativeTarget(Target):
    """The recognised initiatives of people."""

    columns: Sequence[Column] = (
        Column("person_code", ("Mã cán bộ",), code(40), is_required=True),
        Column("year", ("Năm",), whole(1945, 2100), is_required=True),
        Column("name", ("Tên sáng kiến", "Tên"), text(300), is_required=True),
        Column("scope", ("Phạm vi ảnh hưởng", "Phạm vi"), choice(SCOPES), is_required=True),
        Column("decision_no", ("Số quyết định",), text(80)),
    )

    def __init__(self, session: Session) -> None:
        self.people = people_by_code(session)
        self.in_file: set[Hashable] = set()
        self.known = {(row.person_id, row.year, row.name): row for row in store.all_initiatives(session)}

    def check(self, record: Record) -> Iterable[tuple[str, Text]]:
        """Yield what is wrong with the person or the year."""
        person = record.values["person_code"]
        if person not in self.people:
            yield "person_code", Text(N_("There is no person “%(code)s”."), {"code": person})
        yield from _in_future(record.values)

    def key(self, values: Mapping[str, Any]) -> Hashable:
        """Return person, year and name."""
        return values["person_code"], values["year"], values["name"]

    def find(self, values: Mapping[str, Any]) -> Initiative | None:
        """Return the initiative there is of this person, year and name."""
        return self.known.get((self.people[values["person_code"]].id, values["year"], values["name"]))

    def fields(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return an initiative's attributes."""
        kept = {name: values[name] for name in ("year", "name", "scope")}
        if "decision_no" in values:
            kept["decision_no"] = values["decision_no"] or ""
        return kept | {"person_id": self.people[values["person_code"]].id}

    def create(self, fields: dict[str, Any]) -> Initiative:
        """Return a new initiative."""
        return Initiative(**fields)
