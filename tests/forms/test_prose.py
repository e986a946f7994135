from decimal import Decimal

import pytest

from forms.display import show_number
from forms.prose import Template


def test_markdown_of_the_author_becomes_html_below_the_pages_headings() -> None:
    shown = Template("# Kết quả\n\n**Đạt** và *ghi nhận*\n\n- một\n- hai").format({}, "vi")
    assert "<h3>Kết quả</h3>" in shown
    assert "<strong>Đạt</strong>" in shown
    assert "<li>hai</li>" in shown


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "<a href='javascript:x'>",
        "[x](data:text/html,hi)",
    ],
)
def test_nothing_but_the_safe_part_of_markdown_becomes_html(hostile: str) -> None:
    shown = Template(hostile).format({}, "vi")
    assert "<script" not in shown
    assert "<img" not in shown
    assert "<a " not in shown


@pytest.mark.parametrize("hostile", ["**x**", "<b>x</b>", "[x](http://a)", "# x", "{{1+1}}", "\ue0000\ue001"])
def test_a_value_is_plain_text_whatever_is_in_it(hostile: str) -> None:
    shown = Template("Tên: {{name}}").format({"name": hostile}, "vi")
    assert shown.count("<") == 2  # the paragraph alone
    assert Template("Tên: {{name}}").fill({"name": hostile}, "vi") == f"Tên: {hostile}"


def test_values_are_shown_as_people_write_them() -> None:
    text = Template("{{score}} điểm, {{ok}}, {{missing}}.")
    assert text.fill({"score": Decimal("12345.5"), "ok": True}, "vi") == "12.345,5 điểm, Có, ."
    assert text.fill({"score": Decimal("12345.5"), "ok": True}, "en") == "12,345.5 điểm, Yes, ."


def test_a_year_is_not_parted() -> None:
    assert (
        Template("Năm {{year}}: {{members}}").fill({"year": Decimal(2019), "members": 10000}, "vi")
        == "Năm 2019: 10.000"
    )


def test_a_text_may_be_one_formula() -> None:
    assert Template('="Năm " + string(year)').fill({"year": 2019}, "vi") == "Năm 2019"


@pytest.mark.parametrize("odd", ["NaN", "Infinity", "1E+400", "1E-400", "9" * 40])
def test_numbers_beyond_reading_are_shown_as_they_are(odd: str) -> None:
    assert show_number(Decimal(odd), "vi") == odd
