"""How papers name shares and where rules stand."""

import pytest

from workflows.across.documents.contents.naming import percent
from workflows.registers.sources import plain_source, source_told


@pytest.mark.parametrize(("part", "whole", "said"), [(7, 8, "87,5%"), (8, 8, "100%"), (2, 3, "66,7%"), (0, 0, "–")])
def test_shares_are_written_with_a_comma(part, whole, said):
    assert percent(part, whole) == said


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("NĐ 91/2017/NĐ-CP Điều 45 khoản 8", "NĐ 91/2017/NĐ-CP Điều 45 khoản 8"),
        ("Quy chế khối (cần đối chiếu; theo TT 01/2019/TT-VKSTC Điều 20)", "Quy chế khối"),
        ("NĐ 98/2023/NĐ-CP; NĐ 152/2025/NĐ-CP (80–90%, cần đối chiếu)", "NĐ 98/2023/NĐ-CP; NĐ 152/2025/NĐ-CP"),
        ("Chưa xác minh: mức tạm dùng (từ 70% đến 90%)", ""),
        ("Cần đối chiếu văn bản", ""),
    ],
)
def test_a_source_is_told_without_notes_on_what_is_unverified(source, told):
    assert plain_source(source) == told


def test_a_page_says_of_what_was_not_read_in_the_law_that_the_body_applies_it_so():
    assert str(source_told("NĐ 98/2023/NĐ-CP Điều 54")) == "NĐ 98/2023/NĐ-CP Điều 54"
    assert str(source_told("Quy chế khối (cần đối chiếu)")) == "Quy chế khối, as the body applies it"
    assert str(source_told("Điều 23", "unverified")) == "Điều 23, as the body applies it"
    assert str(source_told("Chưa xác minh: mức tạm dùng")) == "as the body applies it"
    assert source_told("") is None
