"""Letters of a review, achievement reports, ballot sheets, the score table: what they say, how they are laid out."""

from collections.abc import Callable

import pytest

from engine.base import clock
from engine.base.actor import Actor
from engine.model.base import new_id
from tests.web.documents.places import Pages
from tests.web.documents.test_layout import check, contents
from tests.workflows.procedures.bloc_year.test_procedure import SCOPE, Year
from tests.workflows.procedures.nomination.office import APPROVE, UNIT, Office
from workflows.across.documents.bases.model import LegalBase
from workflows.across.documents.kinds import KINDS, NotReadyError
from workflows.registers.organisation.model import Unit

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
Reads = Callable[[str, str], Pages]


@pytest.fixture
def office(database, clock) -> Office:
    """Return the office, its department in an office of its own with a head."""
    made = Office(database)
    made.give(Unit(code="VKSNDTC.V16", name="Vụ Thi đua - Khen thưởng", kind="department", parent_code="VKSNDTC"))
    worker, head = (made._person(new_id(), name, "VKSNDTC.V16") for name in ("Đặng Văn Thẩm", "Hoàng Thị Vụ"))
    made.give(worker, head, made.post(worker.id, "emulation_dept", "VKSNDTC"))
    made.give(made.post(head.id, "unit_head", "VKSNDTC.V16"))
    made.worker = Actor(str(worker.id), worker.full_name, frozenset({"emulation_dept@VKSNDTC"}))
    return made


@pytest.fixture
def reads(app, office: Office) -> Reads:
    """Return what lays a kind of paper out, holds it against the decree and Word, and gives its pages."""

    def read(kind: str, about: str) -> Pages:
        with app.test_request_context():
            return check(kind, contents(office, {kind: about})[kind])

    return read


def lacking(pages: Pages, *passages: str) -> list[str]:
    return [one for one in passages if "".join(one.split()) not in pages.said()]


def test_a_dossier_goes_back_by_a_letter_and_others_are_asked_by_one(office: Office, reads: Reads) -> None:
    code = office.propose_person("LDTT")
    office.submit(code)
    with pytest.raises(NotReadyError), office.database.read() as session:
        KINDS["return"].content(session, code)
    office.do(code, "intake", office.worker, decision="return", comment="Số liệu chưa khớp.", missing=["minutes"])
    letter = reads("return", code)
    said = [
        "V/v trả lại hồ sơ đề nghị tặng danh hiệu",
        "Lý do: Số liệu chưa khớp.",
        "còn thiếu: biên bản bình xét.",
        "TL.",
        "VỤ TRƯỞNG VỤ THI ĐUA - KHEN THƯỞNG",
        "Hoàng Thị Vụ",
    ]
    assert lacking(letter, *said) == []
    office.do(code, "supplement_review", office.writer(UNIT), decision="resubmit", note="Đã bổ sung biên bản.")
    office.do(code, "intake", office.worker, **APPROVE, consulted=["BCA", "BTP"])
    asked = reads("opinion", code)
    assert lacking(asked, "V/v lấy ý kiến", "Kính gửi:", "trước ngày", "Gửi kèm: báo cáo thành tích.") == []
    with pytest.raises(NotReadyError), office.database.read() as session:
        KINDS["return"].content(session, code)


def test_a_report_is_filled_in_from_dossier_and_register(office: Office, reads: Reads) -> None:
    office.give_titles("CSTDCS", 2017, 2018)
    office.give_titles("BKB", 2016)
    person, unit = office.propose_person("CSTDB"), office.propose_unit("CTDCP")
    for code in (person, unit):
        office.hand_in(code)
    told = [
        "I. SƠ LƯỢC LÝ LỊCH",
        "Họ và tên: Trần Thị Ví Dụ (ví dụ)",
        "III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG",
        "NGƯỜI BÁO CÁO THÀNH TÍCH",
    ]
    assert contents(office, {"achievements": person})["achievements"].form == ""
    named = "Mẫu số 02, Phụ lục ban hành kèm theo Nghị định số 91/2017/NĐ-CP"
    kept = {"kind": "form:R2017:individual:merit", "mark": "read", "added_by": "x", "added_by_name": "X"}
    office.give(LegalBase(unit_code="VKSNDTC", text=f"{named} (cũ)", state="waiting", added_at=clock.now(), **kept))
    assert contents(office, {"achievements": person})["achievements"].form == ""
    office.give(LegalBase(unit_code="VKSNDTC", text=named, state="confirmed", added_at=clock.now(), **kept))
    report = reads("achievements", person)
    assert report.find("Mẫu số 02").top < report.find("CỘNG HÒA").top
    assert contents(office, {"achievements": unit})["achievements"].form == ""
    assert lacking(report, *told, "2018Chiến sĩ thi đua cơ sở", "2016Bằng khen") == []
    assert lacking(report, "XÁC NHẬN CỦA CẤP TRÌNH", "Số:") == ["XÁC NHẬN CỦA CẤP TRÌNH", "Số:"]
    of_unit = reads("achievements", unit)
    assert lacking(of_unit, "I. SƠ LƯỢC ĐẶC ĐIỂM, TÌNH HÌNH", "Chưa có.", "XÁC NHẬN CỦA CẤP TRÌNH KHEN THƯỞNG") == []


def test_who_votes_on_paper_has_a_sheet(office: Office, reads: Reads) -> None:
    code = office.propose_person("LDTT")
    office.submit(code)
    office.appraise(code)
    key = office.call_session()
    office.convene(key)
    sheet = reads("ballot_sheet", key)
    assert lacking(sheet, "PHIẾU BIỂU QUYẾT", "Trần Thị Ví Dụ", "Lao động tiên tiến", "THÀNH VIÊN HỘI ĐỒNG") == []
    office.bring_body_to_bloc("VKSNDTC")
    flag = office.bring_body_to_bloc("BTP")
    office.call_vote()
    office.set_agenda(flag)
    assert lacking(reads("bloc_sheet", "NC-2019"), "PHIẾU BIỂU QUYẾT", flag, "ĐẠI DIỆN ĐƠN VỊ THÀNH VIÊN") == []
    assert not KINDS["bloc_sheet"].is_numbered


def test_the_table_of_points_ranks_the_members_and_shows_every_criterion(office: Office, reads: Reads) -> None:
    year = Year(office)
    year.agree_on_papers()
    year.sign_and_work()
    with pytest.raises(NotReadyError), office.database.read() as session:
        KINDS["scores"].content(session, SCOPE)
    year.score()
    table = reads("scores", SCOPE)
    assert lacking(table, "BẢNG ĐIỂM", "I. Tổng hợp, xếp hạng", "Điểm trừ:", "Kiểm tra chéo") == []
