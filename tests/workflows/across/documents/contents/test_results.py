"""The notice of a result and the list of the money, with the numbers of the register."""

import pytest

from workflows.across.documents.contents import results
from workflows.across.documents.contents.money import in_full


def granted(office, **choices):
    code = office.propose_person("LDTT")
    office.submit(code)
    office.appraise(code)
    office.meet(code, **choices)
    return code


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_notice_names_the_decision_or_why_there_is_none(office):
    code = granted(office)
    with office.database.read() as session:
        assert not results.is_decided(session, code)
    office.sign(code)
    with office.database.transaction() as session:
        [told, asked] = results.notice(session, code).sections[0].paragraphs
        assert "Quyết định số 45/TTr ngày 04 tháng 11 năm 2019" in told
        assert "Trần Thị Ví Dụ (ví dụ)" in told
        assert asked.startswith("Đề nghị Vụ Tổ chức cán bộ thông báo")
        assert not results.has_money(session, code)  # the multiple is not verified for the law of 2019
        results.get_nomination(session, code).regime = "R2024"
        listed = results.money_list(session, code)
        assert listed.sections[1].table.rows == [["1", "Trần Thị Ví Dụ (ví dụ)", "Vụ Tổ chức cán bộ", "0,3", ""]]
        assert listed.sections[2].paragraphs == ["Tổng cộng: 0,3 lần mức lương cơ sở."]
        session.rollback()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_notice_of_what_failed_gives_the_reason(office):
    code = granted(office, yes=1)
    with office.database.read() as session:
        told = results.notice(session, code).sections[0].paragraphs
    assert told[0].endswith("không được thông qua.")
    assert told[1].startswith("Lý do: ")


def test_an_article_is_cited_as_papers_do():
    assert in_full("NĐ 98/2023/NĐ-CP Điều 54") == "Điều 54 Nghị định số 98/2023/NĐ-CP"
    assert in_full("NĐ 152/2025/NĐ-CP") == "Nghị định số 152/2025/NĐ-CP"
