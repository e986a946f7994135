"""Units and people from CSV or XLSX."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM, Actor
from engine.base.errors import NotAllowedError
from engine.base.text import N_, Text
from engine.commands.care import require_care
from engine.sheets import Book
from workflows.registers.organisation import store
from workflows.registers.organisation.folding import fold_text, name_sort_key
from workflows.registers.organisation.likeness import Likenesses
from workflows.registers.organisation.model import UNIT_KINDS, Person, Unit
from workflows.registers.organisation.sheet.columns import Column, choice, code, day, text, whole
from workflows.registers.organisation.sheet.loading import ImportReport, Record, Target, load_book

_SECTORS = {"Giáo dục, đào tạo": "education"}
_KINDS = {kind: kind for kind in UNIT_KINDS} | {
    "Bộ, ngành": "body",
    "Vụ, cục": "department",
    "Phòng": "division",
    "Trung ương": "central",
}
_YES_NO = {"Có": True, "Không": False}
SEXES = {"nam": "male", "nữ": "female", "male": "male", "female": "female"}
_TEXTS = ("name_en", "short_name", "sector", "locality")


class UnitTarget(Target):
    """The units; a unit's parent is known already or stands in the same file."""

    columns: Sequence[Column] = (
        Column("code", ("Mã đơn vị", "Mã"), code(80), is_required=True),
        Column("name", ("Tên đơn vị", "Tên"), text(200), is_required=True),
        Column("name_en", ("Tên tiếng Anh",), text(200)),
        Column("short_name", ("Tên viết tắt", "Viết tắt"), text(80)),
        Column("kind", ("Loại đơn vị", "Loại"), choice(_KINDS), is_required=True),
        Column("parent_code", ("Đơn vị cấp trên", "Mã cấp trên"), code(80)),
        Column("valid_from", ("Từ ngày",), day),
        Column("valid_to", ("Đến ngày",), day),
        Column("legal_person", ("Có tư cách pháp nhân",), choice(_YES_NO)),
        Column("sector", ("Lĩnh vực",), choice(_SECTORS)),
        Column("dissolved", ("Đã giải thể khi sắp xếp tổ chức",), choice(_YES_NO)),
        Column("locality", ("Tỉnh, thành phố nơi đóng trụ sở", "Địa phương"), text(80)),
    )

    def __init__(self, session: Session) -> None:
        self.in_file: set[Hashable] = set()
        self.known = store.units_by_code(session)

    def check(self, record: Record) -> Iterable[tuple[str, Text]]:
        """Yield what is wrong with a unit's place in the tree or with its dates."""
        values = record.values
        own, parent = values["code"], values.get("parent_code")
        expected = own.rpartition(".")[0] or None
        if parent != expected:
            yield "parent_code", Text(N_("The code %(code)s belongs under “%(parent)s”."), _place(own, expected))
        elif parent and parent not in self.known and parent not in self.in_file:
            yield "parent_code", Text(N_("There is no unit “%(code)s”."), {"code": parent})
        begin, end = values.get("valid_from"), values.get("valid_to")
        if begin and end and end < begin:
            yield "valid_to", Text(N_("The last day lies before the first."))

    def key(self, values: Mapping[str, Any]) -> Hashable:
        """Return the code."""
        return str(values["code"])

    def find(self, values: Mapping[str, Any]) -> Unit | None:
        """Return the unit of this code."""
        return self.known.get(values["code"])

    def fields(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return a unit's attributes; what a file leaves out stays as it is."""
        texts: dict[str, Any] = {name: values[name] or "" for name in _TEXTS if name in values}
        search = fold_text(f"{values['name']} {texts.get('short_name', '')} {values['code']}")[:300]
        texts |= {name: bool(values[name]) for name in ("legal_person", "dissolved") if name in values}
        return dict(values) | texts | {"search": search}

    def create(self, fields: dict[str, Any]) -> Unit:
        """Return a new unit."""
        return Unit(**fields, place=0)


def _place(own: str, expected: str | None) -> dict[str, str]:
    return {"code": own, "parent": expected or "–"}


class PersonTarget(Target):
    """The people, each in a unit there is."""

    columns: Sequence[Column] = (
        Column("code", ("Mã cán bộ", "Mã"), code(40), is_required=True),
        Column("full_name", ("Họ và tên", "Họ tên"), text(120), is_required=True),
        Column("unit_code", ("Mã đơn vị", "Đơn vị"), code(80), is_required=True),
        Column("sex", ("Giới tính",), choice(SEXES)),
        Column("birth_year", ("Năm sinh",), whole(1900, 2020)),
        Column("ethnicity", ("Dân tộc",), text(40)),
        Column("position", ("Chức vụ",), text(120)),
        Column("recruited_on", ("Ngày tuyển dụng",), day),
    )

    def __init__(self, session: Session) -> None:
        self.in_file: set[Hashable] = set()
        self.known = store.people_by_code(session)
        self.units = store.units_by_code(session)
        self.likenesses = Likenesses(
            (one.code, one.full_name, one.unit_code, one.birth_year) for one in self.known.values()
        )

    def check(self, record: Record) -> Iterable[tuple[str, Text]]:
        """Yield what is wrong with a person's unit, name or dates."""
        values = record.values
        unit = self.units.get(values["unit_code"])
        if unit is None:
            yield "unit_code", Text(N_("There is no unit “%(code)s”."), {"code": values["unit_code"]})
        elif unit.dissolved:
            yield "unit_code", Text(N_("The unit “%(code)s” is dissolved."), {"code": unit.code})
        if len(name_sort_key(values["full_name"])) > 400 or not fold_text(values["full_name"])[0].isalpha():
            yield "full_name", Text(N_("This is not a person's name."))
        recruited = values.get("recruited_on")
        if recruited and recruited > clock.today():
            yield "recruited_on", Text(N_("The day lies in the future."))

    def doubt(self, record: Record) -> Iterable[tuple[str, Text]]:
        """Yield who a new person may be under another code."""
        values = record.values
        if values["code"] not in self.known:
            who = values["code"], values["full_name"], values["unit_code"], values.get("birth_year")
            yield from (("code", doubt) for doubt in self.likenesses.meet(*who))

    def key(self, values: Mapping[str, Any]) -> Hashable:
        """Return the code."""
        return str(values["code"])

    def find(self, values: Mapping[str, Any]) -> Person | None:
        """Return the person of this code."""
        return self.known.get(values["code"])

    def fields(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return a person's attributes, with the keys for sorting and searching."""
        name = values["full_name"]
        texts = {key: values[key] or "" for key in ("sex", "ethnicity", "position") if key in values}
        keys = {"sort_key": name_sort_key(name), "search": fold_text(name)}
        return dict(values) | texts | keys

    def create(self, fields: dict[str, Any]) -> Person:
        """Return a new person."""
        return Person(**fields)


def import_units(session: Session, book: Book, *, dry_run: bool, by: Actor) -> ImportReport:
    """Load units; with any error or in a dry run nothing changes. The caller owns the transaction.

    Raises NotAllowedError for whoever is no administrator.
    """
    if not dry_run:
        require_care("import_units", by)
        _require_administrator(by)
    return load_book(session, book, UnitTarget(session), dry_run=dry_run)


def import_people(session: Session, book: Book, *, dry_run: bool, by: Actor) -> ImportReport:
    """Load people; with any error or in a dry run nothing changes. The caller owns the transaction.

    Raises NotAllowedError for whoever is no administrator.
    """
    if not dry_run:
        require_care("import_people", by)
        _require_administrator(by)
    return load_book(session, book, PersonTarget(session), dry_run=dry_run)


def _require_administrator(by: Actor) -> None:
    if by.id != SYSTEM.id and not by.holds("administrator"):
        raise NotAllowedError
