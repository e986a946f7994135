"""The kinds of documents: what each is made of, who gives it its number."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy.orm import Session

from engine.base.errors import BangVangError, NotFoundError
from engine.base.text import N_, Text
from workflows.across.documents.content import Content
from workflows.across.documents.contents import (
    achievements,
    blocs,
    letters,
    nominations,
    results,
    scores,
    sessions,
    sheets,
)
from workflows.across.documents.contents.years import beginning, conferences, election


class NotReadyError(BangVangError):
    """The case has not come far enough for this document."""

    def __init__(self) -> None:
        super().__init__(Text(N_("The case has not come far enough for this document.")))


About = Literal["nomination", "session", "bloc"]


def _any_day(_session: Session, _key: str) -> None:
    """Set no earliest day."""


def _no_other(_session: Session, _key: str) -> tuple[str, date | None]:
    """Know of no number from elsewhere."""
    return "", None


@dataclass(frozen=True)
class Kind:
    """A kind of document: what it is made of, who may give it its number, from when there is one.

    One that nobody gives a number is only filled in and downloaded: ballot sheets, achievement reports. `since` is the
    day of what it records, before which it is not dated; `elsewhere` the number and day that it has on paper already.
    `foresee` makes it of answers being typed, where the step that signs it writes it too.
    """

    key: str
    name_vi: str
    name_en: str
    about: About
    issuers: tuple[str, ...]
    is_ready: Callable[[Session, str], bool]
    build: Callable[[Session, str], Content]
    since: Callable[[Session, str], date | None] = _any_day
    elsewhere: Callable[[Session, str], tuple[str, date | None]] = _no_other
    foresee: Callable[[Session, str, Mapping[str, Any]], Content] | None = None

    @property
    def is_numbered(self) -> bool:
        """Tell whether documents of this kind get a number in their body's register."""
        return bool(self.issuers)

    def content(self, session: Session, key: str) -> Content:
        """Return what a document of this kind about a case says now.

        Raises NotReadyError where the case has not come far enough, NotFoundError.
        """
        if not self.is_ready(session, key):
            raise NotReadyError
        return self.build(session, key)

    def foreseen(self, session: Session, key: str, answers: Mapping[str, Any]) -> Content:
        """Return what a document will say once the step that signs it is done with some answers."""
        return self.foresee(session, key, answers) if self.foresee else self.build(session, key)


_COUNCIL = ("council_secretary", "council_chair")
_BODY = ("emulation_dept",)
_BLOC = ("bloc_head",)
_ALL = (
    Kind(
        "invitation",
        "Giấy mời họp",
        "Invitation",
        "session",
        _COUNCIL,
        sessions.is_convened,
        sessions.invitation,
        sessions.called_on,
    ),
    Kind("ballot_sheet", "Phiếu biểu quyết", "Ballot sheet", "session", (), sessions.is_convened, sheets.session_sheet),
    Kind(
        "minutes",
        "Biên bản họp",
        "Minutes",
        "session",
        _COUNCIL,
        sessions.is_counted,
        sessions.minutes,
        sessions.held_on,
    ),
    Kind(
        "count",
        "Biên bản kiểm phiếu",
        "Record of the count",
        "session",
        _COUNCIL,
        sessions.is_counted,
        sessions.count_record,
        sessions.held_on,
    ),
    Kind(
        "passed",
        "Danh sách được thông qua",
        "List of who passed",
        "session",
        _COUNCIL,
        sessions.has_passed,
        sessions.passed_list,
        sessions.held_on,
    ),
    Kind(
        "achievements",
        "Báo cáo thành tích",
        "Achievement report",
        "nomination",
        (),
        achievements.is_written,
        achievements.report,
    ),
    Kind(
        "return",
        "Công văn trả lại hồ sơ",
        "Letter that returns the dossier",
        "nomination",
        _BODY,
        letters.is_returned,
        letters.return_letter,
        letters.received_on,
    ),
    Kind(
        "opinion",
        "Công văn lấy ý kiến",
        "Letter that asks for opinions",
        "nomination",
        _BODY,
        letters.is_asked,
        letters.opinion_request,
        letters.received_on,
    ),
    Kind(
        "request",
        "Tờ trình",
        "Request",
        "nomination",
        _BODY,
        nominations.is_for_state,
        nominations.request,
        nominations.decided_since,
    ),
    Kind(
        "decision",
        "Quyết định",
        "Decision",
        "nomination",
        _BODY,
        nominations.is_granted,
        nominations.decision,
        nominations.decided_since,
    ),
    Kind(
        "entries",
        "Danh sách đề nghị",
        "List of who is proposed",
        "nomination",
        _BODY,
        nominations.is_list,
        nominations.entries_list,
    ),
    Kind(
        "notice",
        "Thông báo kết quả",
        "Notice of the result",
        "nomination",
        _BODY,
        results.is_decided,
        results.notice,
        results.decided_on,
    ),
    Kind(
        "money",
        "Danh sách tiền thưởng",
        "List of the money",
        "nomination",
        _BODY,
        results.has_money,
        results.money_list,
        results.decided_on,
    ),
    Kind(
        "year_plan",
        "Kế hoạch năm, kèm quy chế và thang điểm",
        "Plan of the year, with regulation and scale",
        "bloc",
        _BLOC,
        beginning.is_agreed,
        beginning.plan,
        beginning.agreed_on,
    ),
    Kind(
        "year_launch",
        "Thông báo phát động thi đua",
        "Launch of the movement",
        "bloc",
        _BLOC,
        beginning.is_launched,
        beginning.launch,
        beginning.launched_on,
    ),
    Kind(
        "covenant",
        "Bản giao ước thi đua",
        "Covenant",
        "bloc",
        _BLOC,
        beginning.is_signed,
        beginning.covenant,
        beginning.signed_on,
    ),
    Kind(
        "report", "Báo cáo tổng hợp sơ kết", "Mid-year report", "bloc", _BLOC, blocs.was_reviewed, blocs.midyear_report
    ),
    Kind("scores", "Bảng điểm", "Score table", "bloc", _BLOC, scores.is_ranked, scores.score_table, scores.ranked_on),
    Kind("bloc_sheet", "Phiếu biểu quyết", "Ballot sheet", "bloc", (), sheets.is_called, sheets.bloc_sheet),
    Kind(
        "midyear_minutes",
        "Biên bản hội nghị sơ kết",
        "Minutes of the mid-year conference",
        "bloc",
        _BLOC,
        conferences.was_held,
        conferences.midyear_minutes,
        conferences.held_on,
    ),
    Kind(
        "bloc_count",
        "Biên bản kiểm phiếu",
        "Record of the count",
        "bloc",
        _BLOC,
        blocs.has_voted,
        blocs.count_record,
        blocs.voted_on,
    ),
    Kind(
        "election",
        "Biên bản bầu khối trưởng, khối phó",
        "Minutes of the election",
        "bloc",
        _BLOC,
        election.is_elected,
        election.election_minutes,
        election.elected_on,
    ),
    Kind(
        "final_minutes",
        "Biên bản hội nghị tổng kết",
        "Minutes of the year-end conference",
        "bloc",
        _BLOC,
        conferences.is_closed,
        conferences.final_minutes,
        conferences.closed_on,
        conferences.number_on_paper,
        conferences.minutes_of,
    ),
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
