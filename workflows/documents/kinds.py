"""The kinds of documents: what each is made of, who gives it its number."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from engine.errors import NotFoundError
from workflows.documents.content import Content
from workflows.documents.contents import blocs, nominations, sessions

About = Literal["nomination", "session", "bloc"]


@dataclass(frozen=True)
class Kind:
    """A kind of document: what it is made of, who may give it its number."""

    key: str
    name_vi: str
    name_en: str
    about: About
    issuers: tuple[str, ...]
    build: Callable[[Session, str], Content]


_COUNCIL = ("council_secretary", "council_chair")
_BODY = ("emulation_dept",)
_BLOC = ("bloc_head",)
_ALL = (
    Kind("invitation", "Giấy mời họp", "Invitation", "session", _COUNCIL, sessions.invitation),
    Kind("minutes", "Biên bản họp", "Minutes", "session", _COUNCIL, sessions.minutes),
    Kind("count", "Biên bản kiểm phiếu", "Record of the count", "session", _COUNCIL, sessions.count_record),
    Kind("passed", "Danh sách được thông qua", "List of who passed", "session", _COUNCIL, sessions.passed_list),
    Kind("request", "Tờ trình", "Request", "nomination", _BODY, nominations.request),
    Kind("decision", "Quyết định", "Decision", "nomination", _BODY, nominations.decision),
    Kind("entries", "Danh sách đề nghị", "List of who is proposed", "nomination", _BODY, nominations.entries_list),
    Kind("report", "Báo cáo tổng hợp sơ kết", "Mid-year report", "bloc", _BLOC, blocs.midyear_report),
    Kind("bloc_count", "Biên bản kiểm phiếu", "Record of the count", "bloc", _BLOC, blocs.count_record),
)
KINDS = {kind.key: kind for kind in _ALL}


def find_kind(key: str) -> Kind:
    """Return a kind by its key.

    Raises NotFoundError.
    """
    if key not in KINDS:
        raise NotFoundError
    return KINDS[key]


def kinds_about(about: About) -> list[Kind]:
    """Return the kinds made of a nomination, a session or a bloc's year, in their order."""
    return [kind for kind in KINDS.values() if kind.about == about]
